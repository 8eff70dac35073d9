import JSON5 from 'json5';
import { leavesOpenAiToCodex } from './codex-runtime.ts';
import { fieldsOf, textIn } from './credential.ts';
import type { CooldownSettings } from '../judging/cooldown-steps.ts';

/** What the configuration of a gateway says of credentials. It may hold secrets of its own: never put it into a document. */
export interface GatewayConfig {
  /** The release that wrote it last. */
  version: string | null;
  /** `auth.profiles`: which profiles somebody declared, and of what kind. */
  profiles: ReadonlyMap<string, { provider: string; mode: string }>;
  order: Readonly<Record<string, readonly string[]>>;
  cooldowns: CooldownSettings;
  agents: readonly { id: string; directory: string | null }[];
  /** Providers of the models in use, in the order in which they are named. */
  providersInUse: readonly string[];
  /** It is left to the release what runs the models of OpenAI that are in use. */
  openAiByCodex: boolean;
  /** Providers whose key stands in the configuration itself. */
  keysInConfig: readonly string[];
  env: { values: Readonly<Record<string, string>>; shell: { enabled: boolean; timeoutMs: number | null } };
  secrets: {
    providers: Readonly<Record<string, unknown>>;
    defaults: Readonly<Record<string, string>>;
  };
}

export const emptyConfig: GatewayConfig = {
  version: null,
  profiles: new Map(),
  order: {},
  cooldowns: {},
  agents: [],
  providersInUse: [],
  openAiByCodex: true,
  keysInConfig: [],
  env: { values: {}, shell: { enabled: false, timeoutMs: null } },
  secrets: { providers: {}, defaults: {} },
};

type Fields = Readonly<Record<string, unknown>> | null;

const at = (fields: Fields, ...path: readonly string[]): Fields =>
  path.reduce<Fields>((inside, name) => fieldsOf(inside?.[name]), fields);

const entriesOf = (fields: Fields) => Object.entries(fields ?? {});

function textsIn(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    entriesOf(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** A model is written `provider/model`, alone or as an object of a first and what stands in for it. */
function modelsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  const fields = fieldsOf(value);
  const others = fields?.['fallbacks'];
  return [fields?.['primary'], ...(Array.isArray(others) ? others : [])].filter(
    (each) => typeof each === 'string',
  );
}

function providersOf(models: readonly string[]): string[] {
  const named = models.flatMap((model) =>
    model.includes('/') ? [model.slice(0, model.indexOf('/')).trim()] : [],
  );
  return [...new Set(named)];
}

function agentsOf(root: Fields): GatewayConfig['agents'] {
  const list = at(root, 'agents')?.['list'];
  return (Array.isArray(list) ? list : []).flatMap((each: unknown) => {
    const fields = fieldsOf(each);
    const id = textIn(fields, 'id')?.trim() ?? '';
    return id === '' ? [] : [{ id, directory: textIn(fields, 'agentDir') }];
  });
}

/** The models that answer: the usual ones, then those of single agents. */
function answering(root: Fields): string[] {
  const list = at(root, 'agents')?.['list'];
  const agents = (Array.isArray(list) ? list : []).map((each: unknown) => fieldsOf(each)?.['model']);
  return [at(root, 'agents', 'defaults')?.['model'], ...agents].flatMap(modelsOf);
}

function inUse(root: Fields): string[] {
  const [usual = [], ...others] = [
    modelsOf(at(root, 'agents', 'defaults')?.['model']),
    modelsOf(at(root, 'agents', 'defaults')?.['imageModel']),
    answering(root),
  ];
  return providersOf([...usual, ...others.flat()]);
}

/** `env.vars` and the plain texts beside it. */
function envOf(root: Fields): GatewayConfig['env'] {
  const env = at(root, 'env');
  const shell = at(env, 'shellEnv');
  const timeout = shell?.['timeoutMs'];
  return {
    values: { ...textsIn(env), ...textsIn(at(env, 'vars')) },
    shell: {
      enabled: shell?.['enabled'] === true,
      timeoutMs: typeof timeout === 'number' && timeout > 0 ? timeout : null,
    },
  };
}

function numbersIn(fields: Fields): Record<string, number> {
  return Object.fromEntries(
    entriesOf(fields).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}

/** What a configuration in JSON5 says of credentials; null where it is none. Whatever else stands in it is passed over. */
export function readConfig(text: string): GatewayConfig | null {
  let parsed: unknown;
  try {
    parsed = JSON5.parse(text);
  } catch {
    return null;
  }
  const root = fieldsOf(parsed);
  if (root === null) return null;
  const auth = at(root, 'auth');
  const profiles = entriesOf(at(auth, 'profiles')).flatMap(([id, each]) => {
    const provider = textIn(fieldsOf(each), 'provider');
    const mode = textIn(fieldsOf(each), 'mode');
    return provider === null || mode === null ? [] : [[id, { provider, mode }] as const];
  });
  const order = entriesOf(at(auth, 'order')).flatMap(([provider, ids]) =>
    Array.isArray(ids) ? [[provider, ids.filter((id) => typeof id === 'string')] as const] : [],
  );
  const keyed = entriesOf(at(root, 'models', 'providers')).filter(
    ([, each]) => (fieldsOf(each)?.['apiKey'] ?? '') !== '',
  );
  return {
    version: textIn(at(root, 'meta'), 'lastTouchedVersion'),
    profiles: new Map(profiles),
    order: Object.fromEntries(order),
    cooldowns: {
      ...numbersIn(at(auth, 'cooldowns')),
      billingBackoffHoursByProvider: numbersIn(at(auth, 'cooldowns', 'billingBackoffHoursByProvider')),
    },
    agents: agentsOf(root),
    providersInUse: inUse(root),
    openAiByCodex: leavesOpenAiToCodex(root, answering(root)),
    keysInConfig: keyed.map(([provider]) => provider),
    env: envOf(root),
    secrets: {
      providers: at(root, 'secrets', 'providers') ?? {},
      defaults: textsIn(at(root, 'secrets', 'defaults')),
    },
  };
}
