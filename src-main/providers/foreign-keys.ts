import { telling } from '../../src-shared/say.ts';
import { githubChecksum } from './github-checksum.ts';
import type { KeyShape } from './provider.ts';

/** A key of a service that has no file here: known so that it is named when pasted and redacted when it turns up. */
export type ForeignShape = Pick<KeyShape, 'label' | 'prefix' | 'pattern' | 'checksum'> & {
  /** What it opens: models, so that its server may be added as a custom one, or something else altogether. */
  serves: 'models' | 'other';
};

const key = (label: string, prefix: string, pattern?: RegExp): ForeignShape => ({
  label,
  prefix,
  serves: 'models',
  ...(pattern === undefined ? {} : { pattern }),
});
const other = (label: string, prefix: string, pattern?: RegExp): ForeignShape => ({
  ...key(label, prefix, pattern),
  serves: 'other',
});

/** Forms as secret scanners and vendors publish them. A provider's own file wins over a line here. */
export const foreignShapes: readonly ForeignShape[] = [
  other(telling('Cursor API key'), 'crsr_'),
  other(telling('Replicate token'), 'r8_', /^r8_[A-Za-z0-9]{37}$/),
  other(telling('ElevenLabs API key'), 'sk_', /^sk_[a-f0-9]{48}$/),
  other(telling('1Password service account token'), 'ops_eyJ'),
  other(telling('AWS access key id'), 'AKIA', /^AKIA[A-Z2-7]{16}$/),
  other(telling('Slack token'), 'xoxb-'),
  other(telling('Slack token'), 'xoxp-'),
  other(telling('npm token'), 'npm_', /^npm_[A-Za-z0-9]{36}$/),
  ...['ghs_', 'ghr_'].map((prefix) => ({
    ...other(telling('GitHub token'), prefix, /^gh[sr]_[A-Za-z0-9]{36,251}$/),
    checksum: githubChecksum,
  })),
];

/** Variables of services without a file here, whose keys have no form of their own. */
export const foreignVariables: ReadonlyMap<string, Pick<ForeignShape, 'label' | 'serves'>> = new Map([
  ['CURSOR_API_KEY', { label: telling('Cursor API key'), serves: 'other' }],
  ['REPLICATE_API_TOKEN', { label: telling('Replicate token'), serves: 'other' }],
  ['ELEVENLABS_API_KEY', { label: telling('ElevenLabs API key'), serves: 'other' }],
  ['OPENCODE_API_KEY', { label: telling('OpenCode API key'), serves: 'models' }],
  ['CLINE_API_KEY', { label: telling('Cline API key'), serves: 'models' }],
  ['OP_SERVICE_ACCOUNT_TOKEN', { label: telling('1Password service account token'), serves: 'other' }],
  ['INFISICAL_TOKEN', { label: telling('Infisical token'), serves: 'other' }],
]);
