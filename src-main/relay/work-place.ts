import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { keyHeader } from '../providers/ask.ts';
import { checkBaseUrl, pathBelow } from '../providers/base-url.ts';
import { originOf } from '../providers/origin.ts';
import type { ProbeSubject, Provider } from '../providers/provider.ts';
import type { KeyPlace } from './wire.ts';

type Subject = Pick<ProbeSubject, 'kind' | 'api' | 'baseUrl' | 'config'>;
type Manner = keyof typeof keyHeader;

/** Why a provider's credentials are never sent by the relay: they are logins, or no keys. */
const unserved: Readonly<Record<string, string>> = {
  'claude-code':
    'Claude logins and setup tokens are for Claude Code and Anthropic’s own apps by Anthropic’s terms, so Keywatch never sends one; nothing was sent; store an API key of platform.claude.com and ask for /anthropic, or run Claude Code by keywatch claude.',
  'openai-codex':
    'A Codex login belongs to Codex, which renews it, so Keywatch never sends it; nothing was sent; store an OpenAI API key and ask for /openai.',
  'github-copilot':
    'A GitHub login is for Copilot’s own tools, so Keywatch never sends it; nothing was sent; use the API key of another provider.',
  'google-vertex':
    'Vertex takes logins that Google’s own libraries renew, and no key; nothing was sent; store a Gemini API key and ask for /google.',
};

/** Why nothing of this provider goes through the relay (providers.md §2.3, §2.4); null where its keys do. */
export const whyUnserved = (provider: string): string | null =>
  Object.hasOwn(unserved, provider) ? (unserved[provider] ?? null) : null;

/** Where work is done, for those who answer a probe elsewhere. */
const elsewhere: Readonly<Record<string, (config: Subject['config']) => string | null>> = {
  nvidia: () => 'https://integrate.api.nvidia.com',
  huggingface: () => 'https://router.huggingface.co',
  'cloudflare-ai-gateway': () => 'https://gateway.ai.cloudflare.com',
  'amazon-bedrock': ({ region = '' }) =>
    /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region) ? `https://bedrock-runtime.${region}.amazonaws.com` : null,
};

/** Where a profile's key works and how a request is told there (D-B5); null where nothing says. */
export function workPlace(
  provider: Provider,
  subject: Subject,
  path: string,
): { origin: string; path: string } | null {
  const base =
    subject.baseUrl ??
    elsewhere[provider.id]?.(subject.config) ??
    originOf(provider, { ...subject, baseUrl: null });
  if (base === null) return null;
  const checked = checkBaseUrl(base);
  return { origin: new URL(checked).origin, path: pathBelow(checked, path) };
}

/** The forms of key that have an own header, by provider. */
const manners: Readonly<Record<string, (path: string) => Manner>> = {
  anthropic: () => 'xApiKey',
  // Google's OpenAI-compatible paths take a bearer alone.
  google: (path) => (/^\/v\d\w*\/openai(?:\/|$)/.test(path) ? 'bearer' : 'googApiKey'),
};

/** The headers that carry a key to where it works. Throws `invalid_input` for what no header can hold, without repeating it. */
export function keyHeaders(
  provider: Provider,
  { kind, api }: Subject,
  { secret, path, place }: { secret: string | null; path: string; place: KeyPlace },
): Readonly<Record<string, string>> {
  if (secret === null) return {};
  if (!/^[\x21-\x7e]+$/.test(secret))
    throw new KeywatchError(
      'invalid_input',
      telling('This key holds characters that no request can carry; nothing was sent; store it anew.'),
    );
  if (provider.id === 'cloudflare-ai-gateway') return { 'cf-aig-authorization': `Bearer ${secret}` };
  return keyHeader[mannerOf(provider, kind, api, path, place)](secret);
}

function mannerOf(
  { id }: Provider,
  kind: Subject['kind'],
  api: Subject['api'],
  path: string,
  place: KeyPlace,
): Manner {
  if (id === 'azure-openai') return kind === 'token' ? 'bearer' : 'apiKey';
  if (api === 'anthropic') return kind === 'token' ? 'bearer' : 'xApiKey';
  // Vendors with several APIs take their key where each of these has it, and the client knows which it speaks.
  return manners[id]?.(path) ?? (place === 'x-api-key' ? 'xApiKey' : 'bearer');
}

/** Claude's logins and sessions, wherever they are stored: none of them is an API key. */
export const isClaudeLogin = (secret: string): boolean => /^sk-ant-(?:oat|ort|sid)/.test(secret);
