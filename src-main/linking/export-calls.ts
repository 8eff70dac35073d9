import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { GatewayExportInput, GatewayExportPlan } from '../../src-shared/contract-gateway-view.ts';
import { isErrorCode, KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Caller } from '../core.ts';
import { TransportError } from '../ports.ts';
import { stored } from '../profiles/acts.ts';
import { resolveSecret } from '../profiles/ask-profile.ts';
import { exportedText, type ToExport } from './export-text.ts';
import { allOrNothing, clearLeftovers, fileAt, staged, type FileWrite } from './file-writes.ts';
import type { LinkingParts } from './linking-parts.ts';
import { planExport, type ExportWork } from './plan-export.ts';
import { lockStores } from './store-locks.ts';

/** Writing profiles of the vault into a gateway's store, in clear, as somebody asked for it. */
export function createGatewayExport(parts: LinkingParts) {
  return {
    preview: async (input: GatewayExportInput): Promise<GatewayExportPlan> => planExport(input, parts).plan,

    /** All of it or nothing; of what its own command writes, as far as that went. Each secret is noted before it goes out. */
    async export(
      { mark, ...input }: GatewayExportInput & { mark: string },
      caller: Caller,
    ): Promise<GatewayExportPlan> {
      // Secrets in clear, at a path that the caller names: only programs of this user on this machine may ask for that.
      if (caller.door !== 'local')
        throw new KeywatchError(
          'not_permitted',
          telling(
            'Secrets are written in clear by the command line alone; nothing was written; type keywatch gateway export.',
          ),
        );
      const planned = planExport(input, parts);
      refuseIfAny(planned.plan);
      if (planned.plan.by === 'command') {
        refuseChanged(planned, mark);
        await byCommand(planned, caller, parts);
        return planned.plan;
      }
      const { clock } = parts;
      const { isAlive } = planned.around;
      mkdirSync(dirname(planned.plan.store), { recursive: true, mode: 0o700 });
      const release = await lockStores([planned.plan.store], {
        now: clock.now,
        pid: process.pid,
        isAlive,
        // A clock's own waiting keeps no process alive, and a command would end in the middle of it.
        wait,
      });
      try {
        const work = planExport(input, parts);
        refuseChanged(work, mark);
        if (work.plan.changes) await intoFile(work, caller, parts);
        return work.plan;
      } finally {
        release();
      }
    },
  };
}

function refuseChanged({ plan }: ExportWork, mark: string): void {
  if (plan.mark === mark) return;
  throw new KeywatchError(
    'busy',
    telling(
      'The gateway or the vault was changed since this was shown; nothing was written; look at it anew.',
    ),
  );
}

function refuseIfAny({ profiles }: GatewayExportPlan): void {
  const refused = profiles.filter(({ state }) => state === 'refused');
  const [first] = refused;
  if (first === undefined) return;
  const all = refused.map(({ id, why }) => `${id}: ${why ?? 'it cannot be written'}`).join('; ');
  throw new KeywatchError(
    isErrorCode(first.code) ? first.code : 'invalid_input',
    telling('Nothing was written, for {which} refused. {what}.', {
      which:
        refused.length === 1
          ? telling('one profile is')
          : telling('{count} profiles are', { count: refused.length }),
      what: all,
    }),
  );
}

/** A secret on its way out of the vault, noted first. Throws where it leads nowhere. */
async function secretOf(
  { profile, row, type, provider }: ExportWork['wanted'][number],
  caller: Caller,
  parts: LinkingParts,
): Promise<ToExport> {
  const { vault, history, clock } = parts;
  const { secret } = await resolveSecret(stored(vault, profile.id), parts);
  if (secret === null || secret === '')
    throw new KeywatchError(
      'not_found',
      telling('{id} has no secret here; nothing was written; see keywatch auth show {id}.', {
        id: profile.id,
      }),
    );
  history.addAccess({ at: clock.now(), id: profile.id, action: 'export', ...caller });
  return { id: row.as, type, provider, secret, expires: profile.expiresAt };
}

async function intoFile(
  { plan, wanted, file, around }: ExportWork,
  caller: Caller,
  parts: LinkingParts,
): Promise<void> {
  const toExport: ToExport[] = [];
  for (const each of wanted) toExport.push(await secretOf(each, caller, parts));
  const { path, text, mode } = fileAt(file.path);
  const after = exportedText(text, toExport);
  if (after === null)
    throw new KeywatchError(
      'invalid_input',
      telling(
        '{store} cannot be changed without changing more of it than meant; nothing was written; mend what stands in it twice, then try again.',
        { store: plan.store },
      ),
      { path: plan.store },
    );
  const write: FileWrite = {
    path,
    what: 'store',
    before: text,
    after,
    modeBefore: mode,
    modeAfter: 0o600,
    changes: [],
  };
  clearLeftovers([write], around.isAlive);
  const { acts, drop } = staged([write]);
  try {
    allOrNothing(acts);
  } finally {
    drop();
  }
}

/** A gateway's own command starts a whole runtime, and then looks for a running gateway: on a busy machine that is minutes. */
const answerWithinMs = 180_000;

async function byCommand(
  { wanted, around, snapshot }: ExportWork,
  caller: Caller,
  parts: LinkingParts,
): Promise<void> {
  const { system } = snapshot.named;
  const written: string[] = [];
  for (const each of wanted) {
    const { id, type, provider, secret } = await secretOf(each, caller, parts);
    const verb = type === 'token' ? 'paste-token' : 'paste-api-key';
    const args = ['models', 'auth', verb, '--provider', provider, '--profile-id', id];
    const env = { [`${system.prefix}STATE_DIR`]: snapshot.stateDir };
    const code = await around
      .spawn(system.command, args, { env, input: `${secret}\n`, timeoutMs: answerWithinMs })
      .then(
        (answer) => answer.code,
        (error: unknown) => {
          if (!(error instanceof TransportError)) throw error;
          const isOpen =
            error.reason === 'timeout' ? telling('; whether {id} is written is not known', { id }) : '';
          throw stopped(
            telling('{name} keeps a database, which its own command alone may write: {why}{next}', {
              name: system.name,
              why: error.message,
              next: isOpen,
            }),
            written,
          );
        },
      );
    if (code !== 0)
      throw stopped(
        telling('{command} {args} ended with {code}', {
          command: system.command,
          args: args.slice(0, 3).join(' '),
          code,
        }),
        written,
      );
    written.push(id);
  }
}

function stopped(what: string, written: readonly string[]): KeywatchError {
  const kept =
    written.length === 0
      ? telling('nothing else was written')
      : telling('{written} is written and stays', { written: written.join(', ') });
  return new KeywatchError(
    'unreachable',
    telling(
      '{what}; {kept}; see that the command runs here, or start the gateway with: keywatch run --provider NAME -- COMMAND.',
      { what, kept },
    ),
  );
}
