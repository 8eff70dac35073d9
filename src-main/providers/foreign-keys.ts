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
  other('Cursor API key', 'crsr_'),
  other('Replicate token', 'r8_', /^r8_[A-Za-z0-9]{37}$/),
  other('ElevenLabs API key', 'sk_', /^sk_[a-f0-9]{48}$/),
  other('1Password service account token', 'ops_eyJ'),
  other('AWS access key id', 'AKIA', /^AKIA[A-Z2-7]{16}$/),
  other('Slack token', 'xoxb-'),
  other('Slack token', 'xoxp-'),
  other('npm token', 'npm_', /^npm_[A-Za-z0-9]{36}$/),
  ...['ghs_', 'ghr_'].map((prefix) => ({
    ...other('GitHub token', prefix, /^gh[sr]_[A-Za-z0-9]{36,251}$/),
    checksum: githubChecksum,
  })),
];

/** Variables of services without a file here, whose keys have no form of their own. */
export const foreignVariables: ReadonlyMap<string, Pick<ForeignShape, 'label' | 'serves'>> = new Map([
  ['CURSOR_API_KEY', { label: 'Cursor API key', serves: 'other' }],
  ['REPLICATE_API_TOKEN', { label: 'Replicate token', serves: 'other' }],
  ['ELEVENLABS_API_KEY', { label: 'ElevenLabs API key', serves: 'other' }],
  ['OPENCODE_API_KEY', { label: 'OpenCode API key', serves: 'models' }],
  ['CLINE_API_KEY', { label: 'Cline API key', serves: 'models' }],
  ['OP_SERVICE_ACCOUNT_TOKEN', { label: '1Password service account token', serves: 'other' }],
  ['INFISICAL_TOKEN', { label: 'Infisical token', serves: 'other' }],
]);
