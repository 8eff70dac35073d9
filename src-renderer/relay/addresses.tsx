import { useState } from 'react';
import type { RelayProvider, RelayState } from '../../src-shared/contract-relay.ts';
import { providerName } from '../../src-shared/provider-names.ts';
import { relayRefusalWords } from '../../src-shared/relay-words.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { copyText } from '../parts/clipboard.ts';
import { Glyph, Icon } from '../parts/glyph.tsx';
import { useDesk, useHeld } from '../store/desk.ts';
import { useHiding } from '../store/use-hiding.ts';

/** Where the clients of each provider are pointed, and whose key would serve their next request. */
export function Addresses({ state }: { state: RelayState }) {
  const { url, providers } = state;
  const [copied, setCopied] = useState<string | null>(null);
  if (providers.length === 0)
    return <p className="soft">{say('No key is stored yet: logins are never sent by the relay.')}</p>;
  return (
    <>
      <ul className="ways addresses">
        {providers.map((provider) => (
          <Address key={provider.provider} provider={provider} url={url} onCopied={setCopied} />
        ))}
      </ul>
      <span className="sr" role="status">
        {copied === null ? '' : say('Copied {text}', { text: copied })}
      </span>
    </>
  );
}

function Address({
  provider: { provider, path, next, why },
  url,
  onCopied,
}: {
  provider: RelayProvider;
  url: string | null;
  onCopied(text: string): void;
}) {
  const names = new Map(useHeld(useDesk().picture.profiles).map((profile) => [profile.id, profile.name]));
  const hiding = useHiding();
  const name = providerName(provider);
  const address = `${url ?? ''}${path}`;
  return (
    <li>
      <Glyph shape={next === null ? 'pause' : 'check'} tone={next === null ? 'wait' : 'good'} />
      <div className="way">
        <p className="of">
          <b>{name}</b>
          <span className="mono cut" title={address}>
            {address}
          </span>
        </p>
        <p className="under">
          {next !== null
            ? say('{name} serves next', { name: names.get(next) ?? hiding.nameOf(next, next) })
            : why !== null && say(relayRefusalWords[why])}
        </p>
      </div>
      {url !== null && (
        <Button
          size="small"
          look="quiet"
          icon
          aria-label={say('Copy the address for {name}', { name })}
          onPress={() => void copyText(address).then((done) => done && onCopied(address))}
        >
          <Icon name="copy" />
        </Button>
      )}
    </li>
  );
}
