import { useState } from 'react';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { copyText } from '../parts/clipboard.ts';
import { Icon } from '../parts/glyph.tsx';

/** How a gateway is linked: its own files then start a program, so only the command line may do it. */
export function LinkHint({ name, command }: { name: string; command: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <section className="part" aria-label={say('Link')}>
      <h3>{say('Link')}</h3>
      <p className="soft">
        {say(
          '{name} can fetch its keys from Keywatch instead of keeping them in clear. Linking makes it start a program, so it is done from a terminal, which shows first what would change:',
          { name },
        )}
      </p>
      <div className="cmd link-it">
        <span className="cut">{command}</span>
        <Button
          look="quiet"
          size="small"
          icon
          aria-label={copied ? say('Copied') : say('Copy: {text}', { text: command })}
          onPress={() => void copyText(command).then(setCopied)}
        >
          <Icon name={copied ? 'tick' : 'copy'} />
        </Button>
      </div>
    </section>
  );
}
