import { nodeFetch } from '../../src-main/headless/node-fetch.ts';
import { describeOneHost } from '../fixtures/fake-provider/one-host.ts';

describeOneHost("no credential reaches a second host over Node's own fetch", () => nodeFetch);
