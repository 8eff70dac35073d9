import type { VaultReport } from '../../src-shared/contract-vault.ts';
import { say } from '../../src-shared/say.ts';
import type { NewSlot } from '../../src-shared/words.ts';
import { Button } from '../parts/button.tsx';
import { useCanChange } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';
import type { ProtectionPage } from './protection-dialog.tsx';
import { sentenceOf, slotNames } from './slot-words.ts';

/** What each way is for. */
const purposes: Readonly<Record<NewSlot, string>> = {
  'safe-storage': say('Opens by itself once you are logged in.'),
  'os-keyring': say('Opens by itself once you are logged in.'),
  recovery: say('Printed and put away, for the day everything else fails.'),
  passphrase: say('Asked of you whenever the vault is opened.'),
  'key-file': say('A file you keep elsewhere, as on a stick.'),
};

/** Of what a person may have several of. */
const anotherNames: Partial<Record<NewSlot, string>> = {
  passphrase: say('Another passphrase'),
  'key-file': say('Another key file'),
};

/** As they are offered: what costs least first. */
const inOrder: readonly NewSlot[] = ['safe-storage', 'os-keyring', 'recovery', 'passphrase', 'key-file'];

const pages: Partial<Record<NewSlot, ProtectionPage>> = {
  recovery: { at: 'recovery' },
  passphrase: { at: 'passphrase' },
  'key-file': { at: 'key-file' },
};

/** What could open the vault besides, and what keeps this machine from offering it. */
export function MoreWays({
  report,
  onReport,
  onGo,
}: {
  report: VaultReport;
  onReport(report: VaultReport): void;
  onGo(page: ProtectionPage): void;
}) {
  const canChange = useCanChange();
  const { ask, asking, failure } = useAsk();
  const has = (slot: NewSlot) =>
    report.slots.some(({ type, recovery }) => (slot === 'recovery' ? recovery : type === slot && !recovery));
  const offers = inOrder.flatMap((slot) => {
    const offer = report.offers.find((each) => each.slot === slot);
    // A person may have several passphrases and key files; of the others one is enough.
    const again = slot === 'passphrase' || slot === 'key-file';
    return offer === undefined || (has(slot) && !again) ? [] : [{ ...offer, again: has(slot) }];
  });

  const add = async (slot: NewSlot) => {
    const page = pages[slot];
    if (page !== undefined) return onGo(page);
    const answer = await ask((client) => client.vault.protect({ act: 'add', slot }));
    if (answer !== null) onReport(answer.vault);
  };

  return (
    <ul className="ways plain">
      {offers.map(({ slot, available, protected: protects, backend, advice, again }) => {
        const byPerson = slot in pages;
        const useless = !byPerson && (!available || !protects);
        return (
          <li key={slot}>
            <div className="way">
              <p>
                <b>{(again ? anotherNames[slot] : null) ?? slotNames[slot]}</b>
                {backend !== null && !byPerson && <span className="soft"> {backend}</span>}
              </p>
              <p className="under">
                {useless ? (sentenceOf(advice) ?? say('Not available here.')) : purposes[slot]}
              </p>
            </div>
            {!useless && (
              <Button
                size="small"
                aria-label={
                  slot === 'recovery'
                    ? say('Make: {name}', { name: slotNames[slot] })
                    : say('Add: {name}', { name: slotNames[slot] })
                }
                isDisabled={!canChange || asking}
                onPress={() => void add(slot)}
              >
                {slot === 'recovery' ? say('Make…') : byPerson ? say('Add…') : say('Add')}
              </Button>
            )}
          </li>
        );
      })}
      {failure !== null && (
        <li>
          <p className="ink-bad" role="alert">
            {failure.message}
          </p>
        </li>
      )}
    </ul>
  );
}
