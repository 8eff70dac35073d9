import { useRef, useState } from 'react';
import { say } from '../../src-shared/say.ts';
import { Field } from '../add/field.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { DialogSays } from '../parts/dialog-foot.tsx';
import { Icon } from '../parts/glyph.tsx';
import { useDesk, useHeld, useProfile } from '../store/desk.ts';
import { Explained } from './explained.tsx';
import { useExplanation } from './use-explanation.ts';

/** The choice that leaves it to the text who answered. */
const asTextShows = '';

/** Says what an error means that somebody saw somewhere else; opened from a profile, it is read as its provider's. */
export default function ExplainDialog({ about }: { about: string | null }) {
  const { view, providers } = useDesk();
  const profile = useProfile(about ?? '');
  const all = [...useHeld(providers).values()];
  const [provider, setProvider] = useState(profile?.provider ?? asTextShows);
  // What was pasted may hold a key: it stays in its field, and no state of a component ever has it.
  const box = useRef<HTMLTextAreaElement>(null);
  const { explanation, failure, read } = useExplanation();
  const close = () => view.over.set(null);
  const readAs = (as: string) => read(box.current?.value ?? '', as === asTextShows ? null : as);

  return (
    <Dialog
      title={say('Explain an error')}
      onClose={close}
      says={
        failure === null ? (
          <>
            <Icon name="lock" />
            <span>{say('Read here, kept nowhere')}</span>
          </>
        ) : (
          <DialogSays failure={failure} otherwise="" />
        )
      }
      acts={
        <Button size="large" onPress={close}>
          {say('Close')}
        </Button>
      }
    >
      <Field label={say('The error')}>
        {(ids) => (
          <textarea
            {...ids}
            ref={box}
            className="paste mono"
            rows={4}
            autoFocus
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            placeholder={say('Paste it as you saw it: a log line, what curl printed, what a program threw')}
            onInput={() => readAs(provider)}
          />
        )}
      </Field>
      <Field
        label={say('Came from')}
        hint={
          explanation?.providerFrom === 'nobody'
            ? say('The text does not tell. Choose it, and what only holds there is read too.')
            : undefined
        }
      >
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={provider}
            onChange={(event) => {
              setProvider(event.target.value);
              readAs(event.target.value);
            }}
          >
            <option value={asTextShows}>
              {explanation?.providerFrom === 'text'
                ? say('As the text shows: {provider}', { provider: explanation.providerName })
                : say('As the text shows')}
            </option>
            {all.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div aria-live="polite">{explanation !== null && <Explained explanation={explanation} />}</div>
    </Dialog>
  );
}
