import type { ToolUse } from '../../../src-shared/contract-keeping.ts';
import { maskSecret } from '../../../src-shared/mask.ts';
import { telling } from '../../../src-shared/say.ts';
import { shapeOf } from '../../providers/known-shapes.ts';
import type { Found } from '../circumstances.ts';
import { aider } from './aider.ts';
import { byVariable } from './by-variable.ts';
import { claudeCode } from './claude-code.ts';
import { codex, codexExec } from './codex.ts';
import { geminiCli } from './gemini-cli.ts';
import type { Ignored, Offer, Standing, Tool } from './tool.ts';

const tools: readonly Tool[] = [claudeCode, codex, codexExec, geminiCli, ...aider, ...byVariable];

/** Who takes a credential from what it is offered: a tool of the table, or an agent of a gateway. */
export interface Taker {
  id: string;
  name: string;
  provider: string;
  agent: string | null;
  offers: readonly Offer[];
  ignored: readonly Ignored[];
  /** The address its questions go to where that was changed, and by which variable. */
  baseUrl: { name: string; value: string } | null;
  /** Somebody set it up to be used: having nothing is worth a word, of that weight. */
  without: 'warn' | 'info' | null;
}

/** The tools that are set up here or would find something. */
export function takers(at: Standing): Taker[] {
  return tools.flatMap((tool) => {
    const offers = tool.offers(at);
    const ignored = tool.ignores?.(at) ?? [];
    const isHere = tool.isHere(at);
    if (!isHere && offers.length === 0) return [];
    const value = tool.baseUrl === null ? '' : (at.env[tool.baseUrl]?.trim() ?? '');
    return {
      id: tool.id,
      name: tool.name,
      provider: tool.provider,
      agent: null,
      offers,
      ignored,
      baseUrl: tool.baseUrl === null || value === '' ? null : { name: tool.baseUrl, value },
      // aider works with whichever of its providers has a key.
      without: isHere && tool.name !== 'aider' ? 'info' : null,
    };
  });
}

export const maskOf = (secret: string): string =>
  maskSecret(secret, shapeOf(secret)?.known.shape.prefix ?? '');

const shown = ({ name, from, kind, secret, expiresAt }: Offer) => ({
  name,
  from,
  kind,
  mask: secret === null ? null : maskOf(secret),
  expiresAt,
});

const isSame = (a: Offer, b: Offer) => a.secret !== null && a.secret === b.secret;

/** What was not opened may be the same; a login, a program and a cloud are not a key. */
const isOther = (a: Offer, b: Offer) =>
  a.secret !== null && b.secret !== null ? a.secret !== b.secret : a.kind !== b.kind;

/** Where a base URL leads, without what may stand in it for signing in. */
export function originOf(value: string): string | null {
  const url = URL.parse(value);
  return url === null || !/^https?:$/.test(url.protocol) ? null : url.origin;
}

/** What each would really use here, and what lies there for nothing; no secret. */
export function useOf({ id, name, provider, agent, offers, ignored, baseUrl }: Taker): ToolUse {
  const [first, ...rest] = offers;
  return {
    tool: id,
    name,
    provider,
    agent,
    uses: first === undefined ? null : shown(first),
    passedOver: [
      ...rest.map((offer) => ({
        ...shown(offer),
        why:
          first !== undefined && isSame(first, offer)
            ? telling('{name} has the same', { name: first.name })
            : telling('{name} goes before it', { name: first?.name ?? '' }),
      })),
      ...ignored.map(({ why, ...offer }) => ({ ...shown(offer), why })),
    ],
    baseUrl: baseUrl === null ? null : originOf(baseUrl.value),
  };
}

const placed = ({ name, from }: Offer) => (from === 'environment' ? name : `${name} (${from})`);

/** A key in the environment before a login is somebody else's bill. */
function shadowed({ name, agent, offers }: Taker): Found[] {
  const [first, ...rest] = offers;
  const loser = first === undefined ? undefined : rest.find((each) => isOther(first, each));
  if (first === undefined || loser === undefined) return [];
  const isBilled = loser.kind === 'login' || (loser.kind === 'token' && first.kind === 'key');
  const pays = isBilled
    ? ` ${telling('What it does is billed to whoever owns that, not to the login.')}`
    : '';
  const who = agent === null ? name : `${name} (${agent})`;
  return [
    {
      id: 'shadowed',
      severity: agent === null && (isBilled || first.kind === loser.kind) ? 'warn' : 'info',
      what:
        telling('{who}: {first} goes before {loser}, which holds another credential.', {
          who,
          first: placed(first),
          loser: placed(loser),
        }) + pays,
      where: first.from === 'environment' ? null : first.from,
      remedy:
        first.from === 'environment'
          ? telling('If the other is meant: unset {name}, or run it with keywatch run.', { name: first.name })
          : first.kind === 'login'
            ? telling('If the other is meant: log out in {tool}.', { tool: name })
            : telling('If the other is meant: delete {name} from that file.', { name: first.name }),
    },
  ];
}

function ended({ name, offers: [first] }: Taker, now: number): Found[] {
  if (first === undefined || first.expiresAt === null || first.expiresAt > now) return [];
  return [
    {
      id: 'tool_expired',
      severity: 'bad',
      what: telling('{name} would use {first}, which has ended.', { name, first: placed(first) }),
      where: first.from === 'environment' ? null : first.from,
      remedy:
        first.kind === 'login'
          ? telling('Sign in again with {name}.', { name })
          : telling('Set another {name}.', { name: first.name }),
    },
  ];
}

function without({ name, agent, provider, offers, without: severity }: Taker): Found[] {
  if (offers.length > 0 || severity === null) return [];
  return [
    {
      id: 'tool_without',
      severity,
      what: telling('{agent} is set up here and finds no credential for {provider}.', {
        agent: agent === null ? name : `${name} (${agent})`,
        provider,
      }),
      where: null,
      remedy:
        agent === null
          ? telling('Sign in with {name}, or set its variable.', { name })
          : telling('Store one with its own command.'),
    },
  ];
}

const isLoopback = (origin: string) =>
  /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::|$)/.test(origin);

function elsewhere({ name, baseUrl }: Taker): Found[] {
  if (baseUrl === null) return [];
  const origin = originOf(baseUrl.value);
  const isOpen = origin !== null && origin.startsWith('http:') && !isLoopback(origin);
  const open = isOpen ? ` ${telling('Everybody on the way can read it.')}` : '';
  return [
    {
      id: 'base_url_set',
      severity: origin === null || isOpen ? 'warn' : 'info',
      what:
        origin === null
          ? telling('{name} is no address of a server, so nothing is reached by {tool}.', {
              name: baseUrl.name,
              tool: name,
            })
          : telling('By {name} the credential of {tool} goes to {origin}.', {
              name: baseUrl.name,
              tool: name,
              origin,
            }) + open,
      where: null,
      remedy: telling('If that is not meant: unset {name}.', { name: baseUrl.name }),
    },
  ];
}

export function toolFindings(taker: Taker, now: number): Found[] {
  return [...shadowed(taker), ...ended(taker, now), ...without(taker), ...elsewhere(taker)];
}
