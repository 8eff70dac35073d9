import type { SQLOutputValue } from 'node:sqlite';
import type { Incident } from '../../src-shared/contract-schema.ts';
import { incidentOf } from './history-rows.ts';
import type { Statements } from './history-statements.ts';
import type { NewAnswer } from './history.ts';
import { endOf, turnOf } from './incidents.ts';

const numberOf = (value: SQLOutputValue | undefined) => (typeof value === 'number' ? value : 0);

/** Writes one answer and what it begins or ends; belongs into a transaction. The profile is known by then. */
export function keepAnswer(statements: Statements, id: string, answer: NewAnswer, host: string | null): void {
  const profile = numberOf(statements.profile.get(id)?.['n']);
  const { at, outcome, httpStatus, latencyMs, message, from, program = null } = answer;
  for (const text of [message, program]) if (text !== null) statements.learnText.run(text);
  statements.addAnswer.run(
    profile,
    at,
    numberOf(statements.nextAt.get(profile, at)?.['nth']),
    outcome,
    httpStatus,
    latencyMs === null ? null : Math.round(latencyMs),
    message,
    from === 'traffic' ? from : null,
    program,
  );
  const running: (Incident & { n: number })[] = statements.goingOn
    .all(profile)
    .flatMap((row) => incidentOf(row).map((incident) => ({ ...incident, n: numberOf(row['n']) })));
  const { ended, begun } = turnOf(running, { at, outcome, message, host: answer.host ?? host });
  for (const incident of ended) statements.endIncident.run(endOf(incident, at), incident.n);
  if (begun)
    statements.beginIncident.run(profile, begun.from, begun.kind, begun.outcome, begun.message, begun.host);
}
