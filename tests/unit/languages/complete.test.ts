import { IntlMessageFormat } from 'intl-messageformat';
import { expect, it } from 'vitest';
import { translationOf } from '../../../src-shared/languages/load.ts';
import { phrases, told } from '../../../src-shared/languages/zh-cn/phrases.ts';
import { say, speak, telling } from '../../../src-shared/say.ts';
import { plainRefusals, sourcesIn, textsOf } from '../../fixtures/sayings.ts';

const files = ['src-renderer', 'src-shared', 'src-main', 'src-cli']
  .flatMap(sourcesIn)
  .filter((file) => !file.startsWith('src-shared/languages/') && file !== 'src-shared/say.ts');
const texts = new Map(files.map((file) => [file, textsOf(file)]));
const messages = [...new Set([...texts.values()].flatMap(({ said }) => said))].filter(
  (text) => text !== null,
);

/** Every name a message may want; counts as one and as many. */
const valuesOf = (message: string, count: number) =>
  Object.fromEntries(
    [...message.matchAll(/\{(\w+)/g)].map(([, name]) => [name, /plural/.test(message) ? count : `${name}!`]),
  );
const icu = (message: string) => new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true });
const namesIn = (message: string) => {
  const names = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('type' in value && 'value' in value && typeof value.value === 'string' && value.type !== 0)
      names.add(value.value);
    for (const child of Object.values(value)) look(child);
  };
  look(icu(message).getAst());
  return [...names].sort();
};

it('every message is a plain string where it is said', () => {
  const composed = [...texts].filter(([, { said }]) => said.includes(null)).map(([file]) => file);
  expect(composed).toEqual([]);
});

it('English reads each message as the library of the other languages would', () => {
  for (const message of messages) {
    for (const count of [1, 2, 21]) {
      const values = valuesOf(message, count);
      expect(say(message as '', ...([values] as unknown as []))).toBe(icu(message).format(values));
    }
  }
});

it('Simplified Chinese has every message, with the same names in it', () => {
  expect(messages.filter((message) => !Object.hasOwn(phrases, message))).toEqual([]);
  const other = messages.filter(
    (message) => String(namesIn(message)) !== String(namesIn(phrases[message] ?? '')),
  );
  expect(other).toEqual([]);
});

it('what the core tells is heard: it stands among what is told', () => {
  const all = new Set([...texts.values()].flatMap((text) => text.told));
  expect([...all].filter((message) => !Object.hasOwn(told, message))).toEqual([]);
});

it('whatever the core tells is heard as itself, whatever stands in it', async () => {
  const chinese = await translationOf('zh-CN');
  const values = (message: string, count: number) =>
    Object.fromEntries(
      [...message.matchAll(/\{(\w+)/g)].map(([, name = ''], index) => [
        name,
        name === 'count' ? count : `a.b/${index}`,
      ]),
    );
  const all = [...new Set([...texts.values()].flatMap((text) => text.told))];
  const misheard = all.flatMap((message) =>
    [1, 3].flatMap((count) => {
      const given = values(message, count);
      const english = telling(message as '', ...([given] as unknown as []));
      const wanted = chinese?.of(message, given);
      return chinese?.heard(english) === wanted ? [] : [[english, chinese?.heard(english)]];
    }),
  );
  expect(misheard).toEqual([]);
});

it('Simplified Chinese has no phrase that nobody says', () => {
  expect(Object.keys(phrases).filter((phrase) => !messages.includes(phrase))).toEqual([]);
});

/** Rooms whose every word goes through `say` or `telling`. */
const finished = [
  'src-main/alerts',
  'src-main/desktop/tray-model.ts',
  'src-main/doctor',
  'src-main/gateways/findings/findings.ts',
  'src-main/gateways/findings/plain-places.ts',
  'src-main/gateways/findings/reachable-refs.ts',
  'src-main/gateways/findings/same-account.ts',
  'src-main/profiles',
  'src-main/providers/candidate.ts',
  'src-main/providers/clean-paste.ts',
  'src-main/providers/foreign-keys.ts',
  'src-main/providers/name-key.ts',
  'src-main/providers/paste-json.ts',
  'src-main/providers/plan-windows.ts',
  'src-main/providers/read-answer.ts',
  'src-main/providers/recognise.ts',
  'src-main/providers/signed-token.ts',
  'src-main/references',
  'src-main/selection',
  'src-main/transfer',
  'src-main/use',
  'src-main/vault',
  'src-renderer/accesses',
  'src-renderer/add',
  'src-renderer/app.tsx',
  'src-renderer/attention',
  'src-renderer/calendar',
  'src-renderer/details',
  'src-renderer/discover',
  'src-renderer/doctor',
  'src-renderer/explain',
  'src-renderer/locked',
  'src-renderer/protection',
  'src-renderer/first',
  'src-renderer/gateways',
  'src-renderer/header',
  'src-renderer/keeping',
  'src-renderer/over.tsx',
  'src-renderer/palette',
  'src-renderer/parts',
  'src-renderer/profiles',
  'src-renderer/relay',
  'src-renderer/settings',
  'src-renderer/store',
  'src-renderer/use-shortcuts.ts',
  'src-shared/attention-cases.ts',
  'src-shared/attention.ts',
  'src-shared/effect.ts',
  'src-shared/error-words.ts',
  'src-shared/evidence.ts',
  'src-shared/list.ts',
  'src-shared/meaning.ts',
  'src-shared/sentence.ts',
  'src-shared/state-word.ts',
  'src-shared/wording.ts',
];

/** Of two words and yet none of a language: what a machine reads. */
const noWords = new Set([
  'PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE',
  'Bearer {}',
  'not noted',
  'login shell',
]);

it('nothing in the window is said past the languages', () => {
  const past = finished.flatMap((room) =>
    [...texts]
      .filter(([file]) => file === room || file.startsWith(`${room}/`))
      .flatMap(([file, { unsaid }]) =>
        unsaid.filter((text) => !noWords.has(text)).map((text) => `${file}: ${text}`),
      ),
  );
  expect(past).toEqual([]);
});

/** Said to who types a command, and never in a window. */
const onlyTyped = ['src-main/gateways/references/typed-ref.ts', 'src-shared/select-profile.ts'];

it('whatever the core refuses is told, so that a window can say it', () => {
  const plain = [...sourcesIn('src-main'), ...sourcesIn('src-shared')]
    .filter((file) => !onlyTyped.includes(file))
    .flatMap((file) => plainRefusals(file).map((text) => `${file}: ${text}`));
  expect(plain).toEqual([]);
  expect(onlyTyped.filter((file) => plainRefusals(file).length === 0)).toEqual([]);
});

it('a process speaks one language after another, and English where a table has no word', async () => {
  speak(await translationOf('zh-CN'));
  try {
    expect(say('Check now')).toBe('立即检查');
    expect(say('Nobody has translated {what}.' as '{what}', { what: 'this' })).toBe(
      'Nobody has translated this.',
    );
  } finally {
    speak(null);
  }
  expect(say('Check now')).toBe('Check now');
});
