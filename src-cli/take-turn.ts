import { composeCore, type ComposeOptions } from '../src-main/headless/compose-core.ts';
import type { Keywatch } from '../src-main/core.ts';
import type { lateLog } from './late-log.ts';
import type { Serving, Turn } from './serving.ts';

interface Around extends Omit<ComposeOptions, 'log' | 'ownership'> {
  log: ReturnType<typeof lateLog>;
  program: string;
}

/** A core for one turn at the vault, which ends when everybody who came meanwhile was answered. */
export async function takeTurn({ ownership, room, forOthersMs }: Turn, around: Around): Promise<Serving> {
  const { log, program } = around;
  try {
    const core = await composeCore({ ...around, ownership });
    return {
      isPassing: false,
      serve: (question) =>
        core.keywatch.secrets.serve(question, { door: 'local', program, pid: process.pid }),
      async close() {
        try {
          await room?.answer(() => doorman(core.keywatch, around), forOthersMs());
          await room?.close();
        } finally {
          await core.close();
          await log.settled();
        }
      },
    };
  } catch (error) {
    await room?.close();
    throw error;
  }
}

/** What takes in guests, who prove themselves as at the owner's door; loaded where there is one. */
async function doorman(keywatch: Keywatch, { directory, log }: Around) {
  const [{ createDoorman }, { createHandler }] = await Promise.all([
    import('../src-main/api/local-door.ts'),
    import('../src-main/api/router.ts'),
  ]);
  const handler = createHandler({ keywatch, log, address: () => null });
  return createDoorman({ home: directory, handler, log });
}
