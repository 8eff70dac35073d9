/** The OpenClaw family's own reports (D-B4): one chunk, loaded when one of them is asked for. */
export { modelsList } from './models-list.ts';
export { modelsLogin } from './models-login.ts';
export { modelsStatus } from './models-status.ts';
