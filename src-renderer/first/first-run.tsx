import { useEffect, useRef } from 'react';
import icon from '../icon.svg';
import { say } from '../../src-shared/say.ts';
import { useCoreState } from '../store/desk.ts';
import { SetupSteps } from './setup-steps.tsx';
import { useSetup } from './use-setup.ts';

const titles: Readonly<Record<'tray' | 'keys', Readonly<Record<number, string>>>> = {
  tray: {
    3: say('Three steps to a quiet tray'),
    4: say('Four steps to a quiet tray'),
    5: say('Five steps to a quiet tray'),
  },
  keys: {
    3: say('Three steps to quiet keys'),
    4: say('Four steps to quiet keys'),
    5: say('Five steps to quiet keys'),
  },
};

/** An empty vault teaches: how it is protected, what lies elsewhere, and the ways to put a key in. */
export default function FirstRun() {
  const core = useCoreState();
  const setup = useSetup();
  const page = useRef<HTMLElement>(null);
  // The field that takes the focus may lie below what a small window shows; reading begins at the top.
  useEffect(() => {
    page.current?.scrollTo(0, 0);
  }, []);
  return (
    <main ref={page} className="first">
      <div className="welcome">
        <img className="app" src={icon} alt="" />
        <div>
          <h2>{titles[core?.capabilities.tray === true ? 'tray' : 'keys'][setup.steps.length]}</h2>
          <p>
            {say(
              'Keywatch keeps your AI credentials sealed on this computer, asks each provider whether they still work, and speaks up before one fails. Asking spends no tokens.',
            )}
          </p>
        </div>
      </div>
      <SetupSteps setup={setup} />
      <p className="later">
        <span>{say('Where everything lies')}</span> <span className="mono">{core?.vault.path ?? ''}</span>
      </p>
    </main>
  );
}
