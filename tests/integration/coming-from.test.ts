import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systems } from '../../src-main/gateways/systems.ts';
import { commandsOf, newcomersHome, type NewcomersHome } from '../fixtures/coming-from-home.ts';
import { invented } from '../fixtures/discovery-home.ts';
import { runHere } from '../fixtures/keywatch-here.ts';
import { atTerminal, keys, whyNoTerminal } from '../fixtures/pseudo-terminal.ts';

/** What must come of a command that a page shows. */
interface Expected {
  /** The whole command, as the page has it. */
  typed: RegExp;
  exit?: number;
  /** In what it says, on either stream. */
  says: readonly (string | RegExp)[];
  /** What goes into it. */
  input?: string;
  /** It asks at a terminal: what is seen, then what is typed. */
  talk?: readonly (readonly [sees: string | RegExp, types: string])[];
  /** It asks providers. */
  asks?: true;
}

const enter = (text: string) => `${text}${keys.enter}`;
const pastes = (name: string) => [['Secret (not shown)', enter(invented(name).anthropic)]] as const;
const token = invented('setup').login;
const renewed = invented('renewed').login;
const limit = '{"error":{"type":"rate_limit_error","message":"Rate limit exceeded"}}';
const family = String.raw`(?:openclaw|remoteclaw|coderclaw|thinkfleet|agenticflow-enterprise)`;
const noRefs = String.raw`(?:coderclaw|thinkfleet|agenticflow-enterprise)`;

