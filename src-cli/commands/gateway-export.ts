import { placeOf } from '../../src-main/gateways/stores/place.ts';
import { authProvider } from '../../src-main/gateways/provider-alias.ts';
import type { GatewayExportInput, GatewayExportPlan } from '../../src-shared/contract-gateway-view.ts';
import type { Profile } from '../../src-shared/contract-schema.ts';
import { errorTable, isErrorCode, KeywatchError } from '../../src-shared/errors.ts';
import type { Command, Done } from '../command.ts';
import { documentOf } from '../documents.ts';
import { ledger, painted, table, wrapped, type Look, type Tone } from '../page.ts';
import { plain } from '../plain-text.ts';
import { agentOption, providerAsked, stateDirOption, surroundingsOf } from './gateway-asked.ts';
import { lookHere } from './look-here.ts';
import { needsYes } from './vault-protect.ts';

export const gatewayExport: Command = {
  name: 'gateway export',
  says: 'Write profiles into a gateway’s store, in clear; shows first what would change',
  takes: 'NAME [ID…]',
  words: { least: 1, most: 1001 },
  options: {
    ...stateDirOption,
    ...agentOption,
    provider: { type: 'string', value: 'PROVIDER', says: 'All keys and tokens of one provider.' },
    yes: { type: 'boolean', says: 'Do not ask.' },
    'dry-run': { type: 'boolean', says: 'Show what would change and change nothing.' },
  },
  notes: [
    'Whoever reads the store, or a backup of it, then has the secrets; gateway link has the gateway fetch them instead. Logins and Claude setup tokens are not exported.',
  ],
  async run(asked, host) {
    needsYes(asked, host, 'exporting');
    const [gateway = '', ...named] = asked.words;
    const provider = providerAsked(asked);
    if ((named.length === 0) === (provider === null))
      throw new KeywatchError(
        'bad_usage',
        'gateway export takes the profiles to write, or --provider in their place; nothing was written; type it like keywatch gateway export openclaw anthropic:work',
      );
    const place = placeOf(gateway, asked.text('state-dir') ?? null, surroundingsOf(host));
    const { gateways, profiles } = await host.client();
    const ids = provider === null ? named : keysOf(provider, (await profiles.list({})).profiles);
    const input: GatewayExportInput = { ...place, agent: asked.text('agent') ?? null, ids };
    const plan = await gateways.previewExport(input);
    if (asked.has('dry-run')) return done(plan, false);
    const isRefused = plan.profiles.some(({ state }) => state === 'refused');
    if (!isRefused && !plan.changes) return done(plan, false);
    if (!isRefused && !asked.has('yes')) {
      host.write(`${lines(plan, lookHere(host)).join('\n')}\n\n`);
      if (!(await host.askYes('Write these secrets there in clear?')))
        throw new KeywatchError(
          'bad_usage',
          'nothing was written; everything is as before; answer y to write them',
        );
    }
    // The core says best why it refuses.
    return done(await gateways.export({ ...input, mark: plan.mark }), true);
  },
};

/** What a provider has here that may go out at all: a login stays with its owner. Throws `not_found` where there is none. */
function keysOf(provider: string, profiles: readonly Profile[]): string[] {
  const wanted = authProvider(provider);
  const ids = profiles.flatMap((each) =>
    authProvider(each.provider) === wanted && each.kind !== 'oauth' ? [each.id] : [],
  );
  if (ids.length > 0) return ids;
  throw new KeywatchError(
    'not_found',
    `There is no key or token of ${wanted} here; nothing was written; see keywatch auth list.`,
  );
}

function done(plan: GatewayExportPlan, isDone: boolean): Done {
  const { mark: _mark, changes, ...shown } = plan;
  const refused = plan.profiles.find(({ state }) => state === 'refused')?.code ?? null;
  return {
    document: documentOf('gateway-export', {
      exported: isDone && changes,
      plaintext: true,
      changes,
      ...shown,
    }),
    lines: (look) => [
      ...lines(plan, look),
      '',
      !changes
        ? 'There is nothing to write; nothing was changed.'
        : isDone
          ? `Written into ${plan.store}, in clear.`
          : 'Nothing was changed.',
    ],
    ...(isErrorCode(refused) ? { exit: errorTable[refused].exit } : {}),
  };
}

const states: Readonly<Record<GatewayExportPlan['profiles'][number]['state'], { word: string; tone: Tone }>> =
  {
    new: { word: 'new', tone: 'good' },
    changed: { word: 'changed', tone: 'warn' },
    same: { word: 'same', tone: 'soft' },
    refused: { word: 'refused', tone: 'bad' },
  };

function lines(plan: GatewayExportPlan, look: Look): string[] {
  return [
    ...ledger(
      [
        ['Gateway', plan.name],
        ['Agent', plan.agent],
        ['Store', plan.store],
      ],
      look,
    ),
    '',
    ...table(
      plan.profiles,
      [
        { head: 'Profile', cell: ({ id }) => ({ text: id, tone: 'strong' }), least: 12 },
        { head: 'Is', cell: ({ state }) => ({ text: states[state].word, tone: states[state].tone }) },
        { head: 'There', cell: ({ as }) => as, least: 12 },
        { head: 'Stands there', cell: ({ before }) => before ?? 'nothing', least: 8, leaves: 1 },
        { head: 'Comes', cell: ({ mask }) => mask ?? '', least: 8, leaves: 2 },
        { head: 'Says', cell: ({ why }) => why ?? '', least: 16, leaves: 3 },
      ],
      look,
    ),
    '',
    ...plan.notes.flatMap((note) =>
      wrapped(plain(note), look.width, 2).map((line) => painted(line, 'warn', look)),
    ),
  ];
}
