import { spawn } from 'node:child_process';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Command, Host } from '../command.ts';
import { isSystemError } from '../failure.ts';
import { passedOverOptions, tellPassedOver, type PassedOver } from '../passed-over.ts';
import { endOf, replacesNote, storeToken, tokenOptions } from './paste-token.ts';
import { secretFrom } from './secret-input.ts';

const claude: ReadonlySet<string> = new Set(['anthropic', 'claude-code', 'claude-cli']);

const notHere =
  'Claude Code is not on this machine; run claude setup-token where it is, and paste what it prints here';

/** Runs Anthropic's own command on this terminal: it opens the browser, and prints the token at its end. */
function runClaude(host: Host): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn('claude', ['setup-token'], { stdio: 'inherit' });
    child.on('error', (error) => {
      host.warn(
        isSystemError(error, 'ENOENT') ? notHere : `claude setup-token could not be run: ${error.message}`,
      );
      resolve();
    });
    child.on('close', () => resolve());
  });
}

async function guide(host: Host, isAgreed: boolean): Promise<void> {
  host.write(
    'claude setup-token makes a token that lives a year. It prints it once: widen the window first, a narrow one cuts it.\n',
  );
  // There it is a script of a shell, which is not started for a person unasked.
  const canRun = process.platform !== 'win32';
  if (canRun && (isAgreed || (await host.askYes('Run it now?')))) await runClaude(host);
  else host.write('Run it in another window, then come back.\n');
}

/** What is kept here serves every agent. */
const passedOver = { agent: 'string' } as const satisfies PassedOver;

export const setupToken: Command = {
  name: 'auth setup-token',
  says: 'Make a Claude setup token with Claude Code and store it',
  takes: '',
  words: { least: 0, most: 0 },
  makesVault: true,
  options: {
    provider: { type: 'string', value: 'PROVIDER', says: 'anthropic, which is the only one that has them.' },
    yes: { type: 'boolean', says: 'Run claude setup-token without asking first.' },
    ...tokenOptions,
    ...passedOverOptions(passedOver),
  },
  notes: ['Without a terminal it reads the token from standard input.', replacesNote],
  async run(asked, host) {
    const named = asked.text('provider') ?? 'anthropic';
    if (!claude.has(named.trim().toLowerCase()))
      throw new KeywatchError(
        'bad_usage',
        'only Anthropic has setup tokens; nothing was stored; leave out --provider, or use keywatch auth paste-token',
      );
    tellPassedOver(Object.keys(passedOver), asked, host);
    const facts = endOf(asked, host.now());
    if (host.terminal.in) await guide(host, asked.has('yes'));
    const pasted = await secretFrom(host, !host.terminal.in, 'Paste the token (not shown): ');
    return storeToken(asked, host, { named: 'claude-code', pasted, facts });
  },
};
