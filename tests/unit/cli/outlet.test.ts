import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createOutlet, type Outlet } from '../../../src-cli/running/outlet.ts';
import { sourceOfStream } from '../../../src-cli/running/source.ts';
import { createRedactor } from '../../../src-main/use/redactor.ts';
import { inventedKeys } from '../../fixtures/real-core.ts';

const secret = inventedKeys.anthropic;
let directory: string;
let file: number;
let program: PassThrough;
let outlet: Outlet;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'keywatch-outlet-'));
  file = openSync(join(directory, 'out'), 'w');
  program = new PassThrough();
  const redactor = createRedactor([{ secret, mask: '<mask>' }]);
  outlet = createOutlet(sourceOfStream(program), file, redactor, () => undefined);
});
afterEach(async () => {
  program.destroy();
  closeSync(file);
  await rm(directory, { recursive: true });
});

const written = () => readFileSync(join(directory, 'out'), 'utf8');

test('a program that writes its key letter by letter is read on, though nothing of it may be shown', async () => {
  for (const letter of `${secret} and on\n`) {
    program.write(letter);
    await new Promise(setImmediate);
  }
  program.end();
  await outlet.done;
  expect(written()).toBe('<mask> and on\n');
});

test('nor is one held up that says no more than a beginning', async () => {
  for (const letter of secret.slice(0, 40)) {
    program.write(letter);
    await new Promise(setImmediate);
  }
  program.end();
  await outlet.done;
  expect(written()).toBe(secret.slice(0, 40));
});
