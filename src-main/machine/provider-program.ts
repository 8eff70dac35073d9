import { spawn } from 'node:child_process';
import type { ProviderAnswer, RunProvider } from '../gateways/references/secret-provider.ts';

/** Runs a secret provider exactly as a gateway does: no shell, no environment but the given one. */
export const runProviderProgram: RunProvider = ({
  command,
  args,
  cwd,
  env,
  input,
  timeoutMs,
  noOutputTimeoutMs,
  maxOutputBytes,
}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
    const chunks: Buffer[] = [];
    let bytes = 0;
    const end = (answer: ProviderAnswer) => {
      clearTimeout(silence);
      clearTimeout(patience);
      child.kill('SIGKILL');
      // A child of its own may hold the pipes open long after the program is gone.
      for (const pipe of child.stdio) pipe?.destroy();
      resolve(answer);
    };
    const silence = setTimeout(() => end({ ended: 'silence' }), noOutputTimeoutMs);
    const patience = setTimeout(() => end({ ended: 'timeout' }), timeoutMs);
    const heard = (chunk: Buffer) => {
      silence.refresh();
      bytes += chunk.length;
      if (bytes > maxOutputBytes) end({ ended: 'too_much' });
    };
    child.stdout.on('data', (chunk: Buffer) => {
      heard(chunk);
      chunks.push(chunk);
    });
    child.stderr.on('data', heard);
    child.on('error', (error) =>
      end({ ended: 'not_started', why: 'code' in error ? String(error.code) : error.name }),
    );
    child.on('close', (code) =>
      end(
        code === null
          ? { ended: 'signal' }
          : { ended: 'exit', code, stdout: Buffer.concat(chunks).toString('utf8') },
      ),
    );
    // A program that never reads its input closes the pipe; how it ends tells what matters.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
