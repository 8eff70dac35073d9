import { beforeAll } from 'vitest';
import * as electron from 'electron';
import { createProbeFetch } from '../../src-main/desktop/probe-fetch.ts';
import { newMachine } from '../fixtures/electron.fake.ts';
import { describeOneHost } from '../fixtures/fake-provider/one-host.ts';

beforeAll(() => newMachine());

describeOneHost("no credential reaches a second host over Electron's network", () =>
  createProbeFetch(electron),
);
