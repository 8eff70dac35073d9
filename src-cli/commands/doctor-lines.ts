import type {
  Examination,
  Finding,
  ServiceView,
  Severity,
  ToolUse,
} from '../../src-shared/contract-keeping.ts';
import { exactSpan } from '../../src-shared/times.ts';
import { painted, table, wrapped, type Cell, type Look, type Tone } from '../page.ts';
import { plain } from '../plain-text.ts';

const tones: Readonly<Record<Severity, Tone>> = { bad: 'bad', warn: 'warn', info: 'soft' };
const signs: Readonly<Record<Severity, string>> = { bad: '✗', warn: '▲', info: '·' };

function findingLines({ severity, what, where, remedy, fixed, done }: Finding, look: Look): string[] {
  const head = fixed ? `✓ ${what} Set right: ${done ?? ''}` : `${signs[severity]} ${what}`;
  return [
    ...wrapped(plain(head), look.width, 2).map((line) =>
      painted(line, fixed ? 'good' : tones[severity], look),
    ),
    ...(where === null ? [] : [`  ${plain(where)}`]),
    ...(fixed ? [] : wrapped(`  ${plain(remedy)}`, look.width, 2)),
  ];
}

/** A person sees so many of a kind; the document has all. */
const mostOfKind = 8;

function allFindings(findings: readonly Finding[], look: Look): string[] {
  const seen = new Map<string, number>();
  const shown = findings.filter(({ id }) => {
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count <= mostOfKind;
  });
  const left = [...seen].filter(([, count]) => count > mostOfKind);
  return [
    ...shown.flatMap((each) => findingLines(each, look)),
    ...left.map(([id, count]) => `and ${count - mostOfKind} more of ${id}; --json shows all`),
  ];
}

function usesCell({ uses }: ToolUse, now: number): Cell {
  if (uses === null) return { text: 'nothing', tone: 'soft' };
  const left =
    uses.expiresAt === null
      ? ''
      : uses.expiresAt <= now
        ? ', ended'
        : `, ${exactSpan(uses.expiresAt - now)} left`;
  return {
    text: `${uses.name}${left}`,
    tone: uses.expiresAt !== null && uses.expiresAt <= now ? 'bad' : null,
  };
}

function toolLines(tools: readonly ToolUse[], look: Look): string[] {
  if (tools.length === 0) return [];
  return [
    '',
    painted('What each would use here', 'strong', look),
    ...table(
      tools,
      [
        {
          head: 'Tool',
          cell: ({ name, agent }) => ({ text: agent === null ? name : `${name} ${agent}`, tone: 'strong' }),
        },
        { head: 'For', cell: ({ provider }) => provider, leaves: 3 },
        { head: 'Uses', cell: (each) => usesCell(each, look.now), least: 12 },
        { head: 'Secret', cell: ({ uses }) => uses?.mask ?? '', leaves: 2 },
        { head: 'From', cell: ({ uses }) => uses?.from ?? '', least: 10, leaves: 1 },
      ],
      look,
    ),
  ];
}

function serviceLines({ name, sees, credentials, lacks, isWhole }: ServiceView, look: Look): string[] {
  const has = [...sees.map((each) => each.name), ...credentials.map((each) => `credential ${each}`)];
  const seen = has.length === 0 ? 'no key' : has.join(', ');
  const not = lacks.length === 0 ? '' : `; not ${lacks.join(', ')}`;
  const sure = isWhole ? '' : ' (by its files alone)';
  return wrapped(plain(`${name}: ${seen}${not}${sure}`), look.width, 2);
}

/** What was found, what each tool would use, what each service would see. */
export function doctorLines({ findings, tools, services }: Examination, look: Look): string[] {
  return [
    ...(findings.length === 0 ? ['All is well.'] : allFindings(findings, look)),
    ...toolLines(tools, look),
    ...(services.length === 0
      ? []
      : [
          '',
          painted('What each service would see', 'strong', look),
          ...services.flatMap((each) => serviceLines(each, look)),
        ]),
  ];
}
