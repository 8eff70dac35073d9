import type { UnlinkPlan } from '../../src-shared/contract-gateways.ts';
import { say } from '../../src-shared/say.ts';
import { DialogPage } from '../parts/dialog.tsx';
import { DialogActs, DialogSays } from '../parts/dialog-foot.tsx';
import { Glyph } from '../parts/glyph.tsx';
import { sentenceOf } from '../protection/slot-words.ts';

/** What putting back would change in a gateway's files. */
export function UnlinkPage({
  plan: { name, profiles, files, notes, changes },
  asking,
  failure,
  onBack,
  onWrite,
  onClose,
}: {
  plan: UnlinkPlan;
  asking: boolean;
  failure: string | null;
  onBack(): void;
  onWrite(): Promise<void>;
  onClose(): void;
}) {
  const count = profiles.filter(({ state }) => state === 'unlink').length;
  return (
    <DialogPage
      title={say('Unlink {name}', { name })}
      onBack={onBack}
      onClose={onClose}
      says={
        <DialogSays
          failure={failure}
          otherwise={changes ? say('All of it or nothing') : say('There is nothing to put back')}
        />
      }
      acts={
        <DialogActs
          words={
            asking
              ? say('One moment')
              : say('Put back {count, plural, one {# key} other {# keys}}', { count })
          }
          isDisabled={!changes || asking}
          onCancel={onBack}
          onSave={onWrite}
        />
      }
    >
      <ul className="ways entries-read">
        {profiles.map(({ agent, id, state, mask, why }) => (
          <li key={`${agent} ${id}`}>
            <Glyph shape={state === 'unlink' ? 'check' : 'off'} tone={state === 'unlink' ? 'good' : 'none'} />
            <div className="way">
              <p className="of">
                <b className="cut" title={id}>
                  {id}
                </b>
                <span className="dim keep">
                  {mask !== null && <span className="mono">{mask}</span>}
                  <span className="became">
                    {state === 'unlink' ? say('Put back') : say('Left as it is')}
                  </span>
                </span>
              </p>
              {why !== null && <p className="under">{sentenceOf(why)}</p>}
            </div>
          </li>
        ))}
      </ul>
      {files.length > 0 && (
        <section className="part" aria-label={say('Files that change')}>
          <h3>{say('Files that change')}</h3>
          <ul className="ways plain">
            {files.map(({ path, modeAfter }) => (
              <li key={path}>
                <div className="way">
                  <p className="mono under">{path}</p>
                </div>
                <span className="dim">{modeAfter === null ? say('goes') : say('changes')}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {notes.map((note) => (
        <p key={note} className="soft">
          {sentenceOf(note)}
        </p>
      ))}
    </DialogPage>
  );
}
