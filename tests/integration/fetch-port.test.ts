import { nodeFetch } from '../../src-main/headless/node-fetch.ts';
import { describeFetchPort } from '../fixtures/fetch-port.ts';

describeFetchPort("the headless port, over Node's own fetch", () => nodeFetch);
