import { useCallback, useEffect, useRef, useState } from 'react';
import type { Rotated, RotateInput } from '../../src-shared/contract-vault.ts';
import { Button } from '../parts/button.tsx';
import { DialogPage } from '../parts/dialog.tsx';
import { DialogSays } from '../parts/dialog-foot.tsx';
import { Turning } from '../parts/glyph.tsx';
import { useAsk } from '../store/use-ask.ts';
import { FormerBackups } from './former-backups.tsx';
import { KeyChanged } from './key-changed.tsx';
import type { PageProps } from './protection-dialog.tsx';
import { UndecidedSlot } from './undecided-slot.tsx';
import { slotName } from './slot-words.ts';
import { listed } from '../../src-shared/list.ts';
import { say } from '../../src-shared/say.ts';

type Given = NonNullable<RotateInput['given']>[number];

/** Seals everything under another key: what it does, what it needs, and what came of it. */
export function ChangeKey({ report, onDone, onClose }: PageProps) {
  const looking = useAsk();
  const { ask, asking, failure, forget } = useAsk();
  const [plan, setPlan] = useState<Rotated | null>(null);
  const [result, setResult] = useState<Rotated | null>(null);
  const [drop, setDrop] = useState<ReadonlySet<string>>(new Set());
  const [purge, setPurge] = useState(false);
  const [typed, setTyped] = useState<ReadonlySet<string>>(new Set());
  const boxes = useRef(new Map<string, HTMLInputElement>());
  const { ask: look } = looking;

  useEffect(() => {
    const foresee = async () => {
      const dry = await look((client) => client.vault.rotateKey({ dryRun: true }));
      if (dry !== null) setPlan(dry);
    };
    void foresee();
  }, [look]);
  const hold = useCallback((id: string, box: HTMLInputElement | null) => {
    if (box === null) boxes.current.delete(id);
    else boxes.current.set(id, box);
  }, []);

  const undecided = plan?.slots.filter(({ fate }) => fate === 'undecided') ?? [];
  const open = undecided.filter(({ id }) => !drop.has(id) && !typed.has(id));
  const missing =
    plan === null
      ? say('Looking at what opens the vault')
      : open.length === 0
        ? drop.size === plan.slots.length
          ? say('One way in has to stay')
          : null
        : say('{count, plural, one {One way in is not decided} other {# ways in are not decided}}', {
            count: open.length,
          });

  const change = async () => {
    const given = undecided.flatMap(({ id, type }): Given[] => {
      const value = boxes.current.get(id)?.value ?? '';
      if (drop.has(id) || value === '') return [];
      return [type === 'key-file' ? { keyFile: value } : { passphrase: value }];
    });
    const changed = await ask((client) =>
      client.vault.rotateKey({ given, drop: [...drop], purgeBackups: purge }),
    );
    if (changed !== null) setResult(changed);
  };

  if (result !== null)
    return (
      <KeyChanged
        result={result}
        onDone={() => onDone(result.vault, say('The key of the vault was changed'))}
        onClose={onClose}
      />
    );
  const kept = plan?.slots.filter(({ fate }) => fate === 'kept') ?? [];
  const problem = failure ?? looking.failure;
  return (
    <DialogPage
      title={say('Change the key of the vault')}
      onBack={() => onDone()}
      onClose={onClose}
      says={
        asking ? (
          <span role="status" className="waits">
            <Turning />
            {say('Sealing everything anew')}
          </span>
        ) : (
          <DialogSays
            failure={problem?.message ?? null}
            otherwise={missing ?? say('In one write: all of it, or nothing')}
          />
        )
      }
      acts={
        <>
          <Button size="large" isDisabled={asking} onPress={() => onDone()}>
            {say('Cancel')}
          </Button>
          <Button
            size="large"
            look="primary"
            isDisabled={missing !== null || asking}
            onPress={() => void change()}
          >
            {say('Change key')}
          </Button>
        </>
      }
    >
      <p className="soft">
        {say(
          'A new key is drawn, every secret is sealed under it, and what opens the vault takes the new key. No secret changes, and a copy made before stays what it was: opened by what opened it then.',
        )}
      </p>
      {kept.length > 0 && (
        <p className="soft">
          {say('{names} {count, plural, one {takes it by itself} other {take it by themselves}}.', {
            count: kept.length,
            names: listed(kept.map((slot) => slotName(slot))),
          })}
        </p>
      )}
      {undecided.map((slot) => (
        <UndecidedSlot
          key={slot.id}
          slot={slot}
          dropped={drop.has(slot.id)}
          onBox={hold}
          onTyped={(isTyped) => {
            forget();
            setTyped((before) => withOrWithout(before, slot.id, isTyped));
          }}
          onDrop={(isDropped) => {
            forget();
            setDrop((before) => withOrWithout(before, slot.id, isDropped));
          }}
        />
      ))}
      {plan !== null && report.backups.count > 0 && (
        <FormerBackups count={plan.backups.opened} purge={purge} onPurge={setPurge} openedBy={null} />
      )}
    </DialogPage>
  );
}

function withOrWithout(all: ReadonlySet<string>, one: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(all);
  if (isIn) next.add(one);
  else next.delete(one);
  return next;
}
