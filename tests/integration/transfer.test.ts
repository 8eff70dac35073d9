import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportPlan } from '../../src-shared/contract-keeping.ts';
import { filesBelow, leaksOf } from '../fixtures/leaks.ts';
import { inventedKeys, realCore, type RealCore } from '../fixtures/real-core.ts';

const { anthropic, anthropicOther, openai, openrouter, setupToken } = inventedKeys;
const passphrase = 'a passphrase of the tests';

let core: RealCore;
beforeEach(async () => {
  core = await realCore({ KEYWATCH_OFFLINE: '1' });
});
afterEach(() => core.end());

const add = (name: string, secret: string, more = {}) =>
  core.client.profiles.add({ name, secret, probe: false, ...more });
const preview = (content: string, more = {}) => core.client.transfer.preview({ content, ...more });
const take = (content: string, more = {}) => core.client.transfer.import({ content, ...more });
const states = ({ entries }: ImportPlan) => entries.map(({ state, id }) => `${state} ${id ?? '–'}`);
const json = (value: unknown) => JSON.stringify(value);
const vaultBytes = () => readFileSync(join(core.directory, 'vault.json'));
const secretOf = async (id: string) => (await core.client.profiles.reveal({ id })).secret;
const backupCount = () => {
  try {
    return readdirSync(join(core.directory, 'backups')).length;
  } catch {
    return 0;
  }
};