/** The first that fits holds. A command that a page begins to show needs a line here. */
const table: readonly Expected[] = [
  { typed: /^gateway status restflow$/, says: ['RestFlow', '1a2b3c4d', '2b3c4d5e, then 3c4d5e6f'] },
  { typed: /^gateway status restflow --check$/, says: ['1a2b3c4d'] },
  {
    typed: new RegExp(`^gateway status ${family}(?: --check)?$`),
    says: ['anthropic: anthropic:spare, then anthropic:default', 'in clear', 'Asked'],
  },
  { typed: /^gateway status \S+ --agent work$/, says: [/Agent +work/, 'openai:own', 'anthropic:default'] },
  { typed: /^gateway status \S+ --provider anthropic$/, says: ['anthropic:spare', /^(?!.*groq:spare)/s] },
  { typed: /^gateway list$/, says: [/restflow +yes/] },
  {
    typed: /^gateway keys (?:thinkfleet|agenticflow-enterprise) --provider openai$/,
    says: ['OPENAI_API_KEY ', /Not used[\s\S]*OPENAI_API_KEYS/],
  },
  { typed: /^gateway keys \S+ --provider openai$/, says: [/OPENAI_API_KEYS[\s\S]*OPENAI_API_KEY /, '.env'] },
  {
    typed: /^gateway keys openclaw --provider anthropic$/,
    says: ['anthropic:spare', /Not used[\s\S]*ANTHROPIC_API_KEYS/],
  },
  { typed: /^gateway resolve \S+ --ref env:default:OPENAI_API_KEY$/, says: [/a secret of \d+ characters/] },
  { typed: /^gateway (?:keys|resolve|export)$/, exit: 64, says: ['NAME'] },
  { typed: /^explain --gateway restflow$/, input: limit, says: ['rate_limited', /^(?!.*rate_limit;)/s] },
  { typed: /^explain --gateway \S+ < error\.txt$/, input: limit, says: [/Gateway +\S+: rate_limit/] },
  { typed: /^doctor$/, exit: 2, says: ['in clear', 'What each would use here'] },
  { typed: /^models auth add$/, talk: pastes('added'), says: [/Stored anthropic:\S+\./] },
  { typed: /^auth add$/, talk: pastes('again'), says: [/Stored anthropic:\S+\./] },
  { typed: /^auth add --provider anthropic$/, talk: pastes('typed'), says: [/Stored anthropic:\S+\./] },
  { typed: /^auth add --provider openai --key K --name Work$/, says: ['Stored openai:work', '--key -'] },
  {
    typed: /^(?:models )?auth list$/,
    says: [/ID +Name +Provider +Source +Health +Available/, 'anthropic:a'],
  },
  { typed: /^auth list --format json$/, says: ['"schema":"keywatch.profiles/1","profiles":[{"id":'] },
  { typed: /^auth status$/, says: [/total +\d/, /cooldown +\d/] },
  { typed: /^auth discover$/, says: ['claude-code', '.credentials.json'] },
  { typed: /^auth discover --link claude-code$/, says: [/claude-code.* is linked as claude-code:\S+/] },
  { typed: /^auth show openai:work$/, says: ['openai:work', 'Available'] },
  { typed: /^auth remove openai:work$/, talk: [['Remove openai:work?', enter('y')]], says: ['30 s'] },
  { typed: /^auth restore openai:work$/, says: ['Restored openai:work'] },
  // Nobody here can be asked about the login of Claude Code, which is not installed (D-B22).
  { typed: /^auth test$/, asks: true, exit: 69, says: [/openai:work +ok/, 'unverifiable'] },
  {
    typed: /^models auth paste-token --provider anthropic$/,
    talk: [
      ['Token (not shown)', enter(token)],
      ['Agree to that?', enter('y')],
    ],
    says: ['Auth profile: claude-code:manual (claude-code/token)'],
  },
  {
    typed: /^models auth setup-token$/,
    talk: [
      ['Run it now?', enter('n')],
      ['Paste the token', enter(renewed)],
    ],
    says: ['Auth profile: claude-code:manual (claude-code/token)'],
  },
  {
    typed: /^models auth login --provider anthropic$/,
    says: [/Auth profile: claude-code:\S+ \(claude-code\/oauth\)/, 'login:claude-code'],
  },
  { typed: /^onboard$/, talk: [[/which\?|Paste a key\?/, keys.stop]], exit: 64, says: [] },
  {
    typed: /^models auth order set --provider anthropic anthropic:b anthropic:a$/,
    says: ['Order override: anthropic:b, anthropic:a'],
  },
  { typed: /^models auth order clear --provider anthropic$/, says: ['Cleared per-agent order override.'] },
  {
    typed: /^auth order set --provider openai openai:work openai:home$/,
    says: ['openai:work, openai:home'],
  },
  { typed: /^auth order explain --provider openai$/, says: ['openai:work serves next.', 'openai:home'] },
  { typed: /^models status --probe$/, asks: true, says: ['Auth probes', /anthropic:a +ok/] },
  { typed: /^gateway import restflow --dry-run$/, says: ['openai:shell', 'paste', 'Nothing was changed.'] },
  { typed: /^gateway import restflow --yes$/, says: ['openai:shell', /imported/i] },
  {
    typed: /^gateway import \S+ --dry-run$/,
    says: ['anthropic:default', 'openai-codex:me-example.com', 'Nothing was changed.'],
  },
  {
    typed: /^gateway import \S+ anthropic:default$/,
    talk: [['Import 1', enter('y')]],
    says: ['anthropic:default'],
  },
  { typed: /^gateway import \S+ --agent work --yes$/, says: ['openai:own', /imported/i] },
  {
    typed: /^gateway export \S+ anthropic:work --dry-run$/,
    says: ['anthropic:work', 'in clear', 'Nothing was changed.'],
  },
  {
    typed: new RegExp(`^gateway link ${noRefs}$`),
    talk: [],
    exit: 64,
    says: ['SecretRefs', 'nothing was changed'],
  },
  {
    typed: /^gateway link \S+ --dry-run$/,
    says: ['profiles.anthropic:default', 'auth-profiles.json', 'Nothing was changed.'],
  },
  {
    typed: /^gateway link \S+ --provider anthropic$/,
    talk: [['Change ', enter('y')]],
    says: ['exec:keywatch:anthropic/default', '2 profiles linked.'],
  },
  { typed: /^gateway unlink \S+$/, talk: [['Change ', enter('y')]], says: ['2 profiles unlinked.'] },
  { typed: /^secret get openai:work$/, says: [invented('work').openai] },
];

describe.each(systems.map(({ id }) => id))('whoever comes from %s and follows its page', (page) => {
  let home: NewcomersHome;
  beforeAll(async () => {
    home = await newcomersHome(page);
  });
  afterAll(() => home.remove());

  async function types({ input = '', talk, asks }: Expected, args: readonly string[]) {
    const env = asks === true ? await home.loopback() : home.env;
    if (talk === undefined) {
      const { code, stdout, stderr } = await runHere(env, args, input);
      return { code, said: stdout + stderr };
    }
    const person = atTerminal(env, args);
    for (const [sees, typed] of talk) {
      await person.sees(sees);
      person.types(typed);
    }
    const code = await person.ended();
    return { code, said: person.shown() };
  }

  it.each(commandsOf(page))('gets what it says of keywatch %s', async (line) => {
    const expected = table.find(({ typed }) => typed.test(line));
    if (expected === undefined) throw new Error('this command needs a line in the table above');
    if (expected.talk !== undefined && whyNoTerminal() !== null) return;
    const [typed = ''] = line.split(' < ');
    const args = typed.split(' ').map((word) => (word === 'K' ? invented('K').openai : word));
    const { code, said } = await types(expected, args);
    for (const words of expected.says) expect(said).toMatch(words);
    expect(code, said).toBe(expected.exit ?? 0);
  });
});
