import { tmpdir } from 'node:os';
import type { Profile } from '../../src-shared/contract-schema.ts';
import type { RelayState } from '../../src-shared/contract-relay.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { usualRelayPort } from '../../src-shared/relay-words.ts';
import { telling } from '../../src-shared/say.ts';
import type { Keywatch } from '../core.ts';
import type { History } from '../health/history.ts';
import type { Clock, Env, Log, ProxyFor, Random } from '../ports.ts';
import { providers } from '../providers/index.ts';
import type { StoredProfile } from '../vault/profile.ts';
import type { Vault } from '../vault/vault.ts';
import { basePath } from './base-path.ts';
import { createRelayDesk } from './desk.ts';
import { holdSecrets } from './held-secrets.ts';
import { createLedger } from './ledger.ts';
import type { RelayThread, StartRelay } from './thread.ts';
import { createTokenCalls } from './tokens.ts';
import { createUses } from './uses.ts';
import { proxyVariables } from './ways-out.ts';
import type { CountedRule, FromRelay, Passed } from './wire.ts';

const aliases = Object.fromEntries(
  providers.flatMap((provider) => (provider.aliases ?? []).map((alias) => [alias, provider.id])),
);

/** What ends by itself does so within that. Milliseconds. */
const endsWithinMs = 1_000;
const dayMs = 86_400_000;

export interface RelayParts {
  vault: Pick<Vault, 'accessTokens' | 'setAccessToken' | 'profiles' | 'state'>;
  history: Pick<History, 'addAccesses' | 'accessesBy'>;
  clock: Clock;
  random: Random;
  env: Env;
  log: Log;
  /** Absent where no thread can be started. */
  startRelay?: StartRelay | undefined;
  opensOn(): number | null;
  inOrder(provider: string, agent: string | null): readonly Profile[];
  readSecret(profile: StoredProfile): Promise<string | null>;
  /** Absent where the variables say which proxy leads out. */
  proxyFor?: ProxyFor | undefined;
  report: Keywatch['probes']['report'];
  /** Requests that were passed on, for whoever counts them. */
  onPassed?: ((passed: readonly Passed[]) => void) | undefined;
}

/** The relay as the core has it: what its thread asks for is answered here, where the keys are. */
export interface Relay {
  calls: Keywatch['relay'];
  /** Profiles, orders, the lock or the tokens may have changed. */
  changed(): void;
  /** Opens it where that is set; where it cannot be opened, the log says why. */
  start(): void;
  stop(): Promise<void>;
}

interface Running {
  thread: RelayThread;
  url: string;
  since: number;
}

