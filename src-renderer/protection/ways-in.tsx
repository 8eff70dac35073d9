import { useId, useState } from 'react';
import type { VaultReport, VaultSlot } from '../../src-shared/contract-vault.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Glyph } from '../parts/glyph.tsx';
import { useCanChange } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';
import type { ProtectionPage } from './protection-dialog.tsx';
import { askedFor, isOnlyWay, slotName, slotWords, theSlot } from './slot-words.ts';

interface Props {
  report: VaultReport;
  onReport(report: VaultReport): void;
  onGo(page: ProtectionPage): void;
}

/** The slots of the vault, each with its state and its two acts. */
export function WaysIn({ report, onReport, onGo }: Props) {
  const [told, setTold] = useState('');
  return (
    <>
      <ul className="ways">
        {report.slots.map((slot) => (
          <Way key={slot.id} slot={slot} report={report} onReport={onReport} onGo={onGo} onTold={setTold} />
        ))}
      </ul>
      <span className="sr" role="status">
        {told}
      </span>
    </>
  );
}

function Way({
  slot,
  report,
  onReport,
  onGo,
  onTold,
}: Props & { slot: VaultSlot; onTold(words: string): void }) {
  const canChange = useCanChange();
  const { ask, asking, failure } = useAsk();
  const onlyId = useId();
  const name = slotName(slot);
  const { glyph, tone, word, facts, trouble, title } = slotWords(slot);
  const only = isOnlyWay(slot, report);

  const test = async () => {
    if (askedFor(slot) !== null) return onGo({ at: 'test', slot });
    const answer = await ask((client) => client.vault.protect({ act: 'test', slot: slot.id }));
    if (answer === null) return;
    onReport(answer.vault);
    onTold(say('{name} {state}.', { name, state: slotWords(answer.slot).word }));
  };

  return (
    <li>
      <Glyph shape={glyph} tone={tone} />
      <div className="way">
        <p>
          <b>{name}</b> <span className={tone === 'warn' ? 'ink-warn' : 'soft'}>{word}</span>
        </p>
        {facts.length > 0 && (
          <p className="under" title={title}>
            {facts.join(' · ')}
          </p>
        )}
        {(failure?.message ?? trouble) !== null && <p className="trouble">{failure?.message ?? trouble}</p>}
        {only && (
          <p className="under" id={onlyId}>
            {say('The only way in: add another before {slot} can go.', { slot: theSlot(slot) })}
          </p>
        )}
      </div>
      <span className="row">
        {slot.type !== null && (
          <Button
            size="small"
            look="quiet"
            aria-label={say('Test {slot}', { slot: theSlot(slot) })}
            isDisabled={asking}
            onPress={() => void test()}
          >
            {asking ? say('Testing') : askedFor(slot) === null ? say('Test') : say('Test…')}
          </Button>
        )}
        <Button
          size="small"
          look="danger"
          aria-label={
            only
              ? say('Remove {slot}: it is the only way in', { slot: theSlot(slot) })
              : say('Remove {slot}', { slot: theSlot(slot) })
          }
          aria-describedby={onlyId}
          isDisabled={only || !canChange}
          onPress={() => onGo({ at: 'remove', slot })}
        >
          {say('Remove…')}
        </Button>
      </span>
    </li>
  );
}
