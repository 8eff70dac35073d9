import { useCallback, useEffect, useState } from 'react';
import type { GatewayStatus, ListedGateway } from '../../src-shared/contract-gateway-view.ts';
import type { GatewayPlan } from '../../src-shared/contract-gateways.ts';
import type { ImportPlan } from '../../src-shared/contract-keeping.ts';
import { say } from '../../src-shared/say.ts';
import type { Answers } from '../keeping/import-dialog.tsx';
import { ImportPlanPage } from '../keeping/import-plan.tsx';
import { importedWords } from '../keeping/import-words.ts';
import { useDesk } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';
import { ChangeFlow } from './change-flow.tsx';
import { GatewayPage } from './gateway-page.tsx';
import { isNew } from './gateway-words.ts';

const nothingAnswered: Answers = { conflicts: {}, agreePolicy: false };
const saidMs = 12_000;

/** One gateway: looked at, its profiles chosen, what would change shown, and only then done. */
export function GatewayFlow({
  gateway,
  links,
  onBack,
  onClose,
}: {
  gateway: ListedGateway;
  /** It begins with what linking it would change. */
  links: boolean;
  onBack(): void;
  onClose(): void;
}) {
  const { notices, view } = useDesk();
  const { ask, asking, failure, forget } = useAsk();
  const [agent, setAgent] = useState<string | null>(null);
  const [status, setStatus] = useState<GatewayStatus | null>(null);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [plan, setPlan] = useState<ImportPlan | null>(null);
  const [answers, setAnswers] = useState(nothingAnswered);
  const [changing, setChanging] = useState<GatewayPlan['act'] | null>(links ? 'link' : null);
  const { name, place } = gateway;

  const load = useCallback(async () => {
    const answer = await ask((client) => client.gateways.status({ ...place, agent }));
    if (answer === null) return;
    setStatus(answer);
    setPicked(new Set(answer.profiles.filter(isNew).map(({ id }) => id)));
  }, [ask, place, agent]);
  useEffect(() => {
    const first = async () => load();
    void first();
  }, [load]);

  const lookAgain = () => {
    setChanging(null);
    return load();
  };

  const chosen = (next: Answers) => ({
    ...place,
    agent,
    provider: null,
    ids: [...picked],
    conflicts: { ...next.conflicts },
    agreePolicy: next.agreePolicy,
  });
  const look = async (next: Answers) => {
    const answer = await ask((client) => client.gateways.previewImport(chosen(next)));
    if (answer === null) return;
    setPlan(answer);
    setAnswers(next);
  };
  const finish = (text: string) => {
    view.over.set(null);
    notices.show({ tone: 'good', text, until: Date.now() + saidMs });
  };
  const write = async () => {
    const done = await ask((client) => client.gateways.import(chosen(answers)));
    if (done !== null) finish(importedWords(done));
  };

  if (changing !== null)
    return <ChangeFlow gateway={gateway} act={changing} onBack={() => void lookAgain()} onClose={onClose} />;
  if (plan !== null)
    return (
      <ImportPlanPage
        name={say('{name}, agent {agent}', { name, agent: status?.agent ?? 'main' })}
        plan={plan}
        answers={answers}
        asking={asking}
        failure={failure?.message ?? null}
        onAnswers={(next) => void look(next)}
        onBack={() => {
          setPlan(null);
          forget();
        }}
        onWrite={write}
        onClose={onClose}
      />
    );
  return (
    <GatewayPage
      gateway={gateway}
      status={status}
      picked={picked}
      asking={asking}
      failure={failure?.message ?? null}
      onAgent={(next) => {
        setStatus(null);
        setAgent(next);
      }}
      onPick={setPicked}
      onImport={() => look(nothingAnswered)}
      onChange={setChanging}
      onBack={onBack}
      onClose={onClose}
    />
  );
}
