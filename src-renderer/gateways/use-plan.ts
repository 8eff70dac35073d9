import { useCallback, useEffect, useRef, useState } from 'react';
import type { ListedGateway } from '../../src-shared/contract-gateway-view.ts';
import type { GatewayPlan } from '../../src-shared/contract-gateways.ts';
import type { Met } from '../store/errors.ts';
import { useAsk } from '../store/use-ask.ts';
import type { PlanRow } from './plan-words.ts';

type Act = GatewayPlan['act'];
type PlanOf<A extends Act> = Extract<GatewayPlan, { act: A }>;

/** What is to be done to a gateway, while a person chooses. */
export interface Choosing<A extends Act> {
  /** Every profile with what could become of it; null while that is looked at. */
  readonly rows: readonly PlanRow[] | null;
  readonly picked: ReadonlySet<string>;
  /** What becomes of what is picked; null while that is looked at, and where nothing is. */
  readonly plan: PlanOf<A> | null;
  /** As all of it was looked at: what has to be agreed to, and what nothing can be done about. */
  readonly whole: PlanOf<A> | null;
  readonly agreed: boolean;
  readonly asking: boolean;
  readonly failure: Met | null;
  toggle(id: string): void;
  agree(isAgreed: boolean): void;
  look(): Promise<void>;
  /** Does what is shown; null where that failed. */
  apply(): Promise<PlanOf<A> | null>;
}

/** Plans an act on a gateway for the profiles that are picked, and does what was shown. */
export function usePlan<A extends Act>({ place }: ListedGateway, act: A): Choosing<A> {
  const { ask, asking, failure } = useAsk();
  const [whole, setWhole] = useState<PlanOf<A> | null>(null);
  const [plan, setPlan] = useState<PlanOf<A> | null>(null);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [agreed, setAgreed] = useState(false);
  /** Whoever picks quickly sees what becomes of the last choice. */
  const newest = useRef(0);

  const inputFor = useCallback(
    (ids: readonly string[], agreePolicy: boolean) => {
      const meant = { ...place, agent: null, provider: null, ids: [...ids] };
      return act === 'link'
        ? { act: 'link' as const, ...meant, agreePolicy }
        : { act: 'unlink' as const, ...meant };
    },
    [place, act],
  );
  const planned = useCallback(
    async (ids: readonly string[], agreePolicy: boolean) => {
      newest.current += 1;
      const mine = newest.current;
      const answer = await ask((client) => client.gateways.plan(inputFor(ids, agreePolicy)));
      return mine === newest.current && answer !== null && isOf(answer, act) ? answer : null;
    },
    [ask, inputFor, act],
  );
  const lookAt = useCallback(
    async (agreePolicy: boolean) => {
      const answer = await planned([], agreePolicy);
      if (answer === null) return;
      setWhole(answer);
      setPlan(answer);
      setPicked(new Set(choosable(answer)));
    },
    [planned],
  );
  useEffect(() => {
    const first = async () => lookAt(false);
    void first();
  }, [lookAt]);

  /** None named means all: also what nothing can be chosen about. */
  const named = (picks: ReadonlySet<string>) =>
    whole !== null && choosable(whole).every((id) => picks.has(id)) ? [] : [...picks];

  return {
    rows: whole?.profiles ?? null,
    picked,
    plan,
    whole,
    agreed,
    asking,
    failure,
    toggle(id) {
      const next = new Set(picked);
      if (!next.delete(id)) next.add(id);
      setPicked(next);
      setPlan(null);
      newest.current += 1;
      if (next.size > 0)
        void planned(named(next), agreed).then((answer) => answer !== null && setPlan(answer));
    },
    agree(isAgreed) {
      setAgreed(isAgreed);
      void lookAt(isAgreed);
    },
    look: () => lookAt(agreed),
    async apply() {
      if (plan === null) return null;
      const { mark } = plan;
      const done = await ask((client) => client.gateways.apply({ ...inputFor(named(picked), agreed), mark }));
      return done !== null && isOf(done, act) ? done : null;
    },
  };
}

const isOf = <A extends Act>(plan: GatewayPlan, act: A): plan is PlanOf<A> => plan.act === act;

/** Those of a plan that a person chooses from, each id once. */
const choosable = ({ act, profiles }: GatewayPlan): string[] => [
  ...new Set(profiles.flatMap(({ id, state }) => (state === act ? [id] : []))),
];
