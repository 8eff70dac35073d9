import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { fieldsOf, textIn } from '../gateways/stores/credential.ts';
import { mainAgent } from '../gateways/stores/layout.ts';
import { parseJson } from '../gateways/stores/peer-file.ts';
import { readGateway, type Snapshot } from '../gateways/stores/snapshot.ts';
import type { Surroundings } from '../gateways/surroundings.ts';
import { TransportError } from '../ports.ts';
import type { Target } from './database-profiles.ts';
import { secretIn, type FormerProfile } from './kept-record.ts';
import { answerText, configCopy, nobody, planText } from './peer-papers.ts';

/** A gateway whose databases its own command writes. */
export interface PeerPlace {
  snapshot: Snapshot;
  /** This machine with its PATH: the command is found there. */
  around: Surroundings;
  /** What stands in the configuration. */
  config: string;
}

/** The gateway's own command, asked for one thing at a time. Each throws `unreachable` where it does not do it. */
export interface PeerCommand {
  /** What the databases hold now, read from copies. */
  look(): Snapshot;
  /** Has references written; `try` has it say whether it would. */
  refer(targets: readonly Target[], how: 'try' | 'write'): Promise<void>;
  /** Takes a profile out of an agent's own database. */
  logout(agent: string, id: string): Promise<void>;
  /** Takes one out of the database that all agents share, whatever their own say. */
  logoutShared(id: string): Promise<void>;
  /** Puts one back with its secret. */
  paste(was: FormerProfile): Promise<void>;
  /** The profiles that its audit finds in clear, with the database that each stands in. */
  inClear(): Promise<{ path: string; id: string }[]>;
  /** Removes what was made for it. */
  close(): void;
}

/** Its own command starts a whole runtime, and fetches plug-ins that it misses: on a busy machine that is minutes. */
const answerWithinMs = 300_000;

/**
 * Readies the command for a gateway. It is given a copy of the configuration, so that the person's own file stays as they wrote it, and
 * in that copy one agent more that has nothing: whoever takes a profile out for it takes it out of the shared database.
 */
export function openPeerCommand({ snapshot, around, config }: PeerPlace): PeerCommand {
  const { system } = snapshot.named;
  const directory = mkdtempSync(join(around.temporary, 'keywatch-'));
  const at = (name: string) => join(directory, name);
  mkdirSync(at('agent'), { mode: 0o700 });
  const env = {
    [`${system.prefix}HOME`]: around.home,
    [`${system.prefix}STATE_DIR`]: snapshot.stateDir,
    [`${system.prefix}CONFIG_PATH`]: at('config.json'),
  };

  const put = (name: string, text: string, mode = 0o600) => {
    writeFileSync(at(name), text, { mode });
    chmodSync(at(name), mode);
  };
  const run = async (args: readonly string[], input = '', expected: readonly number[] = [0]) => {
    // It rewrites the copy as it sees fit: each time it gets a fresh one.
    put('config.json', configCopy(config, snapshot, { answers: at('answers'), agentDir: at('agent') }));
    const said = `${system.command} ${args.slice(0, 2).join(' ')}`;
    const { code, stdout, stderr } = await around
      .spawn(system.command, [...args], { env, input, timeoutMs: answerWithinMs })
      .catch((error: unknown) => {
        if (error instanceof TransportError) throw refused(error.message, error);
        throw error;
      });
    if (expected.includes(code)) return stdout;
    throw refused(telling('{said} ended with {code}: {why}', { said, code, why: lastWord(stdout, stderr) }));
  };

  return {
    look: () => readGateway(snapshot.named, { stateDir: null, agent: null }, around),
    async refer(targets, how) {
      if (targets.length === 0) return;
      put('plan.json', planText(targets));
      put('answers', answerText(targets), 0o700);
      const writing = how === 'write' ? '--allow-exec' : '--dry-run';
      await run(['secrets', 'apply', '--from', at('plan.json'), writing, '--json']);
    },
    async logout(agent, id) {
      await run(auth(agent, 'logout', id, '--yes'));
    },
    async logoutShared(id) {
      await run(auth(nobody, 'logout', id, '--yes'));
    },
    async paste(was) {
      const { agent, id, refName, inDatabase } = was;
      const verb = refName === 'tokenRef' ? 'paste-token' : 'paste-api-key';
      const owner = inDatabase?.isShared === true ? mainAgent : agent;
      const args = auth(owner, verb, '--provider', inDatabase?.provider ?? '', '--profile-id', id);
      await run(args, `${secretIn(was)}\n`);
    },
    async inClear() {
      const findings = fieldsOf(jsonIn(await run(['secrets', 'audit', '--json'], '', [0, 1, 2])))?.[
        'findings'
      ];
      if (!Array.isArray(findings))
        throw refused(telling('{command} secrets audit told nothing', { command: system.command }));
      return findings.map(fieldsOf).flatMap((finding) => {
        const [id, path] = [textIn(finding, 'profileId'), textIn(finding, 'file')];
        return finding?.['code'] === 'PLAINTEXT_FOUND' && id !== null && path !== null ? [{ path, id }] : [];
      });
    },
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}

const auth = (agent: string, ...args: string[]) => ['models', 'auth', '--agent', agent, ...args];

const refused = (what: string, cause?: unknown) => new KeywatchError('unreachable', what, {}, { cause });

/** Other lines may stand before the document. */
function jsonIn(text: string): unknown {
  const from = text.search(/^\{/m);
  return from === -1 ? null : parseJson(text.slice(from)).value;
}

/** Why it did not: its error's message, else its last line. It knows no secret but one that it was given to put back, and tells none. */
function lastWord(stdout: string, stderr: string): string {
  const message = fieldsOf(fieldsOf(jsonIn(stdout))?.['error'])?.['message'];
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  const told = typeof message === 'string' ? message : (lines.at(-1) ?? 'it said nothing');
  return told
    .trim()
    .replace(/[.;]+$/, '')
    .slice(0, 300);
}
