import JSON5 from 'json5';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { fieldsOf } from '../gateways/stores/credential.ts';
import type { Snapshot } from '../gateways/stores/snapshot.ts';
import type { Target } from './database-profiles.ts';
import { providerName } from './launcher.ts';

/** The agent that has nothing of its own; it is in a copy of the configuration alone. */
export const nobody = 'keywatch-nobody';

/** Throws `invalid_input` where a configuration is made of several files: a copy of one of them would say something else. */
export function refuseIncludes(config: string, path: string): void {
  if (!/\$include\b/.test(config)) return;
  throw new KeywatchError(
    'invalid_input',
    telling(
      '{path} takes other files in ($include), of which no copy can be made for the gateway’s own command; nothing was changed; put them into one file, or hand a key over at the start by keywatch run',
      { path },
    ),
    { path },
  );
}

/**
 * The configuration for the gateway's own command: what the person's says, every agent by name, and a secret provider that answers
 * while it looks whether references resolve, for the vault's owner is busy here.
 */
export function configCopy(
  config: string,
  { agents }: Snapshot,
  { answers, agentDir }: { answers: string; agentDir: string },
): string {
  const root = fieldsOf(JSON5.parse(config)) ?? {};
  const [section, secrets] = [fieldsOf(root['agents']) ?? {}, fieldsOf(root['secrets']) ?? {}];
  const listed = Array.isArray(section['list']) ? section['list'].map((each: unknown) => each) : [];
  const names = new Set(listed.map((each) => fieldsOf(each)?.['id']));
  const others = [...agents.values()]
    .filter(({ id }) => !names.has(id))
    .map(({ id, directory }) => ({
      id,
      agentDir: directory,
      ...(listed.length === 0 && id === 'main' ? { default: true } : {}),
    }));
  const providers = {
    ...fieldsOf(secrets['providers']),
    [providerName]: { source: 'exec', command: answers },
  };
  return JSON.stringify({
    ...root,
    agents: { ...section, list: [...listed, ...others, { id: nobody, agentDir }] },
    secrets: { ...secrets, providers },
  });
}

/** Its plan: references in place of secrets, and nothing swept up beside them. */
export function planText(targets: readonly Target[]): string {
  return JSON.stringify({
    version: 1,
    protocolVersion: 1,
    targets: targets.map(({ agent, id, type, provider, ref }) => {
      const field = type === 'token' ? 'token' : 'key';
      const segments = ['profiles', id, field];
      return {
        type: `auth-profiles.${type}.${field}`,
        path: segments.join('.'),
        pathSegments: segments,
        agentId: agent,
        authProfileProvider: provider,
        ref,
      };
    }),
    options: { scrubEnv: false, scrubAuthProfilesForProviderTargets: false, scrubLegacyAuthJson: false },
  });
}

/** A program that says of each reference that it leads somewhere. Nothing of it is kept. */
export function answerText(targets: readonly Target[]): string {
  const values = Object.fromEntries(targets.map(({ ref }) => [ref.id, 'kept by Keywatch']));
  const answer = JSON.stringify({ protocolVersion: 1, values }).replaceAll("'", String.raw`'\''`);
  return `#!/bin/sh\ncat > /dev/null\nprintf '%s' '${answer}'\n`;
}
