import { useCallback, useEffect, useState } from 'react';
import type { Update } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Glyph } from '../parts/glyph.tsx';
import { useCoreState } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';
import { FactLine, Group, TickLine } from './lines.tsx';
import { useSaving } from './saving.tsx';

/** Which Keywatch this is, and whether it may ask for a newer one. */
export function UpdateSettings() {
  const { settings, set } = useSaving();
  const here = useCoreState()?.version ?? '';
  const { ask, asking, failure } = useAsk();
  const [update, setUpdate] = useState<Update | null>(null);
  const allowed = settings.updates === 'ask';
  const look = useCallback(async () => {
    const answer = await ask((client) => client.updates.check({}));
    if (answer !== null) setUpdate(answer);
  }, [ask]);
  useEffect(() => {
    const first = async () => look();
    void first();
  }, [look]);
  const looks = update?.looks === true;
  return (
    <Group title={say('Version')}>
      <FactLine
        label={say('Keywatch {version}', { version: here })}
        hint={failure?.message ?? (update === null ? '' : wordsOf(update, allowed))}
      >
        {looks && allowed && (
          <Button isDisabled={asking} onPress={() => void look()}>
            {asking ? say('Looking') : say('Look now')}
          </Button>
        )}
      </FactLine>
      {update !== null && update.newer !== null && (
        <p className="said">
          <Glyph shape="triangle" tone="warn" />
          <span>
            {say('Keywatch {version} is there:', { version: update.newer.version })}{' '}
            <span className="mono">{update.newer.url}</span>
          </span>
        </p>
      )}
      {looks && (
        <TickLine
          of="updates"
          label={say('Look for newer releases')}
          hint={say(
            'At GitHub, which then sees the address of this computer. Nothing is installed without asking you.',
          )}
          isOn={allowed}
          onTick={async (isOn) => {
            if (await set({ updates: isOn ? 'ask' : 'never' }, 'updates')) await look();
          }}
        />
      )}
    </Group>
  );
}

function wordsOf({ looks, newer }: Update, allowed: boolean): string {
  if (!looks) return say('It asks nobody for newer ones. Whatever installed it brings it up to date.');
  if (!allowed) return say('It asks nobody for newer ones.');
  return newer === null ? say('There is none newer.') : say('There is a newer one.');
}