export function createRelay(parts: RelayParts): Relay {
  const { vault, history, clock, log, env } = parts;
  const uses = createUses(parts);
  const held = holdSecrets(parts.readSecret, clock);
  let orders = new Map<string, readonly Profile[]>();
  let running: Running | null = null;
  let opening: Promise<RelayState> | null = null;
  let saidRules = '';
  const ledger = createLedger();

  const desk = createRelayDesk({
    clock,
    isLocked: () => vault.state() === 'locked',
    stored: (id) => vault.profiles().get(id),
    inOrder(provider, agent) {
      const key = `${provider} ${agent ?? ''}`;
      const known = orders.get(key) ?? parts.inOrder(provider, agent);
      orders.set(key, known);
      return known;
    },
    secretOf: held.secretOf,
    proxyFor: parts.proxyFor,
    writeDown: uses.add,
    report: parts.report,
  });

  function rules(): CountedRule[] {
    const today = Math.floor(clock.now() / dayMs) * dayMs;
    return Object.entries(vault.accessTokens()).map(([name, rule]) => ({
      ...rule,
      name,
      usedToday: rule.perDay === null ? 0 : history.accessesBy(name, 'relay', today),
    }));
  }

  function changed(): void {
    orders = new Map();
    if (vault.state() === 'locked') held.forget();
    if (running === null) return;
    running.thread.say({ type: 'forget' });
    const now = rulesMark();
    if (now === saidRules) return;
    saidRules = now;
    running.thread.say({ type: 'rules', rules: rules() });
  }

  const rulesMark = () => JSON.stringify(vault.accessTokens());

  function heardFrom(thread: RelayThread, message: FromRelay): void {
    switch (message.type) {
      case 'wish':
        return void desk.give(message.wish).then(
          (given) => thread.say({ type: 'given', n: message.n, given }),
          (error: unknown) => {
            fault(error);
            thread.say({ type: 'given', n: message.n, given: { declined: ownFault } });
          },
        );
      case 'heard': {
        const { n, heard } = message;
        if (n === null) return desk.note(heard);
        return void desk
          .judge(heard)
          .catch((error: unknown) => {
            fault(error);
            return { next: null, retryAfterMs: null };
          })
          .then((verdict) => thread.say({ type: 'verdict', n, verdict }));
      }
      case 'used':
        return uses.addAll(message.uses);
      case 'passed':
        ledger.passed(message.passed);
        parts.onPassed?.(message.passed);
        return;
      case 'turned':
        return ledger.turnedAway(message);
      case 'fault':
        return log.error('the relay made a mistake', { error: message.error });
      case 'listening':
      case 'refused':
    }
  }

  const fault = (error: unknown) =>
    log.error('the relay made a mistake', { error: error instanceof Error ? error.name : typeof error });

  function begin(port: number, start: StartRelay): Promise<RelayState> {
    const thread = start();
    const { promise, resolve, reject } = Promise.withResolvers<RelayState>();
    thread.onEnd(() => {
      if (running?.thread === thread) {
        log.error('the relay ended by itself');
        running = null;
      }
      reject(notOpened(port, null));
    });
    thread.onMessage((message) => {
      if (message.type === 'listening') {
        running = { thread, url: `http://127.0.0.1:${message.port}`, since: clock.now() };
        // A token may have come or gone while it opened.
        changed();
        resolve(state());
      } else if (message.type === 'refused') {
        reject(notOpened(port, message.code));
        void thread.end();
      } else heardFrom(thread, message);
    });
    saidRules = rulesMark();
    thread.say({
      type: 'open',
      port,
      rules: rules(),
      aliases,
      spool: env['TMPDIR'] || tmpdir(),
      proxies: proxyVariables(env),
    });
    return promise;
  }

  function upNext(): RelayState['providers'] {
    const stored = [...new Set([...vault.profiles().values()].map(({ provider }) => provider))].sort();
    return stored.flatMap((provider) => {
      const next = desk.foresee(provider);
      if (next === null) return [];
      const [id, why] = 'id' in next ? [next.id, null] : [null, next.why];
      return [{ provider, path: basePath(provider), next: id, why }];
    });
  }

  const state = (): RelayState => ({
    url: running?.url ?? null,
    since: running?.since ?? null,
    opensOn: parts.opensOn(),
    ...ledger.told(),
    providers: upNext(),
  });

  const tokens = createTokenCalls({ ...parts, onChange: changed });

  async function stop(): Promise<void> {
    // What is being opened cannot be closed yet.
    await opening?.catch(() => undefined);
    const was = running;
    running = null;
    if (was !== null) await ended(was.thread, clock);
    uses.flush();
    held.forget();
  }

  const calls: Keywatch['relay'] = {
    tokens,
    state,
    async open({ port }) {
      if (running !== null || opening !== null) await opening;
      const wanted = port ?? parts.opensOn() ?? usualRelayPort;
      if (running !== null) {
        if (port === undefined || running.url.endsWith(`:${port}`)) return state();
        throw new KeywatchError(
          'busy',
          telling('The relay is open at {url} already; it stays there; keywatch relay stop closes it.', {
            url: running.url,
          }),
        );
      }
      if (parts.startRelay === undefined) throw notHere();
      opening = begin(wanted, parts.startRelay).finally(() => {
        opening = null;
      });
      return opening;
    },
    async close() {
      await stop();
      return state();
    },
  };
  return {
    calls,
    changed,
    start() {
      if (parts.opensOn() === null) return;
      calls.open({}).catch((error: unknown) => {
        log.error('the relay was not opened', { why: error instanceof Error ? error.message : typeof error });
      });
    },
    stop,
  };
}

/** Asks it to end, so that it tells what it has not told; it is ended where it does not. */
async function ended(thread: RelayThread, clock: Clock): Promise<void> {
  thread.say({ type: 'close' });
  await new Promise<void>((resolve) => {
    const stop = clock.after(endsWithinMs, resolve);
    thread.onEnd(() => {
      stop();
      resolve();
    });
  });
  await thread.end();
}

const ownFault = {
  why: 'fault' as const,
  status: 500,
  message: 'Keywatch made a mistake; nothing was sent; try again, and report it if it stays.',
  retryAfterMs: null,
};

function notHere(): KeywatchError {
  return new KeywatchError(
    'bad_usage',
    telling('This Keywatch cannot open a relay; nothing was started; start one by keywatch serve.'),
  );
}

function notOpened(port: number, code: string | null): KeywatchError {
  if (code === 'EADDRINUSE')
    return new KeywatchError(
      'busy',
      telling('Port {port} is another program’s; the relay was not opened; choose another port (--port).', {
        port: String(port),
      }),
    );
  return new KeywatchError(
    'unreachable',
    telling('The relay could not be opened on port {port}; nothing was started; try another port.', {
      port: String(port),
    }),
  );
}
