import type { ExplainQuestion } from '../../src-shared/contract-order.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import { telling } from '../../src-shared/say.ts';
import type { Keywatch } from '../core.ts';
import { explainOrder, preferring } from '../selection/in-force.ts';
import { providerMeant } from '../selection/provider-meant.ts';
import { noSuchProfile } from './book.ts';
import type { CallParts } from './calls.ts';

/** Who serves: each word of a person changes the vault first, then the places, then tells. */
export function createOrderCalls({
  vault,
  book,
  lookAgain,
}: Pick<CallParts, 'vault' | 'book' | 'lookAgain'>): Keywatch['order'] {
  const meant = (typed: string) => providerMeant(typed, vault.profiles().values());

  function explain({ provider: typed, agent = null, prefer }: ExplainQuestion) {
    const provider = meant(typed);
    const serving = preferring(vault.serving(), provider, prefer);
    return explainOrder(book.listFor(serving, agent, provider), serving, { provider, agent });
  }

  return {
    explain,
    set({ ids, provider: typed, agent = null }) {
      const provider = meant(typed);
      const wanted = [...new Set(ids)];
      for (const id of wanted) checkOwn(id, provider);
      vault.setOrder(provider, wanted, agent);
      lookAgain(provider);
      return explain({ provider, agent });
    },
    clear({ provider: typed, agent = null }) {
      const provider = meant(typed);
      vault.setOrder(provider, null, agent);
      lookAgain(provider);
      return explain({ provider, agent });
    },
    pin(id) {
      const { provider } = book.get(id);
      vault.setPin(provider, id);
      lookAgain(provider);
      return explain({ provider });
    },
    unpin(typed) {
      const provider = meant(typed);
      vault.setPin(provider, null);
      lookAgain(provider);
      return explain({ provider });
    },
  };

  function checkOwn(id: string, provider: string): void {
    const profile = vault.profiles().get(id);
    if (profile === undefined) throw noSuchProfile(id);
    if (profile.provider === provider) return;
    const named = repeatable(provider) ?? telling('the one that was named');
    throw new KeywatchError(
      'not_found',
      telling(
        'Auth profile "{id}" is for {provider}, not {which}; the order was left as it is; name profiles of one provider.',
        { id, provider: profile.provider, which: named },
      ),
      { id },
    );
  }
}
