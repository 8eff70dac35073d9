import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const scripts = join(import.meta.dirname, '../../scripts');

let project = '';
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'scripts-'));
  cpSync(scripts, join(project, 'scripts'), { recursive: true });
  put('package.json', { type: 'module' });
  put('package-lock.json', { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'x' } } });
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

function put(path: string, content: string | object) {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), typeof content === 'string' ? content : JSON.stringify(content));
}

function run(script: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  const options = { cwd: project, encoding: 'utf8' as const, env: { ...process.env, ...env } };
  const { status, stdout, stderr } = spawnSync(process.execPath, [`scripts/${script}`, ...args], options);
  return { status, stdout, stderr, last: stdout.trimEnd().split('\n').at(-1) };
}

describe('setup', () => {
  const npm = `
    import { appendFileSync, copyFileSync, mkdirSync } from 'node:fs';
    appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n');
    mkdirSync('node_modules', { recursive: true });
    copyFileSync('package-lock.json', 'node_modules/.package-lock.json');`;
  const installs = () =>
    existsSync(join(project, 'npm.log'))
      ? readFileSync(join(project, 'npm.log'), 'utf8').trim().split('\n')
      : [];
  const setup = () => run('setup.mjs', [], { npm_execpath: join(project, 'npm.mjs') });
  beforeEach(() => put('npm.mjs', npm));

  test('installs once, and again only when the lock file names something else', () => {
    expect(setup().status).toBe(0);
    expect(installs()).toEqual([expect.stringMatching(/^ci /)]);
    setup();
    expect(installs()).toHaveLength(1);
    put('package-lock.json', { packages: { 'node_modules/a': { version: '1.0.1', integrity: 'y' } } });
    setup();
    expect(installs()).toHaveLength(2);
  });

  test('does not miss what is only for other systems', () => {
    setup();
    const other = { version: '3.0.0', optional: true, os: ['other'] };
    put('package-lock.json', {
      packages: { 'node_modules/a': { version: '1.0.0', integrity: 'x' }, 'node_modules/b': other },
    });
    setup();
    expect(installs()).toHaveLength(1);
  });

  test('says in one sentence that the installation failed', () => {
    put('npm.mjs', 'process.exit(7)');
    const { status, stderr } = setup();
    expect(status).toBe(1);
    expect(stderr).toContain(
      'npm ci could not install the dependencies (it ended with 7); nothing was started',
    );
  });
});

describe('start', () => {
  test.each(['--sample', '--port'])('refuses %s, which it does not know, before anything else', (option) => {
    const { status, stderr } = run('start.mjs', [option]);
    expect(status).toBe(64);
    expect(stderr).toContain(`there is no option ${option}; nothing was started`);
  });

  test('without a display it says so and serves the window to a browser', () => {
    put('scripts/build.mjs', '');
    put(
      'dist/cli/keywatch.cjs',
      `console.log('{"schema":"keywatch.serve/1","url":"http://127.0.0.1:1/#t=T"}')`,
    );
    const { status, stdout, stderr } = run('start.mjs', [], { DISPLAY: '', WAYLAND_DISPLAY: '' });
    expect(status).toBe(0);
    expect(stdout).toBe('Keywatch is at http://127.0.0.1:1/#t=T\n');
    if (process.platform === 'linux') expect(stderr).toContain('this machine has no display');
  });

  test.runIf(process.platform === 'linux')(
    'without Electron it says so and serves the window to a browser',
    () => {
      put('scripts/build.mjs', '');
      put('dist/main/main.js', '');
      put('node_modules/electron/install.js', 'process.exit(1)');
      put(
        'dist/cli/keywatch.cjs',
        `console.log('{"schema":"keywatch.serve/1","url":"http://127.0.0.1:1/#t=T"}')`,
      );
      const { stdout, stderr } = run('start.mjs', [], { DISPLAY: ':99' });
      expect(stderr).toMatch(/Electron's runtime could not be fetched|cannot run as root/);
      expect(stdout).toBe('Keywatch is at http://127.0.0.1:1/#t=T\n');
    },
  );

  test('a build that fails starts nothing', () => {
    put('scripts/build.mjs', 'process.exit(3)');
    const { status, stdout, stderr } = run('start.mjs', ['--headless']);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toContain('the build failed; nothing was started');
  });
});

describe('test', () => {
  const good = { testResults: [file('passed', ['passed', 'passed', 'skipped'])] };
  function file(status: string, tests: readonly string[], message = '') {
    const assertionResults = tests.map((each, index) => ({ status: each, fullName: `${each} ${index}` }));
    return { name: join(project, 'tests/unit/a.test.ts'), status, message, assertionResults };
  }
  function vitest(report: object | null, code = 0) {
    const writing = report === null ? '' : `writeFileSync(path, ${JSON.stringify(JSON.stringify(report))});`;
    put(
      'node_modules/vitest/vitest.mjs',
      `import { writeFileSync } from 'node:fs';
       const path = process.argv.find((each) => each.startsWith('--outputFile.json=')).split('=')[1];
       ${writing} process.exit(${code});`,
    );
  }

  test('counts from the report and names what was skipped', () => {
    vitest(good);
    const { status, last, stdout } = run('test.mjs', ['unit']);
    expect({ status, last }).toEqual({ status: 0, last: '2 passed, 0 failed, 1 skipped' });
    expect(stdout).toContain('tests/unit/a.test.ts: skipped 2');
  });

  test.each([
    [
      'a test that fails',
      { testResults: [file('failed', ['passed', 'failed'])] },
      1,
      '1 passed, 1 failed, 0 skipped',
    ],
    [
      'a file that cannot be loaded',
      { testResults: [file('failed', [], 'Syntax')] },
      1,
      '0 passed, 1 failed, 0 skipped',
    ],
    ['a runner that finds no tests', { testResults: [] }, 0, '0 passed, 1 failed, 0 skipped'],
    ['a runner that crashes', null, 139, '0 passed, 1 failed, 0 skipped'],
    ['a runner that complains although all passed', good, 1, '2 passed, 1 failed, 1 skipped'],
  ])('%s is a failure', (_, report, code, figures) => {
    vitest(report, code);
    const { status, last } = run('test.mjs', ['unit']);
    expect({ status, last }).toEqual({ status: 1, last: figures });
  });

  test('a check that fails is a failure of its own', () => {
    put('node_modules/typescript/bin/tsc', 'process.exit(2)');
    const { status, last } = run('test.mjs', ['types']);
    expect({ status, last }).toEqual({ status: 1, last: '0 passed, 1 failed, 0 skipped' });
  });
});
