import type { Profile } from '../../src-shared/contract-schema.ts';
import { heard, say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { clearAfterMs, copySecret, type Copied } from '../parts/clipboard.ts';
import { Icon } from '../parts/glyph.tsx';
import { SecretLine } from '../parts/secret-line.tsx';
import { useCoreState, useDesk } from '../store/desk.ts';

const afterCopy: Readonly<Record<Copied, { tone: 'none' | 'warn'; text: string }>> = {
  will_clear: {
    tone: 'none',
    text: say('Copied. The clipboard is cleared in {seconds} s, or once this window is in front again.', {
      seconds: clearAfterMs / 1000,
    }),
  },
  stays: {
    tone: 'warn',
    text: say(
      'Copied. This browser does not let Keywatch clear the clipboard; copy something else when done.',
    ),
  },
  refused: {
    tone: 'warn',
    text: say('This browser refused the clipboard; nothing was copied. Reveal the key and copy it by hand.'),
  },
};

/** The mask of the key or the reference to it, with the two ways to take it out. */
export function KeyFact({ profile, onAccess }: { profile: Profile; onAccess(): void }) {
  const { act, notices } = useDesk();
  const vault = useCoreState()?.vault.state;
  const { id, kind, name, reference, damaged } = profile;
  if (kind === 'none' && profile.mask === null && reference === null) {
    return (
      <>
        <dt>{say('Key')}</dt>
        <dd className="soft">{say('None is needed')}</dd>
      </>
    );
  }
  const secretOf = async (action: 'reveal' | 'copy') => {
    const answer = await act((client) => client.profiles.reveal({ id, action }));
    onAccess();
    return answer?.secret ?? null;
  };
  const copy = async () => {
    const secret = await secretOf('copy');
    if (secret !== null) notices.show(afterCopy[await copySecret(secret)]);
  };
  const mask = profile.mask ?? reference ?? '…';
  return (
    <>
      <dt>{reference === null ? say('Key') : say('Reference')}</dt>
      <dd>
        {vault === 'locked' || damaged ? (
          <span className="mono cut">{mask}</span>
        ) : (
          <SecretLine
            mask={mask}
            label={say('the key of {name}', { name })}
            reveal={() => secretOf('reveal')}
          >
            <Button
              look="quiet"
              size="small"
              icon
              aria-label={say('Copy the key of {name}, cleared after 30 seconds', { name })}
              onPress={() => void copy()}
            >
              <Icon name="copy" />
            </Button>
          </SecretLine>
        )}
        {profile.unread !== null && (
          <div className="soft">{say('Not read: {remedy}.', { remedy: heard(profile.unread.remedy) })}</div>
        )}
      </dd>
    </>
  );
}
