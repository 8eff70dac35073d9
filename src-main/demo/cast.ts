import type { Story } from './stories.ts';

/** One invented profile of the sample vault. Times are days from the moment it opens. */
export interface Part {
  provider: string;
  name: string;
  story: Story;
  /** What its key looks like: a beginning, and how many letters follow; nothing where a server takes none. */
  key: { begins: string; letters: number; ends?: string } | null;
  kind?: 'api_key' | 'token' | 'none';
  /** When it came, before now; ninety at most. */
  cameDaysAgo: number;
  /** When a setup token was made, before now: its end follows from that. */
  bornDaysAgo?: number;
  /** When it ends; absent where it says nothing. */
  endsInDays?: number;
  baseUrl?: string;
  tags?: readonly string[];
  notes?: string;
  rotateEveryDays?: number;
  /** A person switched it off, and why. */
  off?: string;
  /** How often somebody looked at it or copied it. */
  fetched?: number;
}

const anthropic = { begins: 'sk-ant-api03-', letters: 93, ends: 'AA' };
const openai = { begins: 'sk-proj-', letters: 120 };
const openrouter = { begins: 'sk-or-v1-', letters: 64 };
const google = { begins: 'AIzaSy', letters: 33 };
const groq = { begins: 'gsk_', letters: 52 };
const plain = { begins: '', letters: 32 };

