import { telling } from '../../../src-shared/say.ts';
import type { GatewayFinding } from './findings.ts';
import type { GatewayEnvironment } from '../environment/gateway-environment.ts';
import { isSince } from '../generation.ts';
import { safePath } from '../references/path-safety.ts';
import { readProvider } from '../references/provider-options.ts';
import type { RefFailure } from '../references/ref-failure.ts';
import { resolveRefs } from '../references/resolve-refs.ts';
import { nameOfRef, refProblem, type SecretRef } from '../references/secret-ref.ts';
import type { Snapshot } from '../stores/snapshot.ts';
import type { Surroundings } from '../surroundings.ts';

interface Referring {
  id: string;
  ref: SecretRef;
  where: string;
}

function referring({ agents }: Snapshot): Referring[] {
  return [...agents.values()].flatMap(({ own, files }) =>
    [...own.profiles.values()].flatMap(({ id, ref }) =>
      ref === null ? [] : [{ id, ref, where: files.path }],
    ),
  );
}

/** What speaks against a program before it is run; running it is left to the gateway, and to `gateway resolve`. */
function whyNotRun(ref: SecretRef, { config, generation }: Snapshot, around: Surroundings): string | null {
  const problem = refProblem(ref, generation);
  if (problem !== null) return problem;
  const raw = Object.hasOwn(config.secrets.providers, ref.provider)
    ? config.secrets.providers[ref.provider]
    : undefined;
  if (raw === undefined)
    return telling('Secret provider "{provider}" is not configured.', { provider: ref.provider });
  const options = readProvider(ref.provider, raw, generation);
  if (typeof options === 'string') return options;
  if (options.source !== 'exec')
    return telling('Secret provider "{provider}" is no program.', { provider: ref.provider });
  const path = safePath(
    options.command,
    {
      label: `secrets.providers.${ref.provider}.command`,
      kind: 'exec',
      generation,
      allowSymlink: options.allowSymlinkCommand,
      allowLoose: options.allowInsecurePath,
      trustedDirs: options.trustedDirs,
    },
    around,
  );
  return typeof path === 'string' ? null : path.message;
}

/** A reference that leads nowhere, and whose it is. */
export interface LostRef {
  profile: string;
  /** The store. */
  where: string;
  finding: GatewayFinding;
}

const told = ({ id, ref, where }: Referring, why: string): LostRef => ({
  profile: id,
  where,
  finding: {
    id: 'unreachable_ref',
    severity: 'warn',
    what: telling('{id} refers to {ref}, and nothing would be got there: {why}', {
      id,
      ref: nameOfRef(ref),
      why,
    }),
    where,
    remedy: telling('Look at it with keywatch gateway resolve, or set the key again.'),
  },
});

/** References to files that give nothing, and to programs that would not be run. No program is run for this. */
export async function unreachableRefs(
  snapshot: Snapshot,
  environment: GatewayEnvironment,
  around: Surroundings,
): Promise<LostRef[]> {
  const { config, generation } = snapshot;
  if (!isSince(generation, '2026.3.13')) return [];
  const all = referring(snapshot);
  const inFiles = all.filter(({ ref }) => ref.source === 'file');
  const env = Object.fromEntries([...environment.variables].map(([name, { value }]) => [name, value]));
  const resolver = { secrets: config.secrets, env, generation, around };
  const answers = await resolveRefs(
    inFiles.map(({ ref }) => ref),
    resolver,
  );
  const lost = inFiles.flatMap((each, index) => {
    const answer = answers[index];
    return answer === undefined || answer.ok ? [] : [told(each, failureOf(answer))];
  });
  const unrun = all.flatMap((each) => {
    const why = each.ref.source === 'exec' ? whyNotRun(each.ref, snapshot, around) : null;
    return why === null ? [] : [told(each, why)];
  });
  return [...lost, ...unrun];
}

const failureOf = ({ message }: RefFailure): string => message;
