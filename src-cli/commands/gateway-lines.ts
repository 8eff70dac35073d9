import type { GatewayFinding } from '../../src-main/gateways/findings/findings.ts';
import type { PeerStatus } from '../../src-main/gateways/judging/peer-status.ts';
import type { Severity } from '../../src-shared/contract-keeping.ts';
import { exactSpan } from '../../src-shared/times.ts';
import { ledger, painted, table, wrapped, type Cell, type Look, type Tone } from '../page.ts';
import { plain } from '../plain-text.ts';
import type { ShownProfile } from './gateway-status.ts';

interface Shown {
  title: string;
  stateDir: string;
  agent: string;
  generation: string | null;
  store: string | null;
  profiles: readonly ShownProfile[];
  order: Readonly<Record<string, readonly string[]>>;
  findings: readonly GatewayFinding[];
}

const tones: Readonly<Record<PeerStatus, Tone | null>> = {
  ok: 'good',
  static: null,
  expiring: 'warn',
  expired: 'bad',
  missing: 'bad',
};

function statusCell({ status, expiresAt }: ShownProfile, now: number): Cell {
  const left = status === 'expiring' && expiresAt !== null ? `, ${exactSpan(expiresAt - now)} left` : '';
  return { text: `${status}${left}`, tone: tones[status] };
}

function usedCell(
  { eligible, usable, reasonCode, unusableReason, ...profile }: ShownProfile,
  now: number,
): Cell {
  if (usable) return { text: 'yes', tone: 'good' };
  if (!eligible) return { text: `never: ${reasonCode}`, tone: 'bad' };
  const until = Math.max(profile.cooldownUntil ?? 0, profile.disabledUntil ?? 0, profile.blockedUntil ?? 0);
  const left = until > now ? `, ${exactSpan(until - now)} left` : '';
  return { text: `not now: ${unusableReason ?? 'unknown'}${left}`, tone: 'wait' };
}

function heldCell({ plaintext, ref }: ShownProfile): Cell {
  if (ref !== null)
    return { text: plaintext ? `${ref}, and in clear` : ref, tone: plaintext ? 'warn' : null };
  return plaintext ? { text: 'in clear', tone: 'warn' } : { text: '', tone: null };
}

const signs: Readonly<Record<Severity, [sign: string, tone: Tone]>> = {
  bad: ['✗', 'bad'],
  warn: ['▲', 'warn'],
  info: ['·', 'soft'],
};

/** A person sees so many of a kind; the document has all. */
const mostFindings = 20;

function findingLines({ severity, what, where, remedy }: GatewayFinding, look: Look): string[] {
  const [sign, tone] = signs[severity];
  return [
    ...wrapped(plain(`${sign} ${what}`), look.width, 2).map((line) => painted(line, tone, look)),
    ...(where === null ? [] : [`  ${plain(where)}`]),
    ...wrapped(`  ${plain(remedy)}`, look.width, 2),
  ];
}

/** A gateway as `gateway status` shows it: where it keeps what, one line a profile, who serves first, what is wrong. */
export function gatewayLines(shown: Shown, look: Look): string[] {
  const { title, stateDir, agent, generation, store, profiles, order, findings } = shown;
  const firsts = Object.entries(order).filter(([, ids]) => ids.length > 0);
  const left = findings.length - mostFindings;
  return [
    ...ledger(
      [
        ['Gateway', title],
        ['State', stateDir],
        ['Store', store],
        ['Agent', agent],
        ['Rules of', generation],
      ],
      look,
    ),
    '',
    ...(profiles.length === 0
      ? ['It stores no profile.']
      : table(
          profiles,
          [
            { head: 'ID', cell: ({ id }) => ({ text: id, tone: 'strong' }), least: 16 },
            { head: 'Type', cell: ({ type }) => type, leaves: 3 },
            { head: 'Status', cell: (each) => statusCell(each, look.now) },
            { head: 'Used', cell: (each) => usedCell(each, look.now) },
            { head: 'Kept', cell: heldCell, least: 8, leaves: 2 },
            {
              head: 'Asked',
              cell: ({ verified }) => (verified === null ? 'never' : verified.outcome),
              leaves: 1,
            },
          ],
          look,
          ({ provider }) => provider,
        )),
    ...(firsts.length === 0
      ? []
      : [
          '',
          ...firsts.flatMap(([provider, ids]) =>
            wrapped(plain(`${provider}: ${ids.join(', then ')}`), look.width, 2),
          ),
        ]),
    ...(findings.length === 0
      ? []
      : ['', ...findings.slice(0, mostFindings).flatMap((each) => findingLines(each, look))]),
    ...(left > 0 ? [`and ${left} more; --json shows all`] : []),
  ];
}
