import { say } from '../../src-shared/say.ts';
import { Icon } from '../parts/glyph.tsx';
import { useCoreState } from '../store/desk.ts';
import { FactLine, Group } from './lines.tsx';

const never: readonly string[] = [
  say('It spends no tokens: it asks what costs nothing, and says so where nothing can be asked.'),
  say('It sends no key over the network but to the provider it belongs to.'),
  say('It refreshes and rewrites no login that belongs to another tool.'),
  say('It sends no Claude setup token over the network.'),
  say('It tracks nobody: there is no telemetry, no account and no server of ours.'),
];

/** The work of others that is in it, by the licence that each has. */
const others: readonly string[] = [
  say('Electron, React, oRPC, Zod, conf, electron-store, noble-hashes, pino and ws: the MIT licence.'),
  say('React Aria and Momoa: the Apache licence 2.0.'),
  say('FormatJS: the BSD licence of three clauses.'),
];

/** What this is, where its data lies, and what it does not do. */
export function AboutSettings() {
  const state = useCoreState();
  if (state === null) return null;
  return (
    <>
      <Group title="Keywatch">
        <FactLine
          label={say('Version {version}', { version: state.version })}
          hint={say('Free software under the MIT licence.')}
        />
        <FactLine
          label={say('Data directory')}
          hint={<span className="mono">{directoryOf(state.vault.path)}</span>}
        />
      </Group>
      <Group title={say('What it never does')}>
        <ul className="nevers">
          {never.map((words) => (
            <li key={words}>
              <Icon name="close" small />
              <span>{words}</span>
            </li>
          ))}
        </ul>
      </Group>
      <Group title={say('Built on')}>
        <ul className="licences">
          {others.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </Group>
    </>
  );
}

/** The folder of a file, by either system's separators. */
const directoryOf = (path: string) => path.replace(/[\\/][^\\/]*$/, '');
