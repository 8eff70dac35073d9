import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWindowFile } from '../../../src-main/machine/window-file.ts';
import { windowSettingsSchema } from '../../../src-shared/contract-schema.ts';
import { defaultWindowSettings } from '../../../src-shared/settings.ts';

const silent = { error() {}, warn() {}, info() {}, debug() {} };
const arranged = {
  columns: { name: 200 },
  hidden: ['latency'],
  sort: { column: 'name', descending: true },
  grouped: false,
  recoveryOffered: true,
  lookedAround: true,
  setupDismissed: true,
  privacy: true,
  singleKeys: false,
};

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywatch-window-'));
  path = join(folder, 'window.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('keeps how the window was left, for its owner alone', () => {
  const file = openWindowFile(path, silent);
  expect(file.read()).toEqual(defaultWindowSettings);
  file.write(arranged);
  expect(openWindowFile(path, silent).read()).toEqual(arranged);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(arranged);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
});

describe('of a file that another hand wrote, it gives only what a door lets out', () => {
  it.each([
    ['no JSON', '{"columns"', defaultWindowSettings],
    ['a list', '[1]', defaultWindowSettings],
    ['null', 'null', defaultWindowSettings],
    [
      'members of another kind',
      '{"columns":5,"hidden":{},"sort":"x","grouped":1,"recoveryOffered":"no","privacy":1}',
      defaultWindowSettings,
    ],
    [
      'some of another kind',
      '{"columns":{"name":200,"id":"wide"},"hidden":["latency",7],"sort":{"column":"name"},"grouped":false}',
      { ...defaultWindowSettings, columns: { name: 200 }, hidden: ['latency'], grouped: false },
    ],
    [
      'names that no column has',
      '{"columns":{"a b":1},"hidden":["latency","sk-0"],"sort":{"column":"1/2","descending":true},"grouped":false}',
      { ...defaultWindowSettings, hidden: ['latency'], grouped: false },
    ],
    ['members nobody knows', '{"grouped":false,"later":1}', { ...defaultWindowSettings, grouped: false }],
  ])('%s', (_, text, expected) => {
    writeFileSync(path, text);
    const read = openWindowFile(path, silent).read();
    expect(read).toEqual(expected);
    expect(windowSettingsSchema.strict().parse(read)).toEqual(read);
  });
});

it('says that the arrangement could not be kept where nothing can be written', () => {
  mkdirSync(path);
  expect(() => openWindowFile(path, silent).write(arranged)).toThrow(
    expect.objectContaining({ code: 'write_failed' }),
  );
});
