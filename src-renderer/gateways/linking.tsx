import type { GatewayProfile, ListedGateway } from '../../src-shared/contract-gateway-view.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { CommandLine } from './command-line.tsx';

const isInClear = ({ plaintext, type }: GatewayProfile) => plaintext && type !== 'oauth';

/** Whether a gateway fetches its keys from Keywatch or keeps them in clear, and the way from the one to the other. */
export function Linking({
  gateway: { name, command, linkable },
  profiles,
  isDisabled,
  onChange,
}: {
  gateway: ListedGateway;
  profiles: readonly GatewayProfile[];
  isDisabled: boolean;
  onChange(act: 'link' | 'unlink'): void;
}) {
  const isLinked = profiles.some(({ linked }) => linked);
  const inClear = profiles.find(isInClear);
  if (!isLinked && inClear === undefined) return null;
  return (
    <section className="part" aria-label={say('Link')}>
      <h3>{say('Link')}</h3>
      {isLinked && (
        <div className="act-line">
          <p className="soft">{say('Some of its keys are fetched from Keywatch.')}</p>
          <Button isDisabled={isDisabled} onPress={() => onChange('unlink')}>
            {say('Unlink…')}
          </Button>
        </div>
      )}
      {inClear !== undefined && linkable && (
        <div className="act-line">
          <p className="soft">
            {say('{name} can fetch its keys from Keywatch instead of keeping them in clear.', { name })}
          </p>
          <Button isDisabled={isDisabled} onPress={() => onChange('link')}>
            {say('Link…')}
          </Button>
        </div>
      )}
      {inClear !== undefined && !linkable && (
        <>
          <p className="soft">
            {say(
              'This release of {name} cannot fetch its keys from elsewhere. Started like this, it has a key for as long as it runs, and its store needs none:',
              { name },
            )}
          </p>
          <CommandLine command={`keywatch run --provider ${inClear.provider} -- ${command}`} />
        </>
      )}
    </section>
  );
}
