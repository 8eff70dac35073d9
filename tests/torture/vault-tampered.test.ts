import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startFakeProvider, modelList, type FakeProvider } from '../fixtures/fake-provider.ts';
import { realCore } from '../fixtures/real-core.ts';
import type { Json } from '../fixtures/vaults/memory-vault.ts';
import { claim } from './claim.ts';
import { choices, inventedKey } from './vault-model.ts';

const pick = choices(4);
const [a, b] = ['openai:a', 'openai:b'];
const secrets = { [a]: inventedKey(pick), [b]: inventedKey(pick) };
const earlier = inventedKey(pick);

let rightful: FakeProvider;
let other: FakeProvider;
let home: string;
let path: string;
/** The vault when `a` had its earlier secret. */
let older: string;

beforeAll(async () => {
  [rightful, other] = await Promise.all([startFakeProvider(), startFakeProvider()]);
});
afterAll(async () => {
  await Promise.all([rightful.close(), other.close()]);
});
beforeEach(async () => {
  for (const provider of [rightful, other]) provider.script('*', [modelList]);
  home = mkdtempSync(join(tmpdir(), 'keywatch-tampered-'));
  path = join(home, 'vault.json');
  const { client, close } = await realCore({}, home);
  for (const id of [a, b]) {
    const secret = id === a ? earlier : secrets[id];
    await client.profiles.add({ provider: 'openai', id, secret, baseUrl: rightful.url, probe: false });
  }
  older = readFileSync(path, 'utf8');
  await client.profiles.replaceSecret({ id: a, secret: secrets[a], probe: false });
  await close();
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

type Records = Json['profiles'];
const record = (records: Records, id: string) => records[id] ?? expect.fail(`there is no ${id}`);
const old = () => JSON.parse(older) as Json;

interface Case {
  tamper(json: Json): void;
  /** Profiles that are named as damaged, and no others. */
  damaged: string[];
  /** What is said of the whole; null where nothing is. */
  said: RegExp | null;
}

const cases: Record<string, Case> = {
  'nothing is changed': { tamper() {}, damaged: [], said: null },
  'two sealed secrets are exchanged': {
    tamper({ profiles }) {
      const [first, second] = [record(profiles, a), record(profiles, b)];
      [first.secret, second.secret] = [second.secret, first.secret];
    },
    damaged: [a, b],
    said: null,
  },
  'two records are exchanged': {
    tamper({ profiles }) {
      [profiles[a], profiles[b]] = [record(profiles, b), record(profiles, a)];
    },
    damaged: [a, b],
    said: null,
  },
  'a secret is copied to another profile': {
    tamper: ({ profiles }) => (record(profiles, b).secret = record(profiles, a).secret),
    damaged: [b],
    said: null,
  },
  'a record is copied under another id': {
    tamper: ({ profiles }) => (profiles['openai:copy'] = record(profiles, a)),
    damaged: ['openai:copy'],
    said: null,
  },
  'a host is edited': {
    tamper: ({ profiles }) => (record(profiles, a)['baseUrl'] = other.url),
    damaged: [a],
    said: null,
  },
  'the provider is edited': {
    tamper: ({ profiles }) => (record(profiles, a)['provider'] = 'deepseek'),
    damaged: [a],
    said: null,
  },
  'an older record is put back': {
    tamper: ({ profiles }) => (profiles[a] = record(old().profiles, a)),
    damaged: [a],
    said: null,
  },
  'an older secret is put back into its record': {
    tamper: ({ profiles }) => (record(profiles, a).secret = record(old().profiles, a).secret),
    damaged: [a],
    said: null,
  },
  'an older record is put back and listed': {
    tamper(json) {
      json.profiles[a] = record(old().profiles, a);
      json.marks = old().marks;
    },
    damaged: [],
    said: /outside Keywatch/,
  },
  'the whole older file is put back': {
    tamper(json) {
      Object.assign(json, old());
    },
    damaged: [],
    said: /older than the one last seen/,
  },
  'a profile is taken out': {
    tamper: ({ profiles }) => Reflect.deleteProperty(profiles, b),
    damaged: [],
    said: /taken out outside Keywatch/,
  },
};

test.each(Object.entries(cases))(
  'where %s, no key goes where it was not put, and it is said',
  { timeout: 60_000 },
  async (name, { tamper, damaged, said }) => {
    const json = JSON.parse(readFileSync(path, 'utf8')) as Json;
    tamper(json);
    writeFileSync(path, JSON.stringify(json));
    const askedBefore = rightful.requests().length;

    const core = await realCore({}, home);
    try {
      core.keywatch.start();
      const { profiles } = await core.client.profiles.list({});
      const named = profiles.filter((each) => each.damaged).map(({ id }) => id);
      expect(named.toSorted()).toEqual(damaged);
      for (const { id } of profiles) {
        await core.client.probes.test({ ids: [id] }).catch(() => null);
        const caller = { door: 'local', program: 'torture', pid: null, action: 'reveal' } as const;
        const secret = await core.keywatch.profiles.reveal(id, caller).catch((error: unknown) => error);
        if (damaged.includes(id)) expect(secret).toMatchObject({ code: 'profile_damaged' });
        else expect([secrets[a], secrets[b], ...(said === null ? [] : [earlier])]).toContain(secret);
      }
      const { reason } = core.keywatch.state().vault;
      if (said === null) expect(reason).toBeNull();
      else expect(reason).toMatch(said);

      const asked = rightful.requests().slice(askedBefore);
      const sound = profiles.filter((each) => !each.damaged).map(({ id }) => id);
      expect(other.requests()).toEqual([]);
      // Those that are as they were are asked about, so that silence about the others means something.
      for (const id of sound)
        if (said === null) expect(asked.map(({ key }) => key)).toContain(secrets[id as keyof typeof secrets]);
      for (const id of damaged) {
        const key = secrets[id as keyof typeof secrets];
        if (key !== undefined) expect(asked.map((request) => request.key)).not.toContain(key);
      }
      claim(`vault: ${name}`, {
        'damaged and refused': damaged.length,
        'requests with their keys': 0,
        'requests of the others': asked.length,
        said: said === null ? 'of the profiles' : 'of the vault',
      });
    } finally {
      await core.end();
    }
  },
);
