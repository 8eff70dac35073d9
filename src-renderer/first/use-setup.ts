import { useCallback, useEffect, useState } from 'react';
import type { ListedGateway } from '../../src-shared/contract-gateway-view.ts';
import type { OwnService, Profile } from '../../src-shared/contract-schema.ts';
import { useCoreState, useDesk, useHeld } from '../store/desk.ts';
import type { Open, SetupStep } from '../store/view.ts';
import { useAsk } from '../store/use-ask.ts';

export interface Setup {
  /** What lies around the vault was looked at: no further step comes. */
  readonly isKnown: boolean;
  /** Those that there is something to do for here, in their order. */
  readonly steps: readonly SetupStep[];
  readonly done: ReadonlySet<SetupStep>;
  readonly left: readonly SetupStep[];
  /** Profiles that nobody was asked about yet. */
  readonly untested: readonly Profile[];
  /** Gateways that keep keys in clear and can fetch them instead. */
  readonly toLink: readonly ListedGateway[];
  /** The system's own way to start Keywatch; null where the app starts itself, and while it is looked at. */
  readonly service: OwnService | null;
}

const order: readonly SetupStep[] = ['protect', 'find', 'add', 'test', 'link', 'start'];

/** How far a person's first minutes are; what is there tells it, and that somebody has looked around. */
export function useSetup(): Setup {
  const { picture, windowSettings } = useDesk();
  const core = useCoreState();
  const profiles = useHeld(picture.profiles);
  const startsAtLogin = useHeld(picture.settings)?.startAtLogin === true;
  const { lookedAround } = useHeld(windowSettings);
  const { gateways, service, isKnown } = useSurroundings();

  const untested = profiles.filter(({ enabled, lastAnswer }) => enabled && lastAnswer === null);
  const linkable = (gateways ?? []).filter(({ linkable: can, profiles: count }) => can && count !== 0);
  const toLink = linkable.filter(({ keysInClear }) => keysInClear > 0);
  const hasLoginItem = core?.capabilities.loginItem === true;
  const applies: Readonly<Record<SetupStep, boolean>> = {
    protect: true,
    find: true,
    add: true,
    test: profiles.length > 0 && core?.neverAsks === false,
    link: linkable.length > 0,
    start: hasLoginItem || service !== null,
  };
  const is: Readonly<Record<SetupStep, boolean>> = {
    protect: core?.vault.protected === true,
    find: lookedAround,
    add: profiles.length > 0,
    test: untested.length === 0,
    link: toLink.length === 0,
    start: hasLoginItem ? startsAtLogin : service?.installed === true,
  };
  const steps = order.filter((step) => applies[step]);
  return {
    isKnown,
    steps,
    done: new Set(steps.filter((step) => is[step])),
    left: steps.filter((step) => !is[step]),
    untested,
    toLink,
    service: hasLoginItem ? null : service,
  };
}

/** What may have changed something around the vault once it is closed. */
const reachOut: ReadonlySet<Open['kind']> = new Set(['gateways', 'service', 'settings', 'setup']);

/** What lies around the vault; looked at when there is a connection, and again after what may have changed it. */
function useSurroundings() {
  const { connection, view } = useDesk();
  const { ask } = useAsk();
  const isConnected = useHeld(connection).phase === 'connected';
  const [gateways, setGateways] = useState<readonly ListedGateway[] | null>(null);
  const [service, setService] = useState<OwnService | null>(null);
  const [isKnown, setKnown] = useState(false);
  const look = useCallback(async () => {
    const [listed, looked] = await Promise.all([
      ask((client) => client.gateways.list({})),
      ask((client) => client.service.look({})),
    ]);
    if (listed !== null) setGateways(listed.gateways);
    if (looked !== null) setService(looked.service);
    setKnown(true);
  }, [ask]);
  useEffect(() => {
    const first = async () => isConnected && look();
    void first();
  }, [isConnected, look]);
  useEffect(() => {
    let last = view.over.get();
    return view.over.subscribe(() => {
      const over = view.over.get();
      if (over === null && last !== null && reachOut.has(last.kind)) void look();
      last = over;
    });
  }, [view, look]);
  return { gateways, service, isKnown };
}
