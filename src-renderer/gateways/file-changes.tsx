import { useState } from 'react';
import type { ChangedFile } from '../../src-shared/contract-gateways.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';

const meanings: Readonly<Record<ChangedFile['what'], { made: string; changed: string; gone: string }>> = {
  launcher: {
    made: say('The program that the gateway starts to have its keys; nobody else may run it.'),
    changed: say('The program that the gateway starts to have its keys; nobody else may run it.'),
    gone: say('The program that the gateway started; nothing starts it any more.'),
  },
  config: {
    made: say('Its configuration, which tells it to ask Keywatch.'),
    changed: say('Its configuration; comments, order and all else in it stay.'),
    gone: say('Its configuration, which held nothing but Keywatch.'),
  },
  store: {
    made: say('Its store; every other byte stays.'),
    changed: say('Its store; every other byte stays.'),
    gone: say('Its store; every other byte stays.'),
  },
};

const isDatabase = (path: string) => path.endsWith('.sqlite');

const octal = (mode: number) => mode.toString(8).padStart(4, '0');

/** Each file that is written, field by field: masks and references, never a key. */
export function FileChanges({ files }: { files: readonly ChangedFile[] }) {
  if (files.length === 0) return null;
  return (
    <section className="part file-changes" aria-label={say('Files that change')}>
      <h3>{say('Files that change')}</h3>
      <ul className="ways plain">
        {files.map((file) => (
          <FileChange key={file.path} file={file} />
        ))}
      </ul>
    </section>
  );
}

/** So many fields of one file are shown at once; the rest unfolds. */
const shownAtOnce = 6;

function FileChange({ file: { path, what, isNew, modeBefore, modeAfter, changes } }: { file: ChangedFile }) {
  const [all, setAll] = useState(false);
  const left = changes.length - shownAtOnce;
  const becomes = modeAfter === null ? 'gone' : isNew ? 'made' : 'changed';
  const words = { made: say('is made'), changed: say('changes'), gone: say('is removed') }[becomes];
  return (
    <li>
      <div className="way">
        <p className="of">
          <span className="mono path">{path}</span>
          <span className="dim keep">{words}</span>
        </p>
        <p className="under">
          {isDatabase(path) ? say('Its database, which its own command writes.') : meanings[what][becomes]}
          {modeBefore !== null && modeAfter !== null && modeBefore !== modeAfter && (
            <>
              {' '}
              {say('Its mode {before} becomes {after}.', {
                before: octal(modeBefore),
                after: octal(modeAfter),
              })}
            </>
          )}
        </p>
        {changes.length > 0 && (
          <dl className="fields of-file">
            {(all ? changes : changes.slice(0, shownAtOnce)).map(({ at, before, after }) => (
              <div key={at}>
                <dt className="mono">{at}</dt>
                <dd>
                  <Value text={before} was />
                  <span aria-hidden="true"> → </span>
                  <span className="sr"> {say('becomes')} </span>
                  <Value text={after} />
                </dd>
              </div>
            ))}
          </dl>
        )}
        {!all && left > 0 && (
          <Button look="link" onPress={() => setAll(true)}>
            {say('{count} more', { count: left })}
          </Button>
        )}
      </div>
    </li>
  );
}

function Value({ text, was = false }: { text: string | null; was?: boolean }) {
  if (text === null) return <span className="dim">{say('nothing')}</span>;
  return <span className={was ? 'mono was' : 'mono'}>{text}</span>;
}