describe('importing', () => {
  it('shows what is new, changed, the same and in conflict, and writes nothing by that', async () => {
    await add('Work', anthropic);
    await add('Home', openai, { tags: ['old'] });
    await add('Side', anthropicOther);
    const before = vaultBytes();
    const plan = await preview(
      json([
        { provider: 'anthropic', key: anthropic },
        { provider: 'openai', name: 'Home', key: openai, tags: ['new'] },
        { provider: 'openrouter', name: 'Router', key: openrouter },
        { provider: 'anthropic', name: 'Side', key: `sk-ant-api03-${'Rt4-'.repeat(23)}wAA` },
        { id: 'anthropic:elsewhere', provider: 'anthropic', key: anthropicOther },
        { provider: 'openrouter', key: openrouter },
        { provider: 'openai', note: 'nothing here' },
      ]),
    );
    expect(states(plan)).toEqual([
      'same anthropic:work',
      'changed openai:home',
      'new openrouter:router',
      'conflicting anthropic:side',
      'conflicting anthropic:side',
      'skipped openrouter:router',
      'skipped –',
    ]);
    expect(plan.entries[1]?.fields).toEqual([{ field: 'tags', before: 'old', after: 'new' }]);
    expect(plan.difference).toMatchObject({
      added: [{ id: 'openrouter:router' }],
      changed: [{ id: 'openai:home' }],
      removed: [],
    });
    expect(vaultBytes()).toEqual(before);
    expect(leaksOf(openrouter, [{ where: 'the plan', content: json(plan) }])).toEqual([]);
  });

  it('writes once, after a backup, and what it took serves at once', async () => {
    await add('Work', anthropic);
    const backups = backupCount();
    const { vault } = await core.client.vault.status({});
    const plan = await take(json({ openai, openrouter }));
    expect(plan.counts).toMatchObject({ new: 2 });
    expect((await core.client.vault.status({})).vault.generation).toBe(vault.generation + 1);
    expect(backupCount()).toBe(backups + 1);
    expect((await core.client.backups.list({})).backups[0]).toMatchObject({ why: 'import', profiles: 1 });
    expect(await secretOf('openai:openai')).toBe(openai);
    const { profiles } = await core.client.profiles.list({});
    expect(profiles.map(({ id }) => id)).toEqual([
      'anthropic:work',
      'openai:openai',
      'openrouter:openrouter',
    ]);
  });

  it('takes the file’s key of a conflict only when told so', async () => {
    await add('Work', anthropic, { notes: 'kept' });
    const file = json([{ provider: 'anthropic', name: 'Work', key: anthropicOther }]);
    await take(file);
    expect(await secretOf('anthropic:work')).toBe(anthropic);
    const plan = await take(file, { replace: true });
    expect(plan.entries[0]).toMatchObject({ state: 'changed', fields: [{ field: 'secret' }] });
    expect(await secretOf('anthropic:work')).toBe(anthropicOther);
    expect((await core.client.profiles.get({ id: 'anthropic:work' })).profile.notes).toBe('kept');
    expect(states(await preview(file))).toEqual(['same anthropic:work']);
  });

  it('settles each conflict as it was chosen: the vault’s key, the file’s, or both', async () => {
    const other = (letters: string) => `sk-ant-api03-${letters.repeat(23)}wAA`;
    const names = ['Mine', 'Theirs', 'Both'];
    for (const [at, name] of names.entries()) await add(name, `sk-ant-api03-${`${at}Ld-`.repeat(23)}wAA`);
    const file = json(names.map((name, at) => ({ provider: 'anthropic', name, key: other(`${at}Nw-`) })));
    const asked = await preview(file);
    expect(asked.entries.map(({ choice }) => choice)).toEqual(['mine', 'mine', 'mine']);
    const [, theirs, both] = asked.entries.map(({ where }) => where);
    const conflicts = { [String(theirs)]: 'theirs', [String(both)]: 'both' };
    const plan = await take(file, { conflicts });
    expect(states(plan)).toEqual([
      'conflicting anthropic:mine',
      'changed anthropic:theirs',
      'new anthropic:both-2',
    ]);
    expect(plan.entries.map(({ choice }) => choice)).toEqual(['mine', 'theirs', 'both']);
    expect(plan.entries[2]).toMatchObject({ name: 'Both 2' });
    expect(await secretOf('anthropic:mine')).toContain('0Ld-');
    expect(await secretOf('anthropic:theirs')).toContain('1Nw-');
    expect(await secretOf('anthropic:both')).toContain('2Ld-');
    expect(await secretOf('anthropic:both-2')).toContain('2Nw-');
  });

  it.each([
    [
      'a refresh token',
      json([{ provider: 'openai', key: openai }, { key: `sk-ant-ort01-${'Ab3-'.repeat(23)}xAA` }]),
      'entry 2',
    ],
    [
      'the code of a sign-in',
      `name,key\nA,${openai}\nB,${'Ab3dEf6h'.repeat(4)}#${'Xy9z'.repeat(6)}\n`,
      'line 3',
    ],
    ['a key cut off', `OPENAI_API_KEY=${openai}\nX=${setupToken.slice(0, 60)}\n`, 'line 2'],
    [
      'a provider nobody knows',
      json([
        { provider: 'openai', key: openai },
        { provider: 'nobody', key: openrouter },
      ]),
      'entry 2',
    ],
    ['a key of another provider', json({ openai: anthropic }), 'openai'],
    ['a key for a name', json([{ provider: 'openai', key: openai, name: anthropic }]), 'entry 1'],
    ['a key among the notes', json([{ provider: 'openai', key: openai, notes: anthropic }]), 'entry 1'],
    [
      'an address that is not safe',
      json([{ provider: 'custom', key: 'k'.repeat(20), url: 'http://example.test' }]),
      'entry 1',
    ],
    [
      'one id for two keys',
      json([
        { id: 'openai:a', provider: 'openai', key: openai },
        {
          id: 'openai:a',
          provider: 'openai',
          key: `sk-proj-${'eF5-'.repeat(18)}abT3BlbkFJ${'gH6_'.repeat(18)}cd`,
        },
      ]),
      'entry 2',
    ],
  ])(
    'imports nothing where one entry is %s, and names it without repeating it',
    async (_what, file, where) => {
      await add('Work', openrouter);
      const before = vaultBytes();
      const backups = backupCount();
      const plan = await preview(file);
      expect(plan.importable).toBe(false);
      expect(plan.entries.filter(({ state }) => state === 'refused').map((each) => each.where)).toEqual([
        where,
      ]);
      const refusal = await take(file).then(
        () => null,
        (error: unknown) => error as Error & { code: string },
      );
      expect(refusal?.code).toBe('invalid_input');
      expect(refusal?.message).toContain(where);
      const traces = [
        { where: 'the refusal', content: json(refusal?.message) },
        { where: 'the log', content: core.log.lines.join('\n') },
        { where: 'the plan', content: json(plan) },
      ];
      for (const secret of [openai, anthropic, setupToken, 'Ab3dEf6h'.repeat(4), 'Ab3-'.repeat(12)])
        expect(leaksOf(secret.padEnd(44, 'x'), traces)).toEqual([]);
      expect(vaultBytes()).toEqual(before);
      expect(backupCount()).toBe(backups);
    },
  );

  it('of a setup token needs somebody to agree to its sentence', async () => {
    const file = json([{ provider: 'anthropic', key: setupToken }]);
    expect((await preview(file)).entries[0]).toMatchObject({ state: 'refused', code: 'policy_not_agreed' });
    await expect(take(file)).rejects.toMatchObject({ code: 'policy_not_agreed' });
    const plan = await take(file, { agreePolicy: true });
    expect(plan.entries[0]).toMatchObject({ state: 'new', provider: 'claude-code' });
  });

  it('of a long file comes in pieces', async () => {
    const records = Array.from({ length: 3000 }, (_, index) => ({
      provider: 'custom',
      name: `Server ${index}`,
      key: `k${String(index).padStart(30, '0')}`,
      url: 'https://x.test/v1',
      notes: 'n'.repeat(100),
    }));
    const text = json(records);
    let upload: string | null = null;
    for (let from = 0; from < text.length; from += 100_000)
      ({ upload } = await core.client.transfer.put({ upload, piece: text.slice(from, from + 100_000) }));
    const from = performance.now();
    const plan = await core.client.transfer.import({ upload: upload ?? '' });
    expect(plan.counts).toMatchObject({ new: 3000 });
    expect(performance.now() - from).toBeLessThan(10_000);
    await expect(core.client.transfer.preview({ upload: upload ?? '' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('of nothing known says so', async () => {
    await expect(take('hello')).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(core.client.transfer.preview({})).rejects.toMatchObject({ code: 'bad_usage' });
    await expect(core.client.transfer.preview({ upload: 'gone' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('exporting', () => {
  const everything = {
    name: 'Work',
    secret: anthropic,
    tags: ['a'],
    notes: 'a note',
    expiresAt: Date.UTC(2028, 1, 1),
    rotateEveryMs: 86_400_000,
    probe: false,
  };

  it('with secrets is sealed, recorded before it is given out, and whole again in another vault', async () => {
    await core.client.profiles.add(everything);
    await core.client.profiles.add({
      provider: 'openai',
      reference: 'env:OPENAI',
      name: 'Linked',
      probe: false,
    });
    await core.client.profiles.add({ secret: setupToken, agreePolicy: true, name: 'Claude', probe: false });
    await core.client.profiles.disable({ id: 'anthropic:work', note: 'resting' });
    const { content, secrets, profiles } = await core.client.transfer.export({ secrets: true, passphrase });
    expect([profiles, secrets]).toEqual([3, 2]);
    expect(leaksOf(anthropic, [{ where: 'the file', content }, ...filesBelow(core.directory)])).toEqual([]);
    const { entries } = await core.client.profiles.accesses({});
    expect(entries.map(({ id, action, door }) => `${id} ${action} ${door}`).toSorted()).toEqual([
      'anthropic:work export local',
      'claude-code:claude export local',
    ]);

    const other = await realCore({ KEYWATCH_OFFLINE: '1' });
    try {
      const input = { content, passphrase, agreePolicy: true };
      await expect(other.client.transfer.preview({ content })).rejects.toMatchObject({ code: 'sealed' });
      await expect(other.client.transfer.preview({ content, passphrase: 'x' })).rejects.toMatchObject({
        code: 'wrong_passphrase',
      });
      expect((await other.client.transfer.import(input)).counts).toMatchObject({ new: 3 });
      const [before, after] = await Promise.all(
        [core, other].map(async ({ client }) => (await client.profiles.list({})).profiles),
      );
      const told = (list: typeof before) =>
        list?.map(
          ({
            id,
            name,
            tags,
            notes,
            expiry,
            rotateEveryMs,
            enabled,
            disabledNote,
            reference,
            secretAt,
            createdAt,
          }) => ({
            id,
            name,
            tags,
            notes,
            expiry,
            rotateEveryMs,
            enabled,
            disabledNote,
            reference,
            secretAt,
            createdAt,
          }),
        );
      expect(told(after)).toEqual(told(before));
      expect((await other.client.profiles.reveal({ id: 'anthropic:work' })).secret).toBe(anthropic);
      expect((await other.client.transfer.preview(input)).counts).toMatchObject({ same: 3 });
    } finally {
      await other.end();
    }
  });

  it('without secrets holds none, and may lie open', async () => {
    await core.client.profiles.add(everything);
    const { content, sealed } = await core.client.transfer.export({ secrets: false });
    expect(sealed).toBe(false);
    expect(JSON.parse(content)).toMatchObject({
      schema: 'keywatch.export/1',
      content: { profiles: [{ name: 'Work' }] },
    });
    expect(leaksOf(anthropic, [{ where: 'the file', content }])).toEqual([]);
    expect(content).not.toContain('fingerprint');
    expect((await core.client.profiles.accesses({})).entries).toEqual([]);
    await core.client.profiles.edit({ id: 'anthropic:work', notes: 'another' });
    expect((await take(content)).entries[0]).toMatchObject({
      state: 'changed',
      fields: [{ field: 'notes' }],
    });
    expect(await secretOf('anthropic:work')).toBe(anthropic);
    const other = await realCore({ KEYWATCH_OFFLINE: '1' });
    try {
      expect(states(await other.client.transfer.preview({ content }))).toEqual(['skipped anthropic:work']);
    } finally {
      await other.end();
    }
  });

  it('with secrets and no passphrase is refused', async () => {
    await add('Work', anthropic);
    await expect(core.client.transfer.export({ secrets: true })).rejects.toMatchObject({ code: 'bad_usage' });
    expect((await core.client.profiles.accesses({})).entries).toEqual([]);
  });

  it('brings the order along where there is none', async () => {
    const content = json({
      schema: 'keywatch.export/1',
      content: {
        profiles: [
          { id: 'openai:a', name: 'A', provider: 'openai', kind: 'api_key', secret: openai },
          { id: 'openai:b', name: 'B', provider: 'openai', kind: 'api_key', reference: 'env:B' },
        ],
        order: { openai: ['openai:b', 'openai:a', 'openai:gone'] },
      },
    });
    const plan = await take(content);
    expect(plan.difference.order).toEqual([
      { provider: 'openai', agent: null, pinned: false, before: [], after: ['openai:b', 'openai:a'] },
    ]);
    const { profiles } = await core.client.profiles.list({ provider: 'openai' });
    expect(profiles[0]?.id).toBe('openai:b');
  });

  it('brings the order of each agent and the pins along, and changes none that was made here', async () => {
    await add('A', openai);
    await add('B', `${openai.slice(0, -2)}ee`);
    const { order, transfer } = core.client;
    await order.set({ provider: 'openai', agent: 'work', ids: ['openai:b', 'openai:a'] });
    await order.pin({ id: 'openai:b' });
    const { content } = await transfer.export({ secrets: true, passphrase });
    await order.set({ provider: 'openai', agent: 'work', ids: ['openai:a'] });
    await order.unpin({ provider: 'openai' });
    const again = await take(content, { passphrase });
    expect(again.difference.order).toEqual([
      { provider: 'openai', agent: null, pinned: true, before: [], after: ['openai:b'] },
    ]);

    const other = await realCore({ KEYWATCH_OFFLINE: '1' });
    try {
      const plan = await other.client.transfer.import({ content, passphrase });
      expect(plan.difference.order).toMatchObject([{ agent: 'work' }, { pinned: true }]);
      const explained = await other.client.order.explain({ provider: 'openai', agent: 'work' });
      expect(explained).toMatchObject({
        explicit: ['openai:b', 'openai:a'],
        pinned: 'openai:b',
        from: 'agent',
      });
    } finally {
      await other.end();
    }
  });
});
