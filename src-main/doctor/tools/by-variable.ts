import { join } from 'node:path';
import { telling } from '../../../src-shared/say.ts';
import { readPeerFile } from '../../gateways/stores/peer-file.ts';
import { fieldsAt, textAt } from '../../gateways/stores/fields-at.ts';
import { variables, type Offer, type Standing, type Tool } from './tool.ts';

interface ByVariable {
  id: string;
  name: string;
  provider: string;
  /** In the order in which they are looked at. */
  names: readonly string[];
  kind?: Offer['kind'];
  baseUrl?: string;
  /** What goes before its variables, or comes after them. */
  before?(at: Standing): Offer[];
  after?(at: Standing): Offer[];
  ignores?: NonNullable<Tool['ignores']>;
}

const isBlank = (value: string | undefined) => (value?.trim() ?? '') === '';
const authToken = (env: Standing['env']) => variables(env, ['ANTHROPIC_AUTH_TOKEN'], { kind: 'token' });

/** Libraries and tools that take a variable and little else; each is told of where one of them is set. */
const table: readonly ByVariable[] = [
  {
    id: 'openai-sdk',
    name: 'OpenAI SDKs',
    provider: 'openai',
    names: ['OPENAI_API_KEY'],
    baseUrl: 'OPENAI_BASE_URL',
  },
  {
    id: 'anthropic-sdk',
    name: 'Anthropic SDKs',
    provider: 'anthropic',
    names: ['ANTHROPIC_API_KEY'],
    baseUrl: 'ANTHROPIC_BASE_URL',
    after: ({ env }) => (isBlank(env['ANTHROPIC_API_KEY']) ? authToken(env) : []),
    // They send the one header and the other.
    ignores: ({ env }) =>
      isBlank(env['ANTHROPIC_API_KEY'])
        ? []
        : authToken(env).map((offer) => ({ ...offer, why: telling('it is sent beside the key') })),
  },
  {
    id: 'google-sdk',
    name: 'Google Gen AI SDKs',
    provider: 'google',
    names: ['GOOGLE_API_KEY', 'GEMINI_API_KEY'],
    baseUrl: 'GOOGLE_GEMINI_BASE_URL',
  },
  {
    id: 'copilot-cli',
    name: 'Copilot CLI',
    provider: 'github-copilot',
    names: ['COPILOT_GITHUB_TOKEN', 'GH_TOKEN', 'GITHUB_TOKEN'],
    kind: 'token',
  },
  {
    id: 'huggingface-hub',
    name: 'Hugging Face libraries',
    provider: 'huggingface',
    names: ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN'],
    kind: 'token',
    after({ env, home }) {
      const folder = env['HF_HOME']?.trim() || join(home, '.cache', 'huggingface');
      const path = env['HF_TOKEN_PATH']?.trim() || join(folder, 'token');
      const token = readPeerFile(path)?.text?.trim();
      return variables({ token }, ['token'], { from: path, kind: 'token' });
    },
  },
  {
    id: 'llm',
    name: 'llm',
    provider: 'openai',
    names: ['OPENAI_API_KEY'],
    before({ env, home, platform }) {
      const usual =
        platform === 'darwin'
          ? join(home, 'Library', 'Application Support', 'io.datasette.llm')
          : join(home, '.config', 'io.datasette.llm');
      const path = join(env['LLM_USER_PATH']?.trim() || usual, 'keys.json');
      return variables({ openai: textAt(fieldsAt(path), 'openai') ?? undefined }, ['openai'], { from: path });
    },
  },
];

function asTool({ names, kind = 'key', baseUrl, before, after, ...row }: ByVariable): Tool {
  return {
    ...row,
    isHere: () => false,
    offers(at) {
      const own = before?.(at) ?? [];
      // A tool that keeps a store of its own is told of where it keeps something.
      if (before !== undefined && own.length === 0) return [];
      return [...own, ...variables(at.env, names, { kind }), ...(after?.(at) ?? [])];
    },
    baseUrl: baseUrl ?? null,
  };
}

export const byVariable: readonly Tool[] = table.map(asTool);
