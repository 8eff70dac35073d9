import { say } from '../../src-shared/say.ts';

const fresh = { command: 'keywatch open' };

/** The address was not accepted: another one is needed, and only the command line can make it. */
export default function NotLetIn() {
  return (
    <main className="first alone">
      <h1>{say('This address is not valid any more')}</h1>
      <p className="soft">
        {say(
          'Each start of Keywatch makes a new address. Nothing was changed or shown. For a fresh one, type this in a terminal:',
        )}
      </p>
      <p className="cmd">{fresh.command}</p>
    </main>
  );
}
