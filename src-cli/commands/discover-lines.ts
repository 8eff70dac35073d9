import type { Candidate } from '../../src-shared/contract-discovery.ts';
import { relativeTime } from '../../src-shared/times.ts';
import { painted, table, wrapped, type Cell, type Look } from '../page.ts';
import { plain } from '../plain-text.ts';

interface Shown {
  candidates: readonly Candidate[];
  problems: readonly { where: string; message: string }[];
  compared: boolean;
  /** What is ignored too. */
  all: boolean;
  home: string;
}

/** A person sees so many; the document has all. */
const mostProblems = 20;
const mostModes = 5;

const short = (path: string, home: string): string =>
  home !== '' && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;

function keptCell({ finding, reference, plaintext, where }: Candidate): Cell {
  if (reference !== null) return { text: 'reference', tone: 'good' };
  if (finding === 'high') return { text: 'open to others', tone: 'bad' };
  if (plaintext) return { text: 'in clear', tone: 'warn' };
  return { text: where === 'environment' ? 'variable' : 'not opened', tone: null };
}

function standsCell({ known, ignored }: Candidate, compared: boolean): Cell {
  if (ignored) return { text: 'ignored', tone: 'soft' };
  if (known !== null) return { text: known, tone: 'good' };
  return { text: compared ? 'new' : '', tone: null };
}

const group = ({ where, mode }: Candidate, home: string): string =>
  plain(`${short(where, home)}${mode === null ? '' : ` (${mode})`}`);

function remark({ note, expiresAt }: Candidate, now: number): string {
  const end =
    expiresAt === null ? '' : `${expiresAt <= now ? 'ended' : 'ends'} ${relativeTime(expiresAt, now)}`;
  return [end, note ?? ''].filter((text) => text !== '').join('; ');
}

/** What to type about files that others can read, and about the rest. */
function nextSteps(shown: readonly Candidate[], { home }: Shown, look: Look): string[] {
  const loose = [...new Set(shown.filter(({ finding }) => finding === 'high').map(({ where }) => where))];
  const said = (text: string) => wrapped(plain(text), look.width, 2);
  const fresh = shown.find(({ takes, known, ignored }) => takes.length > 0 && known === null && !ignored);
  const how = fresh?.takes.includes('link') === true ? 'link' : 'copy';
  return [
    ...(loose.length === 0
      ? []
      : [
          '',
          ...said(
            loose.length === 1
              ? 'One file with a secret in clear is open to other users of this machine. Close it:'
              : `${loose.length} files with secrets in clear are open to other users of this machine. Close them:`,
          ),
          ...loose.slice(0, mostModes).map((path) => `  ${plain(`chmod 600 ${quoted(short(path, home))}`)}`),
        ]),
    ...(fresh === undefined
      ? []
      : ['', ...said(`To keep watch over one: keywatch auth discover --${how} ${fresh.selector}`)]),
  ];
}

const quoted = (path: string): string => (/^[\w~./-]+$/.test(path) ? path : `'${path}'`);

/** What `auth discover` shows: file by file what lies there, then what to do, then what could not be looked at. */
export function candidateLines(found: Shown, look: Look): string[] {
  const { candidates, problems, compared, all, home } = found;
  const shown = candidates.filter(({ ignored }) => all || !ignored);
  const hidden = candidates.length - shown.length;
  const left = problems.length - mostProblems;
  return [
    ...(shown.length === 0
      ? [hidden === 0 ? 'Nothing was found.' : 'Nothing was found that is not ignored.']
      : table(
          shown,
          [
            { head: 'Selector', cell: ({ selector }) => ({ text: selector, tone: 'strong' }) },
            { head: 'Provider', cell: ({ provider }) => provider ?? '?' },
            { head: 'Kind', cell: ({ kind }) => kind ?? '', leaves: 1 },
            { head: 'Key', cell: ({ mask, reference }) => reference ?? mask ?? '', least: 8, leaves: 3 },
            { head: 'Kept', cell: keptCell },
            { head: 'Here as', cell: (each) => standsCell(each, compared), least: 3 },
            { head: 'Can be', cell: ({ takes }) => takes.map((act) => doneWith[act]).join(', '), leaves: 2 },
            { head: 'Remark', cell: (each) => remark(each, look.now), least: 24, leaves: 0 },
          ],
          look,
          (each) => group(each, home),
        )),
    ...(hidden > 0
      ? ['', `${hidden} ignored ${hidden === 1 ? 'one is' : 'ones are'} not shown; --all shows all.`]
      : []),
    ...nextSteps(shown, found, look),
    ...(problems.length === 0 ? [] : ['', 'Not looked at:']),
    ...problems
      .slice(0, mostProblems)
      .flatMap(({ where, message }) =>
        wrapped(plain(`▲ ${short(where, home)}: ${message}`), look.width, 2).map((line) =>
          painted(line, 'warn', look),
        ),
      ),
    ...(left > 0 ? [`and ${left} more; --json shows all`] : []),
  ];
}

const doneWith = { link: 'linked', copy: 'copied' } as const;
