import { crc32 } from 'node:zlib';
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
  key('Hugging Face token', 'hf_', /^hf_[A-Za-z0-9]{34}$/),
  key('Hugging Face organisation token', 'api_org_', /^api_org_[A-Za-z0-9]{34}$/),
  key('Amazon Bedrock API key', 'ABSK', /^ABSK[A-Za-z0-9+/]{109,269}={0,2}$/),
  key('short-term Amazon Bedrock API key', 'bedrock-api-key-'),
  key('MiniMax subscription key', 'sk-cp-'),
  key('MiniMax API key', 'sk-api-'),
  key('Qwen Coding Plan key', 'sk-sp-'),
  key('Kimi Code key', 'sk-kimi-'),
  key('Cursor API key', 'crsr_'),
  key('Replicate token', 'r8_', /^r8_[A-Za-z0-9]{37}$/),
  other('1Password service account token', 'ops_eyJ'),
  other('Google access token', 'ya29.'),
  other('AWS access key id', 'AKIA', /^AKIA[A-Z2-7]{16}$/),
  other('Slack token', 'xoxb-'),
  other('Slack token', 'xoxp-'),
  other('npm token', 'npm_', /^npm_[A-Za-z0-9]{36}$/),
  other('GitHub fine-grained token', 'github_pat_', /^github_pat_\w{82}$/),
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map((prefix) => ({
    ...other('GitHub token', prefix, /^gh[pousr]_[A-Za-z0-9]{36,251}$/),
    checksum: githubChecksum,
  })),
];

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * Whether the last six characters of a GitHub token are the base-62 CRC-32 of the thirty before. Longer tokens have
 * no published checksum and pass. https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
 */
export function githubChecksum(token: string): boolean {
  const body = token.slice(token.indexOf('_') + 1);
  if (body.length !== 36) return true;
  let rest = crc32(body.slice(0, 30));
  let sum = '';
  for (let place = 0; place < 6; place++) {
    sum = (digits[rest % 62] ?? '0') + sum;
    rest = Math.floor(rest / 62);
  }
  return sum === body.slice(30);
}
