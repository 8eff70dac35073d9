import { dirname } from 'node:path';
import { isSince, type Generation } from '../generation.ts';
import { fieldsOf, textIn } from '../stores/credential.ts';
import { secretValue } from './file-secret.ts';
import { parseJson } from '../stores/peer-file.ts';
import { safePath } from './path-safety.ts';
import type { ProviderOptions } from './provider-options.ts';
import { refused, type RefFailure, type Resolution } from './ref-failure.ts';
import type { SecretRef } from './secret-ref.ts';
import type { ProviderAnswer } from './secret-provider.ts';
import type { Surroundings } from '../surroundings.ts';

type ExecOptions = Extract<ProviderOptions, { source: 'exec' }>;

/** One question may name so many secrets and be so long. */
const mostIds = 512;
const longestInput = 256 * 1024;

function unavailable(provider: string, what: string): RefFailure {
  return refused('SECRET_PROVIDER_UNAVAILABLE', `Exec provider "${provider}" ${what}`, 'unreachable');
}

function whyNoAnswer(
  answer: ProviderAnswer,
  provider: string,
  { timeoutMs, noOutputTimeoutMs, maxOutputBytes }: ExecOptions,
  generation: Generation,
): RefFailure | null {
  switch (answer.ended) {
    case 'exit':
      return answer.code === 0 ? null : unavailable(provider, `exited with code ${answer.code}.`);
    case 'silence':
      // Where both limits are one, the latest release names the other.
      return noOutputTimeoutMs === timeoutMs && isSince(generation, '2026.9.6')
        ? unavailable(provider, `timed out after ${timeoutMs}ms.`)
        : unavailable(provider, `produced no output for ${noOutputTimeoutMs}ms.`);
    case 'timeout':
      return unavailable(provider, `timed out after ${timeoutMs}ms.`);
    case 'too_much':
      return unavailable(provider, `output exceeded maxOutputBytes (${maxOutputBytes}).`);
    case 'signal':
      return unavailable(provider, 'was ended by a signal.');
    case 'not_started':
      return unavailable(provider, `could not be started (${answer.why}).`);
  }
}

function said(ref: SecretRef, document: unknown, generation: Generation): Resolution {
  const { provider, id } = ref;
  const fields = fieldsOf(document);
  if (fields === null || fields['protocolVersion'] !== 1)
    return unavailable(provider, 'protocolVersion must be 1.');
  const error = fieldsOf(fields['errors'])?.[id];
  if (error !== undefined) {
    const told = fieldsOf(error);
    const why = isSince(generation, '2026.9.6')
      ? (textIn(told, 'code') ?? 'NOT_FOUND')
      : (textIn(told, 'message') ?? '');
    return refused(
      'SECRET_REF_NOT_FOUND',
      `Exec provider "${provider}" failed for id "${id}"${why === '' ? '' : ` (${why})`}.`,
      'not_found',
    );
  }
  const values = fieldsOf(fields['values']);
  if (values === null || !Object.hasOwn(values, id))
    return refused(
      'SECRET_REF_NOT_FOUND',
      `Exec provider "${provider}" response missing id "${id}".`,
      'not_found',
    );
  return secretValue(values[id], ref);
}

/** What an exec provider answers for all references to it at once (gateways.md §6.4). */
export async function execSecrets(
  refs: readonly SecretRef[],
  options: ExecOptions,
  generation: Generation,
  { env, around }: { env: Surroundings['env']; around: Surroundings },
): Promise<Resolution[]> {
  const provider = refs[0]?.provider ?? '';
  const forAll = (failure: Resolution) => refs.map(() => failure);
  const { command, allowInsecurePath, allowSymlinkCommand, trustedDirs } = options;
  const path = safePath(
    command,
    {
      label: `secrets.providers.${provider}.command`,
      kind: 'exec',
      generation,
      allowSymlink: allowSymlinkCommand,
      allowLoose: allowInsecurePath,
      trustedDirs,
    },
    around,
  );
  if (typeof path !== 'string') return forAll(path);
  const ids = [...new Set(refs.map(({ id }) => id))];
  const input = JSON.stringify({ protocolVersion: 1, provider, ids });
  if (ids.length > mostIds || Buffer.byteLength(input) > longestInput)
    return forAll(
      unavailable(provider, `was asked for more than ${mostIds} secrets or ${longestInput} bytes at once.`),
    );
  const passed = options.passEnv.flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const answer = await around.runProvider({
    command: path,
    args: options.args,
    cwd: dirname(path),
    env: { ...Object.fromEntries(passed), ...options.env },
    input,
    timeoutMs: options.timeoutMs,
    noOutputTimeoutMs: options.noOutputTimeoutMs,
    maxOutputBytes: options.maxOutputBytes,
  });
  const failure = whyNoAnswer(answer, provider, options, generation);
  if (failure !== null || answer.ended !== 'exit')
    return forAll(failure ?? unavailable(provider, 'gave no answer.'));
  const text = answer.stdout.trim();
  if (text === '') return forAll(unavailable(provider, 'returned empty stdout.'));
  const { value, problem } = parseJson(text);
  const isPlain = !options.jsonOnly && (problem !== null || fieldsOf(value) === null);
  if (isPlain && ids.length === 1)
    return refs.map((ref) => secretValue(typeof value === 'string' ? value : text, ref));
  if (problem !== null) return forAll(unavailable(provider, 'returned invalid JSON.'));
  return refs.map((ref) => said(ref, value, generation));
}
