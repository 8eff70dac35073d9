import { describe, expect, it } from 'vitest';
import { envForm } from '../../../src-main/connecting/env-form.ts';
import { jsonForm } from '../../../src-main/connecting/json-form.ts';
import { withSetting, type At, type Form, type Json } from '../../../src-main/connecting/setting.ts';
import { tomlForm } from '../../../src-main/connecting/toml-form.ts';
import { yamlForm } from '../../../src-main/connecting/yaml-form.ts';

interface Case {
  what: string;
  form: Form;
  before: string;
  at: At;
  value: Json | undefined;
  after: string | null;
}

const table = { name: 'Keywatch', base_url: 'http://127.0.0.1:4141/openai/v1' };
const tableText =
  '[model_providers.keywatch]\nname = "Keywatch"\nbase_url = "http://127.0.0.1:4141/openai/v1"\n';

const cases: Case[] = [
  {
    what: 'variables: the last line of a name holds, and keeps its remark',
    form: envForm,
    before: 'A=1\r\nexport A = "2" # mine\r\n',
    at: ['A'],
    value: 'x',
    after: 'A=1\r\nexport A = x # mine\r\n',
  },
  {
    what: 'variables: what only looks like one within quotes is none',
    form: envForm,
    before: "NOTE='one\nA=2\n'",
    at: ['A'],
    value: 'a b',
    after: "NOTE='one\nA=2\n'\nA='a b'\n",
  },
  {
    what: 'variables: one goes with its line',
    form: envForm,
    before: '# mine\nA="x\ny"\nB=1',
    at: ['A'],
    value: undefined,
    after: '# mine\nB=1',
  },
  {
    what: 'variables: of two lines of a name none is taken out',
    form: envForm,
    before: 'A=1\nA=2\n',
    at: ['A'],
    value: undefined,
    after: null,
  },
  {
    what: 'variables: what no quotes hold everywhere is not written',
    form: envForm,
    before: '',
    at: ['A'],
    value: "it's",
    after: null,
  },
  {
    what: 'variables: a line that is none leaves the file alone',
    form: envForm,
    before: 'A=1\nif true; then\n',
    at: ['A'],
    value: 'x',
    after: null,
  },
  {
    what: 'JSON gets a member below objects that are made for it',
    form: jsonForm,
    before: '{\n  "model": "opus"\n}\n',
    at: ['env', 'A'],
    value: 'b',
    after: '{\n  "model": "opus",\n  "env": {\n    "A": "b"\n  }\n}\n',
  },
  {
    what: 'JSON with comments keeps them, and the member its place',
    form: jsonForm,
    before: '{\n  // mine\n  "env": { "A": /* old */ "x", "B": 1 }, // end\n}\n',
    at: ['env', 'A'],
    value: 'y',
    after: '{\n  // mine\n  "env": { "A": /* old */ "y", "B": 1 }, // end\n}\n',
  },
  {
    what: 'an empty file is an empty object',
    form: jsonForm,
    before: '',
    at: ['a'],
    value: 1,
    after: '{\n  "a": 1\n}\n',
  },
  {
    what: 'JSON that is broken is left',
    form: jsonForm,
    before: '{"env": {',
    at: ['env', 'A'],
    value: 'b',
    after: null,
  },
  {
    what: 'JSON with something else in the way is left',
    form: jsonForm,
    before: '{"env": "x"}',
    at: ['env', 'A'],
    value: 'b',
    after: null,
  },
  {
    what: 'TOML gets a text before its first table',
    form: tomlForm,
    before: '# mine\n[tui]\ntheme = "x" # y\n',
    at: ['model_provider'],
    value: 'keywatch',
    after: 'model_provider = "keywatch"\n# mine\n[tui]\ntheme = "x" # y\n',
  },
  {
    what: 'TOML keeps the remark behind a text that is replaced',
    form: tomlForm,
    before: "model_provider = 'openai' # usual\n[a]\nmodel_provider = 'b'\n",
    at: ['model_provider'],
    value: 'keywatch',
    after: 'model_provider = "keywatch" # usual\n[a]\nmodel_provider = \'b\'\n',
  },
  {
    what: 'TOML gets a table at its end',
    form: tomlForm,
    before: 'model = "x"',
    at: ['model_providers', 'keywatch'],
    value: table,
    after: `model = "x"\n\n${tableText}`,
  },
  {
    what: 'TOML loses a table and no other',
    form: tomlForm,
    before: `a = 1\n\n${tableText}\n[b]\nc = 2\n`,
    at: ['model_providers', 'keywatch'],
    value: undefined,
    after: 'a = 1\n\n[b]\nc = 2\n',
  },
  {
    what: 'TOML loses its last table with the empty line before it',
    form: tomlForm,
    before: `a = 1\n\n${tableText}`,
    at: ['model_providers', 'keywatch'],
    value: undefined,
    after: 'a = 1\n',
  },
  {
    what: 'TOML whose providers stand in braces is left',
    form: tomlForm,
    before: 'model_providers = { a = { name = "A" } }\n',
    at: ['model_providers', 'keywatch'],
    value: table,
    after: null,
  },
  {
    what: 'TOML in which only a long text looks like the line is left',
    form: tomlForm,
    before: 'a = """\nmodel_provider = "openai"\n"""\n',
    at: ['model_provider'],
    value: 'keywatch',
    after: null,
  },
  {
    what: 'TOML that is broken is left',
    form: tomlForm,
    before: 'a = \n',
    at: ['b'],
    value: 'c',
    after: null,
  },
  {
    what: 'YAML gets a member at its end, with a line end where there was none',
    form: yamlForm,
    before: '# mine\nmodel: gpt # good\nread: [a, b]',
    at: ['openai-api-base'],
    value: 'http://127.0.0.1:4141/openai/v1',
    after: '# mine\nmodel: gpt # good\nread: [a, b]\nopenai-api-base: http://127.0.0.1:4141/openai/v1\n',
  },
  {
    what: 'YAML with nothing but remarks gets its first',
    form: yamlForm,
    before: '# mine\n',
    at: ['a'],
    value: 'b',
    after: '# mine\na: b\n',
  },
  {
    what: 'YAML replaces a value and keeps the remark behind it',
    form: yamlForm,
    before: 'key: "old" # secret\nnext: 1\n',
    at: ['key'],
    value: 'kwr_new',
    after: 'key: kwr_new # secret\nnext: 1\n',
  },
  {
    what: 'YAML fills a name without value',
    form: yamlForm,
    before: 'key:\nnext: 1\n',
    at: ['key'],
    value: 'a',
    after: 'key: a\nnext: 1\n',
  },
  {
    what: 'YAML gets a member in an entry of a list, before the next entry',
    form: yamlForm,
    before: 'models:\n  - name: A\n    provider: openai\n    roles:\n      - chat # here\n\n  - name: B\n',
    at: ['models', 0, 'apiKey'],
    value: 'k',
    after:
      'models:\n  - name: A\n    provider: openai\n    roles:\n      - chat # here\n    apiKey: k\n\n  - name: B\n',
  },
  {
    what: 'YAML gets another entry of a list',
    form: yamlForm,
    before: 'set-env:\n- A=b\nmodel: x\n',
    at: ['set-env', 1],
    value: 'C=http://d',
    after: 'set-env:\n- A=b\n- C=http://d\nmodel: x\n',
  },
  {
    what: 'YAML in braces gets a member in its braces',
    form: yamlForm,
    before: 'm: [{ name: A, provider: openai }]\n',
    at: ['m', 0, 'apiKey'],
    value: 'k',
    after: 'm: [{ name: A, provider: openai, apiKey: k }]\n',
  },
  {
    what: 'YAML loses the first member of an entry, which stays an entry',
    form: yamlForm,
    before: 'm:\n  - key: a\n    name: B\n',
    at: ['m', 0, 'key'],
    value: undefined,
    after: 'm:\n  - name: B\n',
  },
  {
    what: 'YAML behind an alias is left, for others use it too',
    form: yamlForm,
    before: 'a: &x { key: 1 }\nb: *x\n',
    at: ['b', 'key'],
    value: 'k',
    after: null,
  },
  {
    what: 'YAML of two documents is left',
    form: yamlForm,
    before: 'a: 1\n---\nb: 2\n',
    at: ['a'],
    value: 'c',
    after: null,
  },
  {
    what: 'YAML that is broken is left',
    form: yamlForm,
    before: 'a: [1\n',
    at: ['a'],
    value: 'c',
    after: null,
  },
];

describe('a configuration is changed in one place and keeps every other byte', () => {
  it.each(cases)('$what', ({ form, before, at, value, after }) => {
    expect(withSetting(form, before, at, value)).toBe(after);
  });

  it('line ends stay those of Windows', () => {
    const text = 'a: 1\r\nb: 2\r\n';
    expect(withSetting(yamlForm, text, ['c'], 'd')).toBe('a: 1\r\nb: 2\r\nc: d\r\n');
    expect(withSetting(tomlForm, 'a = 1\r\n', ['b'], 'c')).toBe('b = "c"\r\na = 1\r\n');
  });
});
