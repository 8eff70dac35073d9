import { useState } from 'react';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { copyText } from '../parts/clipboard.ts';
import { Icon } from '../parts/glyph.tsx';

/** A line to be typed in a terminal, with its copy. */
export function CommandLine({ command }: { command: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className="cmd link-it">
      <span>{command}</span>
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
  );
}