/** Forty profiles, every state among them. Everything about them is invented. */
export const cast: readonly Part[] = [
  {
    provider: 'anthropic',
    name: 'Work',
    story: 'steady',
    key: anthropic,
    cameDaysAgo: 90,
    endsInDays: 214,
    tags: ['team'],
    fetched: 9,
  },
  { provider: 'anthropic', name: 'Personal', story: 'steady', key: anthropic, cameDaysAgo: 88, fetched: 3 },
  {
    provider: 'anthropic',
    name: 'Evaluation runs',
    story: 'throttled',
    key: anthropic,
    cameDaysAgo: 80,
    tags: ['batch'],
    fetched: 5,
  },
  {
    provider: 'anthropic',
    name: 'Old laptop',
    story: 'revoked',
    key: anthropic,
    cameDaysAgo: 90,
    notes: 'Lost in October.',
  },
  {
    provider: 'anthropic',
    name: 'Contractors',
    story: 'steady',
    key: anthropic,
    cameDaysAgo: 61,
    endsInDays: 5,
    tags: ['team'],
  },
  {
    provider: 'claude-code',
    name: 'Build machine',
    story: 'steady',
    kind: 'token',
    key: { begins: 'sk-ant-oat01-', letters: 93, ends: 'AA' },
    cameDaysAgo: 90,
    bornDaysAgo: 354,
    tags: ['ci'],
  },
  {
    provider: 'openai',
    name: 'Work',
    story: 'steady',
    key: openai,
    cameDaysAgo: 90,
    tags: ['team'],
    fetched: 12,
  },
  {
    provider: 'openai',
    name: 'Agents',
    story: 'busy',
    key: openai,
    cameDaysAgo: 85,
    tags: ['team', 'batch'],
    rotateEveryDays: 90,
    fetched: 7,
  },
  { provider: 'openai', name: 'Side project', story: 'broke', key: openai, cameDaysAgo: 76 },
  {
    provider: 'openai',
    name: 'Research',
    story: 'limited',
    key: openai,
    cameDaysAgo: 54,
    tags: ['research'],
  },
  {
    provider: 'openai',
    name: 'Intern',
    story: 'steady',
    key: openai,
    cameDaysAgo: 70,
    off: 'back in spring',
  },
  { provider: 'openai', name: 'Voice prototype', story: 'doubted', key: openai, cameDaysAgo: 33 },
  {
    provider: 'google',
    name: 'Gemini work',
    story: 'steady',
    key: google,
    cameDaysAgo: 90,
    tags: ['team'],
    fetched: 4,
  },
  { provider: 'google', name: 'Gemini personal', story: 'busy', key: google, cameDaysAgo: 66 },
  { provider: 'google', name: 'Maps by mistake', story: 'limited', key: google, cameDaysAgo: 21 },
  {
    provider: 'openrouter',
    name: 'Router',
    story: 'counted',
    key: openrouter,
    cameDaysAgo: 90,
    tags: ['team'],
    fetched: 6,
  },
  {
    provider: 'openrouter',
    name: 'Router, spare',
    story: 'counted',
    key: openrouter,
    cameDaysAgo: 58,
    endsInDays: 27,
  },
  {
    provider: 'openrouter',
    name: 'Workshop',
    story: 'ended',
    key: openrouter,
    cameDaysAgo: 74,
    endsInDays: -6,
  },
  { provider: 'groq', name: 'Fast drafts', story: 'throttled', key: groq, cameDaysAgo: 87, fetched: 2 },
  { provider: 'groq', name: 'Fast drafts, spare', story: 'steady', key: groq, cameDaysAgo: 40 },
  {
    provider: 'mistral',
    name: 'Europe',
    story: 'steady',
    key: plain,
    cameDaysAgo: 89,
    endsInDays: 61,
    tags: ['team'],
  },
  {
    provider: 'mistral',
    name: 'Europe, spare',
    story: 'slow',
    key: plain,
    cameDaysAgo: 45,
    endsInDays: 61,
  },
  {
    provider: 'deepseek',
    name: 'Batch',
    story: 'counted',
    key: { begins: 'sk-', letters: 32 },
    cameDaysAgo: 90,
    tags: ['batch'],
    fetched: 3,
  },
  {
    provider: 'deepseek',
    name: 'Batch, old',
    story: 'wrong',
    key: { begins: 'sk-', letters: 32 },
    cameDaysAgo: 30,
  },
  { provider: 'xai', name: 'Grok', story: 'steady', key: { begins: 'xai-', letters: 80 }, cameDaysAgo: 72 },
  {
    provider: 'github-copilot',
    name: 'Copilot',
    story: 'steady',
    kind: 'token',
    key: { begins: 'github_pat_', letters: 82 },
    cameDaysAgo: 84,
    endsInDays: 2,
    tags: ['ide'],
    fetched: 2,
  },
  {
    provider: 'huggingface',
    name: 'Model downloads',
    story: 'steady',
    key: { begins: 'hf_', letters: 34 },
    cameDaysAgo: 90,
    tags: ['research'],
  },
  {
    provider: 'huggingface',
    name: 'Space builder',
    story: 'busy',
    key: { begins: 'hf_', letters: 34 },
    cameDaysAgo: 36,
  },
  {
    provider: 'together',
    name: 'Fine-tuning',
    story: 'down',
    key: plain,
    cameDaysAgo: 68,
    tags: ['research'],
  },
  { provider: 'together', name: 'Fine-tuning, spare', story: 'down', key: plain, cameDaysAgo: 64 },
  {
    provider: 'fireworks',
    name: 'Embeddings',
    story: 'steady',
    key: { begins: 'fw_', letters: 32 },
    cameDaysAgo: 77,
  },
  {
    provider: 'cerebras',
    name: 'Quick answers',
    story: 'steady',
    key: { begins: 'csk-', letters: 48 },
    cameDaysAgo: 52,
  },
  {
    provider: 'cohere',
    name: 'Rerank',
    story: 'slow',
    key: { begins: '', letters: 40 },
    cameDaysAgo: 90,
    endsInDays: 120,
  },
  {
    provider: 'perplexity',
    name: 'Search',
    story: 'busy',
    key: { begins: 'pplx-', letters: 48 },
    cameDaysAgo: 63,
    endsInDays: 13,
  },
  {
    provider: 'nvidia',
    name: 'Trial',
    story: 'ended',
    key: { begins: 'nvapi-', letters: 64 },
    cameDaysAgo: 90,
    endsInDays: -1,
  },
  {
    provider: 'moonshot',
    name: 'Long context',
    story: 'steady',
    key: { begins: 'sk-', letters: 48 },
    cameDaysAgo: 48,
    endsInDays: 300,
  },
  {
    provider: 'venice',
    name: 'Private drafts',
    story: 'steady',
    key: { begins: '', letters: 42 },
    cameDaysAgo: 25,
  },
  {
    provider: 'vercel-ai-gateway',
    name: 'Website',
    story: 'steady',
    key: { begins: 'vck_', letters: 60 },
    cameDaysAgo: 59,
    tags: ['team'],
  },
  {
    provider: 'ollama',
    name: 'Workstation',
    story: 'away',
    kind: 'none',
    key: null,
    baseUrl: 'http://127.0.0.1:11434',
    cameDaysAgo: 90,
    tags: ['local'],
  },
  {
    provider: 'lmstudio',
    name: 'Studio',
    story: 'steady',
    kind: 'none',
    key: null,
    baseUrl: 'http://127.0.0.1:1234',
    cameDaysAgo: 14,
    tags: ['local'],
  },
];
