import { ledger, painted, table, wrapped, type Look, type Tone } from '../page.ts';
import type { Probes } from './models-probe.ts';
import { remainingSpan } from '../../src-main/gateways/judging/remaining-span.ts';
import type { ModelsTree } from './models-tree.ts';

const tones: Readonly<Record<string, Tone>> = {
  ok: 'good',
  expiring: 'warn',
  expired: 'bad',
  missing: 'bad',
};

function part(title: string, lines: readonly string[], look: Look): string[] {
  return lines.length === 0 ? [] : ['', painted(title, 'strong', look), ...lines];
}

const bullet = (text: string, look: Look): string[] => wrapped(`- ${text}`, look.width, 2);

function overview({ auth }: ModelsTree, look: Look): string[] {
  const { enabled } = auth.shellEnvFallback;
  return [
    ...ledger(
      [
        ['Auth store', auth.storePath],
        ['Shell env', enabled ? 'on' : 'off'],
        ['Providers w/ OAuth/tokens', auth.providersWithOAuth.join(', ') || '-'],
      ],
      look,
    ),
    ...auth.providers.flatMap(({ provider, effective, profiles }) => {
      const { count, oauth, token, apiKey, labels } = profiles;
      const kinds = `oauth=${oauth}, token=${token}, api_key=${apiKey}`;
      const shown = effective.kind === 'missing' ? 'missing' : `${effective.kind}:${effective.detail}`;
      return bullet(
        `${provider} effective=${shown} | profiles=${count} (${kinds}) | ${labels.join(', ')}`,
        look,
      );
    }),
  ];
}

function expiries({ auth }: ModelsTree, look: Look): string[] {
  return auth.oauth.providers.flatMap(({ provider, profiles }) => [
    `- ${provider}`,
    ...profiles.flatMap(({ label, status, remainingMs, reasonCode }) => {
      const left =
        status !== 'ok' && status !== 'expiring'
          ? ''
          : remainingMs === null
            ? ''
            : ` expires in ${remainingSpan(remainingMs)}`;
      const word = status === 'missing' ? 'unknown' : status;
      const why = reasonCode === undefined ? '' : ` [${reasonCode}]`;
      return wrapped(`  - ${label} ${word}${why}${left}`, look.width, 4).map((line) =>
        painted(line, tones[status] ?? null, look),
      );
    }),
  ]);
}

function probeLines(probes: Probes | null, look: Look): string[] {
  if (probes === null) return [];
  if (probes.results.length === 0) return ['No profile was to be asked about.'];
  return table(
    probes.results,
    [
      { head: 'Model', cell: ({ provider }) => `${provider}/-`, leaves: 1 },
      { head: 'Profile', cell: ({ profileId }) => profileId, least: 14 },
      {
        head: 'Status',
        cell: ({ status, latencyMs, error }) => {
          const took = latencyMs === null ? '' : ` · ${Math.round(latencyMs)}ms`;
          const why = error === undefined ? '' : ` · ${error.replaceAll('\n', ' ')}`;
          return { text: `${status}${took}${why}`, tone: status === 'ok' ? 'good' : 'warn' };
        },
        least: 20,
      },
    ],
    look,
  );
}

/** `models status` for a person: the family's sections in its order, without those about models. */
export function modelsLines(tree: ModelsTree, probes: Probes | null, look: Look): string[] {
  const { auth } = tree;
  return [
    ...ledger(
      [
        ['Config', tree.configPath],
        ['Agent dir', tree.agentDir],
      ],
      look,
    ),
    ...part('Auth overview', overview(tree, look), look),
    ...part(
      'Missing auth',
      auth.missingProvidersInUse.flatMap((provider) =>
        bullet(`${provider} has nothing that could be used; keywatch auth add --provider ${provider}`, look),
      ),
      look,
    ),
    ...part(
      'Unavailable auth profiles',
      auth.unusableProfiles.flatMap(({ profileId, kind, reason, remainingMs, recoveryHint }) => {
        const left = remainingMs === null ? '' : ` (${remainingSpan(remainingMs)})`;
        return bullet(`${profileId}: ${kind} [${reason}]${left} — ${recoveryHint}`, look);
      }),
      look,
    ),
    ...part('OAuth/token status', expiries(tree, look), look),
    ...part('Auth probes', probeLines(probes, look), look),
  ];
}
