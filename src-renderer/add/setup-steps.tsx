import { useState } from 'react';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { copyText } from '../parts/clipboard.ts';
import { Icon } from '../parts/glyph.tsx';

const steps = [
  { command: 'npm install -g @anthropic-ai/claude-code', aside: say('once') },
  { command: 'claude setup-token', aside: say('then paste what it prints') },
] as const;

/** The two commands that make a setup token; the person runs them, not Keywatch. */
export function SetupSteps() {
  const [copied, setCopied] = useState<string | null>(null);
  return (
    <ol className="steps-inline">
      {steps.map(({ command, aside }, index) => (
        <li key={command}>
          <span className="n">{index + 1}</span>
          <span className="cmd">
            <span className="cut" title={command}>
              {command}
            </span>
            <Button
              look="quiet"
              size="small"
              icon
              aria-label={copied === command ? say('Copied') : say('Copy: {command}', { command })}
              onPress={() => {
                void copyText(command).then((done) => setCopied(done ? command : null));
              }}
            >
              <Icon name={copied === command ? 'tick' : 'copy'} />
            </Button>
          </span>
          <span className="dim">{aside}</span>
        </li>
      ))}
    </ol>
  );
}
