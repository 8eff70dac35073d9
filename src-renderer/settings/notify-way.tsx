import { useState } from 'react';
import type { Notify } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { useCoreState } from '../store/desk.ts';
import { ChoiceLine } from './lines.tsx';
import { useSaving } from './saving.tsx';
import { TypedLine } from './typed-line.tsx';

type Way = 'none' | 'desktop' | 'command' | 'webhook' | 'ntfy';

/** What can be typed of a way; what is not needed by it stays, should somebody come back to it. */
interface Draft {
  readonly way: Way;
  readonly program: string;
  readonly words: string;
  readonly url: string;
  readonly authorization: string;
}

function draftOf(notify: Notify | null): Draft {
  const empty = { program: '', words: '', url: '', authorization: '' };
  if (notify === null) return { way: 'none', ...empty };
  if (notify.by === 'desktop') return { way: 'desktop', ...empty };
  if (notify.by === 'command') {
    const [program = '', ...words] = notify.command;
    return { way: 'command', ...empty, program, words: words.join('\n') };
  }
  const { url, authorization, form } = notify;
  return { way: form === 'ntfy' ? 'ntfy' : 'webhook', ...empty, url, authorization: authorization ?? '' };
}

/** The way that was drafted; undefined while something of it is missing. */
function notifyOf({ way, program, words, url, authorization }: Draft): Notify | null | undefined {
  if (way === 'none') return null;
  if (way === 'desktop') return { by: 'desktop' };
  if (way === 'command') {
    const rest = words.split('\n').filter((word) => word !== '');
    return program.trim() === '' ? undefined : { by: 'command', command: [program.trim(), ...rest] };
  }
  if (url.trim() === '') return undefined;
  const kept = authorization.trim() === '' ? null : authorization.trim();
  return {
    by: 'webhook',
    url: url.trim(),
    authorization: kept,
    form: way === 'ntfy' ? 'ntfy' : 'json',
  };
}

/** How notices leave the window. What is half said is not kept, and said to be so. */
export function NotifyWay() {
  const { settings, set, last } = useSaving();
  const shows = useCoreState()?.capabilities.notifications === true;
  const [draft, setDraft] = useState<Draft | null>(null);
  const now = draft ?? draftOf(settings.notify);
  const missing = notifyOf(now) === undefined;

  const change = async (part: Partial<Draft>) => {
    const next = { ...now, ...part };
    setDraft(next);
    const notify = notifyOf(next);
    if (notify !== undefined) await set({ notify }, 'notify');
  };
  const ways: readonly { readonly value: Way; readonly name: string }[] = [
    { value: 'none', name: shows ? say('Nowhere else') : say('Nowhere') },
    ...(shows && now.way !== 'desktop' ? [] : [{ value: 'desktop' as const, name: say('By this desktop') }]),
    { value: 'command', name: say('By a program of mine') },
    { value: 'webhook', name: say('To a web address') },
    { value: 'ntfy', name: say('By a server of ntfy') },
  ];
  const isWeb = now.way === 'webhook' || now.way === 'ntfy';
  const refused = last?.of === 'notify' && last.came === 'refused';
  return (
    <>
      <ChoiceLine
        of={now.way === 'none' || now.way === 'desktop' ? 'notify' : null}
        label={shows ? say('They also go') : say('They go')}
        hint={missing || refused ? notYet(settings.notify) : hints[now.way]}
        value={now.way}
        options={ways}
        onChoose={(way) => void change({ way })}
      />
      {now.way === 'command' && (
        <div className="of-way">
          <TypedLine
            of="notify"
            label={say('Program')}
            hint={say('Its whole path. It gets each notice as JSON on its input; no shell takes part.')}
            value={now.program}
            mono
            onKeep={(program) => void change({ program })}
          />
          <TypedLine
            of={null}
            label={say('Arguments')}
            hint={say('One a line.')}
            value={now.words}
            isLong
            onKeep={(words) => void change({ words })}
          />
        </div>
      )}
      {isWeb && (
        <div className="of-way">
          <TypedLine
            of="notify"
            label={say('Address')}
            hint={say(
              'https, or http to this computer. Where it is a secret itself: file:/path or env:NAME.',
            )}
            value={now.url}
            mono
            onKeep={(url) => void change({ url })}
          />
          <TypedLine
            of={null}
            label={say('Authorization')}
            hint={say('Where its header lies: file:/path or env:NAME. Empty for none.')}
            value={now.authorization}
            mono
            onKeep={(authorization) => void change({ authorization })}
          />
        </div>
      )}
    </>
  );
}

const hints: Readonly<Record<Way, string>> = {
  none: say('No program is started, and nothing leaves this computer.'),
  desktop: say('As any program of this desktop tells something.'),
  command: say('It is started for each notice.'),
  webhook: say('Each notice is sent there as JSON. It never holds a secret.'),
  ntfy: say('The last part of the address is the topic.'),
};

function notYet(notify: Notify | null): string {
  return notify === null
    ? say('Not kept yet: nothing is sent until this is complete.')
    : say('Not kept yet: notices go out as before.');
}
