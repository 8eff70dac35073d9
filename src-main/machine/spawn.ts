import { spawn } from 'node:child_process';
import { TransportError, type Env, type Spawn } from '../ports.ts';
import { childEnvironment } from './child-environment.ts';

/** A helper program's answer beyond this is not a credential or a status. Characters. */
const outputLimit = 256 * 1024;

/**
 * Runs a program to its end, without a shell, in the least environment it can run in plus what is given.
 * @param base the environment of this process, most of which is nobody else's business.
 */
export function systemSpawn(base: Env): Spawn {
  return (command, args, { env = {}, timeoutMs, input }) =>
    new Promise((resolve, reject) => {
      const child = spawn(command, args, {
        env: { ...childEnvironment(base, command), ...env },
        stdio: ['pipe', 'pipe', 'pipe'],
        windowsHide: true,
      });
      const output = { stdout: '', stderr: '' };
      // A child of its own may hold the pipes open long after the program is gone: nobody waits for that.
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        for (const pipe of child.stdio) pipe?.destroy();
        reject(new TransportError('timeout', `${command} did not answer in ${timeoutMs} ms`));
      }, timeoutMs);
      for (const stream of ['stdout', 'stderr'] as const) {
        child[stream].setEncoding('utf8');
        child[stream].on('data', (text: string) => {
          if (output[stream].length < outputLimit) output[stream] += text;
        });
      }
      child.on('error', (error) => {
        clearTimeout(timer);
        const missing = 'code' in error && error.code === 'ENOENT';
        reject(
          new TransportError(
            'other',
            missing ? `${command} is not installed` : `${command} could not be started`,
          ),
        );
      });
      child.on('close', (code) => {
        clearTimeout(timer);
        resolve({ code: code ?? 1, ...output });
      });
      // A program that never reads its input closes the pipe; its exit code tells what matters.
      child.stdin.on('error', () => {});
      child.stdin.end(input ?? '');
    });
}
