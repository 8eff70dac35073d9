import { useState } from 'react';
import { say } from '../../src-shared/say.ts';
import { CommandLine } from '../gateways/command-line.tsx';
import { listOf } from '../keeping/list-of.ts';
import { Button } from '../parts/button.tsx';
import { Leads } from '../parts/leads.tsx';
import { useCanChange, useCoreState } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';
import type { StepProps } from './setup-steps.tsx';
import { Step } from './step.tsx';

/** Whether the keys that came work: one question each, which costs nothing. */
export function Test({ number, state, setup: { untested } }: StepProps) {
  const { ask, asking, failure } = useAsk();
  const canChange = useCanChange();
  const [told, setTold] = useState<{ works: number; count: number } | null>(null);
  const count = untested.length;
  const test = async () => {
    const answer = await ask((client) => client.probes.test({ ids: untested.map(({ id }) => id) }));
    if (answer === null) return;
    const works = answer.answers.filter(({ outcome }) => outcome === 'ok').length;
    setTold({ works, count: answer.answers.length });
  };
  return (
    <Step
      step="test"
      number={number}
      state={state}
      title={say('Test')}
      words={
        state === 'done'
          ? say('Each provider was asked about its keys. From now on that happens by itself.')
          : say(
              '{count, plural, one {Nobody was asked about one key yet.} other {Nobody was asked about # keys yet.}} Asking spends no tokens.',
              { count },
            )
      }
      failure={failure?.message ?? null}
      told={
        told === null
          ? null
          : told.works === told.count
            ? say('{count, plural, one {It works.} other {All # work.}}', { count: told.count })
            : say('{works} of {count} work; the list says what is wrong with the others.', told)
      }
      acts={
        count > 0 && (
          <Button
            look={state === 'now' ? 'primary' : 'plain'}
            isDisabled={!canChange || asking}
            onPress={() => void test()}
          >
            {asking ? say('Asking') : say('Test now')}
          </Button>
        )
      }
    />
  );
}

/** Gateways that keep keys in clear: each is shown what would change before it does. */
export function LinkGateways({ number, state, setup: { toLink } }: StepProps) {
  const canChange = useCanChange();
  const names = listOf(toLink.map(({ name }) => name));
  const count = toLink.reduce((sum, { keysInClear }) => sum + keysInClear, 0);
  return (
    <Step
      step="link"
      number={number}
      state={state}
      title={say('Link')}
      words={
        state === 'done'
          ? say('No gateway on this computer keeps a key in clear that it could fetch.')
          : say(
              '{names}: {count, plural, one {one key stands} other {# keys stand}} in clear. Linked, they are fetched from the vault instead; what would change is shown first.',
              { names, count },
            )
      }
      acts={toLink.map(({ id, name }, index) => (
        <Leads
          key={id}
          look={state === 'now' && index === 0 ? 'primary' : 'plain'}
          isDisabled={!canChange}
          to={{ kind: 'gateways', first: id, links: true }}
        >
          {say('Link {name}…', { name })}
        </Leads>
      ))}
    />
  );
}

/** Keywatch starts by itself: the app with the session, or a service of the system. */
export function Start({ number, state, setup: { service } }: StepProps) {
  const isApp = useCoreState()?.capabilities.loginItem === true;
  const canChange = useCanChange();
  const { ask, asking, failure } = useAsk();
  const set = () => ask((client) => client.settings.set({ startAtLogin: true }));
  const isTyped = !isApp && service?.reached !== true;
  return (
    <Step
      step="start"
      number={number}
      state={state}
      title={say('Start at login')}
      words={
        state === 'done'
          ? isApp
            ? say('Keywatch starts in the tray when you log in. The settings change that.')
            : say('Keywatch starts with your session.')
          : isTyped
            ? say('So that somebody notices. From here it cannot be set; type this in a session of yours:')
            : say('So that somebody notices when a key fails while you look elsewhere.')
      }
      failure={failure?.message ?? null}
      acts={
        state !== 'done' &&
        (isApp ? (
          <Button
            look={state === 'now' ? 'primary' : 'plain'}
            isDisabled={!canChange || asking}
            onPress={() => void set()}
          >
            {say('Start at login')}
          </Button>
        ) : (
          !isTyped && (
            <Leads look={state === 'now' ? 'primary' : 'plain'} to={{ kind: 'service' }}>
              {say('Install the service…')}
            </Leads>
          )
        ))
      }
    >
      {isTyped && state !== 'done' && <CommandLine command={service?.command ?? ''} />}
    </Step>
  );
}
