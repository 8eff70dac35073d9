import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { generationOf, type Generation } from './generation.ts';

/** What is known of one gateway before anything of it is read. */
export interface GatewaySystem {
  id: string;
  name: string;
  command: string;
  /** Its state directory, below the home directory. */
  directory: string;
  /** What its environment variables begin with. */
  prefix: string;
  /** Whose rules it follows where nothing on the disk tells; null where it shares none with the OpenClaw family. */
  generation: Generation | null;
  /** It goes on to the next key of a provider when one is throttled. */
  rotatesKeys: boolean;
  /** Names its state directory and its configuration had before. */
  earlier: readonly string[];
}

const family = { earlier: [], rotatesKeys: true, generation: '2026.2.25' } as const;

/** The six, in the order in which they are listed. */
export const systems: readonly GatewaySystem[] = [
  {
    id: 'restflow',
    name: 'RestFlow',
    command: 'restflow',
    directory: '.restflow',
    prefix: 'RESTFLOW_',
    generation: null,
    rotatesKeys: false,
    earlier: [],
  },
  {
    id: 'openclaw',
    name: 'OpenClaw',
    command: 'openclaw',
    directory: '.openclaw',
    prefix: 'OPENCLAW_',
    generation: '2026.9.6',
    rotatesKeys: true,
    earlier: ['clawdbot', 'moldbot', 'moltbot'],
  },
  {
    ...family,
    id: 'remoteclaw',
    name: 'RemoteClaw',
    command: 'remoteclaw',
    directory: '.remoteclaw',
    prefix: 'REMOTECLAW_',
    generation: '2026.3.13',
  },
  {
    ...family,
    id: 'coderclaw',
    name: 'CoderClaw',
    command: 'coderclaw',
    directory: '.coderclaw',
    prefix: 'CODERCLAW_',
  },
  {
    ...family,
    id: 'thinkfleet',
    name: 'ThinkFleet',
    command: 'thinkfleetbot',
    directory: '.thinkfleetbot',
    prefix: 'THINKFLEETBOT_',
    rotatesKeys: false,
  },
  {
    ...family,
    id: 'agenticflow-enterprise',
    name: 'AgenticFlow Enterprise',
    command: 'agenticflow-enterprise',
    directory: '.agenticflow-enterprise',
    prefix: 'AGENTICFLOW_ENTERPRISE_',
    rotatesKeys: false,
  },
];

/** A gateway as somebody named it, with the release they may have named beside it. */
export interface NamedGateway {
  system: GatewaySystem;
  /** What was said of its release; null where nothing was. */
  told: Generation | null;
}

/**
 * The gateway of an id, a name or a command in any case; `openclaw@2026.5.28` names the release whose rules are meant.
 * Throws `not_found` for another one and `bad_usage` for what is no release.
 */
export function gatewayNamed(typed: string): NamedGateway {
  const [name = '', version] = typed.trim().split('@');
  const asked = name.toLowerCase().replaceAll(/[\s_]+/g, '-');
  const system = systems.find(
    ({ id, command, name: full }) =>
      id === asked || command === asked || full.toLowerCase().replaceAll(' ', '-') === asked,
  );
  if (system === undefined)
    throw new KeywatchError(
      'not_found',
      telling('there is no gateway of that name; nothing was read; say one of: {systems}', {
        systems: systems.map(({ id }) => id).join(', '),
      }),
    );
  if (version === undefined || system.generation === null) return { system, told: null };
  const told = generationOf(version);
  if (told === null)
    throw new KeywatchError(
      'bad_usage',
      telling('what follows @ is a release; nothing was read; write it like {id}@2026.5.28', {
        id: system.id,
      }),
    );
  return { system, told };
}
