import { providers } from './index.ts';
import { originOf } from './origin.ts';
import { keyPrefixes, shapeOf } from './known-shapes.ts';
import type { Provider } from './provider.ts';

/** Marks that only one provider's answers or tools carry, where its id, name, hosts and keys are not enough. */
const marks: Readonly<Record<string, RegExp>> = {
  anthropic:
    /\banthropic-(?:ratelimit|organization-id|version)\b|"type":\s?"error",\s?"error":\s?\{\s?"type"/i,
  'claude-code':
    /\bclaude (?:code|ai usage limit)\b|run \/login|\bclaude_code_oauth_token\b|\boauth token\b/i,
  openai: /\bopenai-(?:organization|processing-ms|version)\b|platform\.openai\.com/i,
  google:
    /generativelanguage|google\.rpc\.|\bgemini\b|\bai studio\b|\bgoogle ?generative ?ai\b|aistudio\.google/i,
  openrouter: /openrouter/i,
  'openai-codex': /\bcodex\b|chatgpt\.com/i,
  'google-vertex': /\bvertex ?ai\b|aiplatform\.googleapis/i,
  'kimi-code': /\bkimi (?:for )?cod|api\.kimi\.com/i,
  groq: /\bx-groq-|console\.groq\.com/i,
  'amazon-bedrock': /\bx-amzn-|\bbedrock\b|\bbotocore\b[^]{0,400}\b(?:InvokeModel|Converse)/i,
  'azure-openai':
    /\.openai\.azure\.com|\bazure openai\b|cognitiveservices|\bDeploymentNotFound\b|\binvalid subscription key or wrong api endpoint\b/i,
  'github-copilot': /\bcopilot token usage\b|\bcopilot_internal\b|githubcopilot\.com/i,
  litellm: /\blitellm\b/i,
  minimax: /\bbase_resp\b/i,
};

/** What is part of another provider's offer: a mark of the part takes the signs of the whole. */
const partOf: Readonly<Record<string, string>> = {
  'claude-code': 'anthropic',
  'openai-codex': 'openai',
  'google-vertex': 'google',
  'kimi-code': 'moonshot',
};

/** Whose signs are told apart: an address counts for more than a mark, and a mark for more than a name. */
const weight = { host: 8, mark: 4, key: 4, name: 2 } as const;

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

function hostsOf(provider: Provider): string[] {
  const origin = originOf(provider, { baseUrl: null, config: {} });
  return [origin, provider.links.keys, provider.links.billing]
    .flatMap((address) => (address === null ? [] : [URL.parse(address)?.host]))
    .filter((host) => host !== undefined && !/^(?:127\.|localhost|\[)/.test(host) && host !== 'github.com')
    .map(String);
}

interface Signs {
  provider: Provider;
  hosts: readonly string[];
  name: RegExp;
}

/** As a name (capitals count), as the class an SDK throws, as a setting (`provider: x`), as a variable. */
function nameIn({ id, name, variables }: Provider): RegExp {
  const written = [
    String.raw`${escaped(name)}\b`,
    String.raw`${escaped(name.replaceAll(/\W/g, ''))}\w{0,20}(?:Error|Exception)\b`,
    String.raw`provider["']?[ \t]?[:=][ \t]?["']?${escaped(id)}\b`,
    ...variables.map((variable) => String.raw`${variable}\b`),
  ];
  return new RegExp(String.raw`\b(?:${written.join('|')})`);
}

const signs: readonly Signs[] = providers
  .filter(({ id }) => id !== 'custom')
  .map((provider) => ({ provider, hosts: hostsOf(provider), name: nameIn(provider) }));

function scoreOf(
  { provider, hosts, name }: Signs,
  text: string,
  hostsInText: ReadonlySet<string>,
  keys: ReadonlySet<string>,
): number {
  const seen =
    (hosts.some((host) => hostsInText.has(host)) ? weight.host : 0) +
    (marks[provider.id]?.test(text) === true ? weight.mark : 0) +
    (keys.has(provider.id) ? weight.key : 0) +
    (name.test(text) ? weight.name : 0);
  return seen;
}

/** The providers whose keys, masked or whole, stand in the text. */
function ownersOfKeys(text: string): Set<string> {
  const candidates = text.match(/\b[A-Za-z]{2,8}[-_.][\w*.…-]{2,200}/g) ?? [];
  const owners = candidates
    .slice(0, 200)
    .filter((candidate) => keyPrefixes.some((prefix) => prefix.length > 3 && candidate.startsWith(prefix)))
    .map((candidate) => shapeOf(candidate)?.known.provider?.id);
  return new Set(owners.filter((id) => id !== undefined));
}

/** Which provider an error is from, by the signs in its text; null when none or several are as likely. */
export function nameByError(text: string): Provider | null {
  const hostsInText = new Set(
    [...text.matchAll(/\b(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,12}\b/gi)].map(([host]) => host.toLowerCase()),
  );
  const keys = ownersOfKeys(text);
  const scores = new Map(signs.map((one) => [one.provider.id, scoreOf(one, text, hostsInText, keys)]));
  for (const [id, wider] of Object.entries(partOf))
    if (marks[id]?.test(text)) scores.set(id, (scores.get(id) ?? 0) + (scores.get(wider) ?? 0));
  const [best, next] = signs
    .map(({ provider }) => ({ provider, score: scores.get(provider.id) ?? 0 }))
    .sort((a, b) => b.score - a.score);
  return best !== undefined && best.score > (next?.score ?? 0) ? best.provider : null;
}
