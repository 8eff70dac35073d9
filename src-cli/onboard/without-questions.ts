import { lookAround } from '../../src-main/discovery/look.ts';
import { systemGrounds } from '../../src-main/machine/grounds.ts';
import type { Profile } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import { understood, type Asked } from '../arguments.ts';
import type { Done, Host } from '../command.ts';
import { added, type NewProfile } from '../commands/add.ts';
import { askedAfterSaving } from '../commands/asking.ts';
import { takeFind } from '../commands/finds.ts';
import { clientForFirst } from '../commands/new-vault.ts';
import { endOf, storedToken } from '../commands/paste-token.ts';
import { serviceInstall } from '../commands/service-install.ts';
import { wordOption } from '../typed-values.ts';
import { choiceOfFlag, familyChoices, keyFlags, passedOver, type FamilyChoice } from './family-choices.ts';
import { materialOf, secretOf } from './family-material.ts';
import { onboardDone } from './standing.ts';
import { tellPassedOver } from '../passed-over.ts';

type Of<By extends FamilyChoice['by']> = Extract<FamilyChoice, { by: By }>;

/** The choice that was typed, or that a key's flag alone means. Throws `bad_usage`. */
export function chosen(asked: Asked): string | null {
  const flags = keyFlags.filter((flag) => asked.has(flag));
  const typed =
    asked.text('auth-choice') ??
    (asked.has('token') ? 'token' : flags[0] === undefined ? undefined : choiceOfFlag(flags[0])) ??
    (asked.has('custom-base-url') ? 'custom-api-key' : undefined);
  if (typed === undefined) return null;
  if (!Object.hasOwn(familyChoices, typed))
    throw new KeywatchError(
      'bad_usage',
      `there is no choice ${repeatable(typed) ?? 'of that name'}; nothing was stored; --auth-choice takes ${Object.keys(familyChoices).join(', ')}`,
    );
  const choice = familyChoices[typed];
  const own = choice !== undefined && 'flag' in choice ? choice.flag : undefined;
  const other = flags.find((flag) => flag !== own);
  if (other === undefined) return typed;
  throw new KeywatchError(
    'bad_usage',
    `--${other} does not belong to --auth-choice ${typed}; nothing was stored; give one credential at a time`,
  );
}

async function stored(input: NewProfile, asked: Asked, host: Host): Promise<Profile[]> {
  const { client, offerWayBack } = await clientForFirst(host);
  const profile = await added(client, { ...input, agreePolicy: asked.has('agree-policy') }, host);
  const after = asked.has('no-probe') ? profile : await askedAfterSaving(client, profile, host);
  await offerWayBack();
  return [after];
}

async function byKey({ provider, flag, region }: Of<'key'>, asked: Asked, host: Host): Promise<Profile[]> {
  const account = asked.text('cloudflare-ai-gateway-account-id');
  const config = {
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { account }),
  };
  const material = await materialOf(asked, host, { provider, flag });
  return stored({ provider, config, ...material }, asked, host);
}

async function byToken(asked: Asked, host: Host): Promise<Profile[]> {
  const named = asked.text('token-provider') ?? 'anthropic';
  const facts = endOf(asked, host.now(), 'token-expires-in');
  const pasted = await secretOf(asked, 'token', host);
  if (pasted === undefined)
    throw new KeywatchError('bad_usage', 'there is no token; nothing was stored; pipe it in with --token -');
  const how = {
    id: asked.text('token-profile-id'),
    agreePolicy: asked.has('agree-policy'),
    asks: false,
    probe: !asked.has('no-probe'),
  };
  return [await storedToken(host, { named, pasted, facts }, how)];
}

async function byLogin({ selector, program }: Of<'login'>, asked: Asked, host: Host): Promise<Profile[]> {
  const { env, home } = host;
  const { sightings } = await lookAround(systemGrounds({ env, home, now: host.now(), named: [] }));
  const sighting = sightings.find(
    (each) => each.link !== null && (each.selector === selector || each.selector.startsWith(`${selector}:`)),
  );
  if (sighting === undefined)
    throw new KeywatchError(
      'not_found',
      `no login of ${selector} is on this machine; nothing was stored; type ${program} first, then run this again`,
    );
  const { client, offerWayBack } = await clientForFirst(host);
  const how = { agreePolicy: asked.has('agree-policy'), force: false };
  const profile = await takeFind({ act: 'link', sighting }, how, client);
  const after = asked.has('no-probe') ? profile : await askedAfterSaving(client, profile, host);
  await offerWayBack();
  return [after];
}

async function byCustom(asked: Asked, host: Host): Promise<Profile[]> {
  const baseUrl = asked.text('custom-base-url');
  if (baseUrl === undefined)
    throw new KeywatchError(
      'bad_usage',
      'a server of your own needs its address; nothing was stored; say --custom-base-url URL',
    );
  const api = wordOption(asked, 'custom-compatibility', ['openai', 'anthropic']) ?? 'openai';
  const name = asked.text('custom-provider-id');
  const about = { provider: 'custom', baseUrl, api, ...(name === undefined ? {} : { name }) };
  const variable = 'CUSTOM_API_KEY';
  const hasKey = asked.has('custom-api-key') || (host.env[variable] ?? '') !== '';
  const material = hasKey
    ? await materialOf(asked, host, { provider: 'custom', flag: 'custom-api-key', variable })
    : { kind: 'none' as const };
  return stored({ ...about, ...material }, asked, host);
}

function byStranger(id: string): never {
  throw new KeywatchError(
    'unknown_provider',
    `Keywatch has no rules for ${id}; nothing was stored; if its service speaks as OpenAI or Anthropic do, add it with --auth-choice custom-api-key --custom-base-url URL`,
  );
}

async function carriedOut(id: string, asked: Asked, host: Host): Promise<Profile[]> {
  const choice = familyChoices[id] ?? { by: 'skip' };
  switch (choice.by) {
    case 'key':
      return byKey(choice, asked, host);
    case 'token':
      return byToken(asked, host);
    case 'login':
      return byLogin(choice, asked, host);
    case 'custom':
      return byCustom(asked, host);
    case 'stranger':
      return byStranger(id);
    case 'skip':
      return [];
  }
}

/** What the OpenClaw family's `onboard --non-interactive` asks for, as far as it is about credentials and starting. */
export async function withoutQuestions(id: string, asked: Asked, host: Host): Promise<Done> {
  tellPassedOver([...Object.keys(passedOver), 'cloudflare-ai-gateway-gateway-id'], asked, host);
  const profiles = await carriedOut(id, asked, host);
  const installs = asked.has('install-daemon');
  // Told before the service starts: it is to own the data directory, which this process owns until it lets go.
  const done = await onboardDone(host, { choice: id, added: profiles, installs });
  if (!installs) return done;
  await host.release();
  const service = await serviceInstall.run(understood(serviceInstall, ['--yes']), host);
  return {
    ...done,
    lines: async (look) => [...(await done.lines(look)), '', ...(await service.lines(look))],
  };
}
