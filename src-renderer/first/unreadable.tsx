import { useEffect, useRef, useState } from 'react';
import type { Backup, RestoreInput, Unreadable as Found } from '../../src-shared/contract-keeping.ts';
import { heard, say } from '../../src-shared/say.ts';
import { exactMoment, nearMoment } from '../../src-shared/times.ts';
import { TextField } from '../add/field.tsx';
import { contentWords, reasonWords } from '../keeping/backup-words.ts';
import { Button } from '../parts/button.tsx';
import { Glyph, Turning } from '../parts/glyph.tsx';
import { SecretField } from '../parts/secret-field.tsx';
import { useNow } from '../store/clock.ts';
import { useAsk } from '../store/use-ask.ts';

/** The vault cannot be read: says so, and puts an earlier one in its place. */
export default function Unreadable() {
  const looking = useAsk();
  const { ask: look } = looking;
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    const first = async () => setFound(await look((client) => client.recovery.look({})));
    void first();
  }, [look]);
  const mayBe = found?.backups.some(({ problem }) => problem === null) === true;
  return (
    <main className="first unreadable">
      <h1>{say('The vault cannot be read')}</h1>
      {found === null ? (
        <p className="soft waits" role="status">
          {looking.failure === null && <Turning />}
          {looking.failure?.message ?? say('Looking for earlier copies of it')}
        </p>
      ) : (
        <>
          <p className="soft">
            {say('{why}. It was left as it is.', { why: heard(found.why).split(/[;；]/)[0] ?? '' })}
          </p>
          {mayBe ? <Backups backups={found.backups} /> : <NoBackup path={found.path} />}
        </>
      )}
    </main>
  );
}

const anew = { command: 'keywatch reset' };

/** What can be done without any copy of ours. */
function NoBackup({ path }: { path: string }) {
  return (
    <>
      <p className="soft">
        {say('There is no earlier copy that could take its place. Put a sound copy of your own there:')}
      </p>
      <p className="cmd">{path}</p>
      <p className="soft">{say('Or begin anew, in a terminal:')}</p>
      <p className="cmd">{anew.command}</p>
    </>
  );
}

function Backups({ backups }: { backups: readonly Backup[] }) {
  const asking = useAsk();
  const { ask, failure } = asking;
  /** The copy that was refused last: what opens it is asked for. */
  const [refused, setRefused] = useState<Backup | null>(null);
  const [done, setDone] = useState(false);
  const restore = async (backup: Backup, given: Omit<RestoreInput, 'id'> = {}) => {
    const answer = await ask((client) => client.recovery.restore({ id: backup.id, ...given }));
    if (answer === null) setRefused(backup);
    else setDone(true);
  };
  if (done)
    return (
      <p className="soft waits" role="status">
        <Turning />
        {say('The copy is in its place; opening it. What could not be read lies beside it.')}
      </p>
    );
  return (
    <>
      <p className="soft">
        {say(
          'One of these earlier copies can take its place, with all that opened it then. What cannot be read is kept beside it.',
        )}
      </p>
      <ul className="ways backups">
        {backups.map((backup) => (
          <li key={backup.id}>
            <Copy backup={backup} isDisabled={asking.asking} onRestore={() => void restore(backup)} />
          </li>
        ))}
      </ul>
      <div role="alert">
        {failure !== null && (
          <p className="said">
            <Glyph shape="cross" tone="bad" />
            <span>{failure.message}</span>
          </p>
        )}
      </div>
      {refused !== null && (
        <OpenedBy
          key={refused.id}
          backup={refused}
          asking={asking.asking}
          onGiven={(given) => void restore(refused, given)}
        />
      )}
    </>
  );
}

function Copy({ backup, isDisabled, onRestore }: { backup: Backup; isDisabled: boolean; onRestore(): void }) {
  const { at, why, problem } = backup;
  const when = nearMoment(at, useNow('ages'));
  return (
    <>
      <div className="way">
        <p title={exactMoment(at)}>
          <b>{when}</b>
          {why !== null && <span className="soft"> {reasonWords[why]}</span>}
        </p>
        <p className="under">{problem ?? contentWords(backup)}</p>
      </div>
      <Button
        size="small"
        aria-label={say('Put in its place: the copy of {when}', { when })}
        isDisabled={problem !== null || isDisabled}
        onPress={onRestore}
      >
        {say('Put in its place')}
      </Button>
    </>
  );
}

/** Asks for what opens a copy that nothing here opens by itself. */
function OpenedBy({
  backup: { at, slots },
  asking,
  onGiven,
}: {
  backup: Backup;
  asking: boolean;
  onGiven(given: Omit<RestoreInput, 'id'>): void;
}) {
  const box = useRef<HTMLInputElement>(null);
  const [keyFile, setKeyFile] = useState('');
  const [opened] = useState(() => Date.now());
  const byPassphrase = slots.some(({ type }) => type === 'passphrase');
  const byFile = slots.some(({ type }) => type === 'key-file');
  if (!byPassphrase && !byFile) return null;
  const given = () => {
    const passphrase = box.current?.value ?? '';
    return {
      ...(passphrase === '' ? {} : { passphrase }),
      ...(keyFile.trim() === '' ? {} : { keyFile: keyFile.trim() }),
    };
  };
  return (
    <form
      className="opens-it is-open"
      onSubmit={(event) => {
        event.preventDefault();
        onGiven(given());
      }}
    >
      {byPassphrase && (
        <SecretField label={say('Passphrase or recovery code of that time')} box={box} autoFocus />
      )}
      {byFile && (
        <TextField
          label={say('Key file of that time')}
          placeholder={say('its whole path')}
          value={keyFile}
          onChange={setKeyFile}
        />
      )}
      <Button look="primary" type="submit" isDisabled={asking}>
        {asking ? say('Opening') : say('Open the copy of {when} by it', { when: nearMoment(at, opened) })}
      </Button>
    </form>
  );
}
