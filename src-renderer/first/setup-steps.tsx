import { say } from '../../src-shared/say.ts';
import { PasteBox } from '../add/paste-box.tsx';
import { Button } from '../parts/button.tsx';
import { useCanChange, useCoreState, useDesk, useHeld } from '../store/desk.ts';
import type { AddWay, SetupStep } from '../store/view.ts';
import { Step, type StepState } from './step.tsx';
import { useSetup } from './use-setup.ts';

/** The three steps of the first minutes: protect, find, add. */
export function SetupSteps() {
  const { view } = useDesk();
  const skipped = useHeld(view.skipped);
  const { done, left } = useSetup();
  const next = left.find((step) => !skipped.has(step));
  const stateOf = (step: SetupStep): StepState =>
    done.has(step) ? 'done' : skipped.has(step) ? 'skipped' : step === next ? 'now' : 'open';
  return (
    <ol className="steps">
      <Protect state={stateOf('protect')} />
      <Find state={stateOf('find')} />
      <Add state={stateOf('add')} />
    </ol>
  );
}

function Protect({ state }: { state: StepState }) {
  const { view } = useDesk();
  const vault = useCoreState()?.vault;
  const canChange = useCanChange();
  const isProtected = vault?.protected === true;
  const needs = isProtected ? !vault.recovery : true;
  return (
    <Step
      step="protect"
      number={1}
      state={state}
      title={say('Protect')}
      words={
        isProtected
          ? say(
              'Sealed; the key that opens the vault is kept by {keeper}. A recovery code opens it should that ever be lost.',
              { keeper: vault.backend ?? say('the system') },
            )
          : (vault?.advice ??
            say('The system does not protect this vault: whoever reads your files can read it.'))
      }
      acts={
        needs && (
          <Button
            look={state === 'now' ? 'primary' : 'plain'}
            isDisabled={!canChange}
            onPress={() => view.over.set({ kind: 'protection', page: isProtected ? 'recovery' : 'overview' })}
          >
            {isProtected ? say('Make a recovery code…') : say('Protect…')}
          </Button>
        )
      }
    />
  );
}

function Find({ state }: { state: StepState }) {
  const { view } = useDesk();
  return (
    <Step
      step="find"
      number={2}
      state={state}
      title={say('Find')}
      words={say(
        'Other tools may keep keys on this computer already: Claude Code, Codex, shell files and more. You choose which to link or copy; nothing is taken by itself.',
      )}
      acts={
        <Button
          look={state === 'now' ? 'primary' : 'plain'}
          onPress={() => view.over.set({ kind: 'discover' })}
        >
          {say('Discover…')}
        </Button>
      }
    />
  );
}

function Add({ state }: { state: StepState }) {
  const { view } = useDesk();
  const canChange = useCanChange();
  const add = (way: AddWay) => view.over.set({ kind: 'add', way, provider: null });
  return (
    <Step
      step="add"
      number={3}
      state={state}
      title={say('Add')}
      words={say(
        'Paste a key anywhere in this window. It is cleaned, recognised and tested before anything is kept.',
      )}
      acts={
        <>
          <Button
            look={state === 'now' ? 'primary' : 'plain'}
            isDisabled={!canChange}
            onPress={() => add('key')}
          >
            {say('Add a key…')}
          </Button>
          <Button isDisabled={!canChange} onPress={() => add('reference')}>
            {say('Refer to one…')}
          </Button>
          <Button look="quiet" isDisabled={!canChange} onPress={() => add('setup-token')}>
            {say('Claude setup token…')}
          </Button>
        </>
      }
    >
      {canChange && state !== 'done' && (
        <PasteBox
          label={say('Paste a key or a reference')}
          placeholder={say('sk-…   or   op://vault/item/field')}
          multiline={false}
          onText={(text) => {
            view.pasted.put(text);
            add('key');
          }}
        />
      )}
    </Step>
  );
}
