import { heard, say } from '../../src-shared/say.ts';
import { PasteBox } from '../add/paste-box.tsx';
import { Leads } from '../parts/leads.tsx';
import { useCanChange, useCoreState, useDesk } from '../store/desk.ts';
import type { AddWay, Open } from '../store/view.ts';
import type { StepProps } from './setup-steps.tsx';
import { Step } from './step.tsx';

/** What keeps the vault from whoever reads its file. */
export function Protect({ number, state }: StepProps) {
  const vault = useCoreState()?.vault;
  const canChange = useCanChange();
  const isProtected = vault?.protected === true;
  const needs = isProtected ? !vault.recovery : true;
  return (
    <Step
      step="protect"
      number={number}
      state={state}
      title={say('Protect')}
      words={
        isProtected
          ? say(
              'Sealed; the key that opens the vault is kept by {keeper}. A recovery code opens it should that ever be lost.',
              { keeper: vault.backend ?? say('the system') },
            )
          : vault?.advice != null
            ? heard(vault.advice)
            : say('The system does not protect this vault: whoever reads your files can read it.')
      }
      acts={
        needs && (
          <Leads
            look={state === 'now' ? 'primary' : 'plain'}
            isDisabled={!canChange}
            to={{ kind: 'protection', page: isProtected ? 'recovery' : 'overview' }}
          >
            {isProtected ? say('Make a recovery code…') : say('Protect…')}
          </Leads>
        )
      }
    />
  );
}

/** What other tools keep here already. */
export function Find({ number, state }: StepProps) {
  return (
    <Step
      step="find"
      number={number}
      state={state}
      title={say('Find')}
      words={say(
        'Other tools may keep keys on this computer already: Claude Code, Codex, shell files and more. You choose which to link, and which to copy into the vault; nothing is taken by itself.',
      )}
      acts={
        <Leads look={state === 'now' ? 'primary' : 'plain'} to={{ kind: 'discover' }}>
          {say('Discover…')}
        </Leads>
      }
    />
  );
}

const to = (way: AddWay): Open => ({ kind: 'add', way, provider: null });

/** A first key by hand. */
export function Add({ number, state }: StepProps) {
  const { view } = useDesk();
  const canChange = useCanChange();
  return (
    <Step
      step="add"
      number={number}
      state={state}
      title={say('Add')}
      words={say(
        'Paste a key anywhere in this window. It is cleaned, recognised and tested before anything is kept.',
      )}
      acts={
        <>
          <Leads look={state === 'now' ? 'primary' : 'plain'} isDisabled={!canChange} to={to('key')}>
            {say('Add a key…')}
          </Leads>
          <Leads isDisabled={!canChange} to={to('reference')}>
            {say('Refer to one…')}
          </Leads>
          <Leads look="quiet" isDisabled={!canChange} to={to('setup-token')}>
            {say('Claude setup token…')}
          </Leads>
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
            view.lead(to('key'));
          }}
        />
      )}
    </Step>
  );
}
