// `npm test`: the checks, every test this machine can run, and one line of figures from the runners' own reports.
// `npm test -- unit` runs one stage, `npm test -- unit vault` only the files of it whose path has that word.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bestNode, noNode, onNewNode, root, runToEnd } from './on-node.mjs';

await onNewNode(import.meta.url);
process.chdir(root);
const node = bestNode();
if (node === null) {
  console.error(noNode);
  process.exit(1);
}

const reports = join(root, 'test-results/reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

// A run that hangs must end with its figures, not with the patience of whoever waits for it.
const limitMs = 8 * 60_000;
const binary = (...path) => join(root, 'node_modules', ...path);

const checks = {
  types: { what: 'types', command: [binary('typescript/bin/tsc'), '--noEmit'] },
  lint: { what: 'lint, without a warning', command: [binary('oxlint/bin/oxlint'), '--deny-warnings'] },
  format: { what: 'format', command: [binary('oxfmt/bin/oxfmt'), '--check', '.'] },
  floors: { what: 'the lint rules of the floors are up to date', command: ['scripts/floors.mjs', '--check'] },
  build: { what: 'build', command: ['scripts/build.mjs'] },
};
const projects = ['unit', 'integration', 'desktop', 'torture', 'interop'];

const words = process.argv.slice(2);
const stages = [...Object.keys(checks), ...projects, 'e2e'];
const asked = words.filter((word) => stages.includes(word));
const files = words.filter((word) => !stages.includes(word));
const wants = (stage) => (asked.length === 0 && files.length === 0) || asked.includes(stage);
const wantsTests = (stage) =>
  asked.length === 0 ? files.length === 0 || stage !== 'e2e' : asked.includes(stage);

/** @type {{ passed: number, failed: string[], skipped: { name: string, why: string }[] }} */
const total = { passed: 0, failed: [], skipped: [] };
function add({ passed, failed, skipped }) {
  total.passed += passed;
  total.failed.push(...failed);
  total.skipped.push(...skipped);
}

for (const [stage, { what, command }] of Object.entries(checks)) {
  if (!wants(stage)) continue;
  heading(what);
  const code = await run(command);
  add(code === 0 ? { passed: 1, failed: [], skipped: [] } : { passed: 0, failed: [what], skipped: [] });
}

const wantedProjects = projects.filter(wantsTests);
if (wantedProjects.length > 0) {
  heading(`tests: ${wantedProjects.join(', ')}`);
  add(await vitest(wantedProjects));
}
if (wantsTests('e2e')) {
  heading('tests: end to end');
  add(await playwright());
}

if (total.skipped.length > 0) {
  heading(`skipped: ${total.skipped.length}`);
  for (const { name, why } of total.skipped) console.log(`  ${name}\n    because ${why}`);
}
if (total.failed.length > 0) {
  heading(`failed: ${total.failed.length}`);
  for (const name of total.failed) console.log(`  ${name}`);
}
console.log(`\n${total.passed} passed, ${total.failed.length} failed, ${total.skipped.length} skipped`);
process.exitCode = total.failed.length > 0 ? 1 : 0;

function heading(text) {
  console.log(`\n── ${text}`);
}

function run(command, env = {}) {
  return runToEnd(node.path, command, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: limitMs,
    env: { ...process.env, ...env },
  });
}

async function vitest(wanted) {
  const report = join(reports, 'vitest.json');
  const notes = join(reports, 'skip-notes.json');
  const code = await run(
    [
      binary('vitest/vitest.mjs'),
      'run',
      ...wanted.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      '--reporter=./scripts/skip-notes.mjs',
      ...files,
    ],
    { KEYWATCH_SKIP_NOTES: notes },
  );
  const reasons = read(notes) ?? {};
  return figures('vitest', code, read(report), (document) =>
    document.testResults.flatMap(({ name, status, message, assertionResults }) => {
      const file = relative(root, name);
      const tests = assertionResults.map((test) => ({
        name: `${file}: ${test.fullName.trim()}`,
        state: { passed: 'passed', failed: 'failed' }[test.status] ?? 'skipped',
        why: reasons[`${file}: ${test.fullName.trim()}`] ?? 'it says so itself',
      }));
      const brokenFile = status === 'failed' && tests.every(({ state }) => state !== 'failed');
      return brokenFile ? [...tests, { name: `${file}: ${message}`, state: 'failed' }] : tests;
    }),
  );
}

async function playwright() {
  const report = join(reports, 'playwright.json');
  const code = await run([binary('@playwright/test/cli.js'), 'test', '--reporter=list,json', ...files], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  return figures('playwright', code, read(report), (document) => [
    ...document.errors.map(({ message }) => ({ name: `playwright: ${message}`, state: 'failed' })),
    ...document.suites.flatMap(specs),
  ]);
}

function specs({ suites = [], specs: own = [] }) {
  return [
    ...suites.flatMap(specs),
    ...own.flatMap(({ title, file, tests }) =>
      tests.map(({ status, annotations, projectName }) => ({
        name: `tests/e2e/${file}: ${title}${projectName ? ` [${projectName}]` : ''}`,
        state: { expected: 'passed', skipped: 'skipped' }[status] ?? 'failed',
        why:
          annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description ??
          'it says so itself',
      })),
    ),
  ];
}

/** What a runner reported; one that crashed, or that found nothing to run, counts as a failure. */
function figures(runner, code, document, testsOf) {
  const tests = document === null ? [] : testsOf(document);
  const of = (state) => tests.filter((test) => test.state === state);
  const failed = of('failed').map(({ name }) => name);
  if (document === null) failed.push(`${runner} ended with code ${code} and left no report`);
  else if (tests.length === 0) failed.push(`${runner} found no tests`);
  else if (code !== 0 && failed.length === 0)
    failed.push(`${runner} ended with code ${code} although every test passed`);
  return { passed: of('passed').length, failed, skipped: of('skipped') };
}

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
