import type { Env } from '../ports.ts';
import { aws } from './aws.ts';
import { bitwarden } from './bitwarden.ts';
import { programOf, type ProgramStore } from './by-program.ts';
import { infisical } from './infisical.ts';
import { onePassword } from './one-password.ts';
import { pass } from './pass.ts';
import type { StoreReference } from '../../src-shared/reference.ts';
import type { StoreId } from './store.ts';

/** The stores that are asked through a program of their own, by how their references begin; Vault is asked over HTTP. */
export const programStores: Readonly<Record<Exclude<StoreId, 'vault'>, ProgramStore>> = {
  op: onePassword,
  bws: bitwarden,
  'aws-sm': aws,
  infisical,
  pass,
};

/** Whether a store may ask its person for something before it answers: then only an act of theirs may cause that. */
export function mayPrompt(id: StoreId, env: Env): boolean {
  const silent = id === 'vault' ? 'always' : programStores[id].silentWith;
  return typeof silent === 'string' ? silent === 'never' : !silent.some((name) => (env[name] ?? '') !== '');
}

/** Looks whether a store's program is here, and asks nobody. Throws `no_program`. */
export const lookHere =
  (here: { env: Env; home: string }) =>
  async ({ from }: StoreReference): Promise<void> => {
    if (from !== 'vault') programOf(programStores[from], from, here);
  };
