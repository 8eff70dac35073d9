import type { Client } from '../../src-shared/contract.ts';
import type { Diagnosis, Finding, Severity } from '../../src-shared/contract-keeping.ts';
import type { Command, Host } from '../command.ts';
import { documentOf } from '../documents.ts';
import { failureOf } from '../failure.ts';
import { painted, wrapped, type Look, type Tone } from '../page.ts';
import { plain } from '../plain-text.ts';

export const doctor: Command = {
  name: 'doctor',
  says: 'What is wrong with the data directory, and how to set it right',
  takes: '',
  words: { least: 0, most: 0 },
  options: { fix: { type: 'boolean', says: 'Set right what takes no decision: modes, leftovers.' } },
  notes: [
    'Exits with 1 when something bad remains, with 2 when something remains to be looked at, else with 0.',
  ],
  async run(asked, host) {
    const { findings, exit } = await examined(host, asked.has('fix'));
    return {
      document: documentOf('doctor', { findings, exit }),
      lines: (look) =>
        findings.length === 0 ? ['All is well.'] : findings.flatMap((each) => linesOf(each, look)),
      exit,
    };
  },
};

async function examined(host: Host, fix: boolean): Promise<Diagnosis> {
  let owner: Client | null = null;
  let owned = false;
  try {
    owner = await host.owner();
  } catch (thrown) {
    // An owner that cannot be asked is what a person may be looking for; the files tell the rest.
    host.warn(failureOf(thrown).message);
    owned = true;
  }
  if (owner !== null) return owner.doctor({ fix });
  const { examineFiles } = await import('../../src-main/headless/look-after.ts');
  return examineFiles(host.directory, owned, fix);
}

const tones: Readonly<Record<Severity, Tone>> = { bad: 'bad', warn: 'warn', info: 'soft' };
const signs: Readonly<Record<Severity, string>> = { bad: '✗', warn: '▲', info: '·' };

function linesOf({ severity, what, where, remedy, fixed }: Finding, look: Look): string[] {
  const head = `${fixed ? '✓' : signs[severity]} ${what}${fixed ? ' Set right.' : ''}`;
  return [
    ...wrapped(plain(head), look.width, 2).map((line) =>
      painted(line, fixed ? 'good' : tones[severity], look),
    ),
    ...(where === null ? [] : [`  ${plain(where)}`]),
    ...(fixed ? [] : wrapped(`  ${plain(remedy)}`, look.width, 2)),
  ];
}
