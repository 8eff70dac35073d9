import type { Keywatch } from '../core.ts';
import type { CallParts } from '../profiles/calls.ts';

/** Files that go out and come in; what reads and writes them is loaded with the first of them (D-C5). */
export function createTransferCalls(parts: CallParts): Keywatch['transfer'] {
  let acts: Promise<Keywatch['transfer']> | null = null;
  const loaded = () => {
    acts ??= import('./transfer-acts.ts').then(({ createTransferActs }) => createTransferActs(parts));
    return acts;
  };
  return {
    put: async (input) => (await loaded()).put(input),
    preview: async (input) => (await loaded()).preview(input),
    import: async (input) => (await loaded()).import(input),
    export: async (input, caller) => (await loaded()).export(input, caller),
  };
}
