// The floors, from the ground up, as one table (D-C8): it writes the linter's rules, and tests/unit/floors.test.ts holds
// the real imports against it. `node scripts/floors.mjs` writes .oxlintrc.json, `--check` only says whether it is up to date.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { root } from './on-node.mjs';

/** A file imports from lower floors or from its own place. */
export const floors = [
  ['src-shared'],
  ['src-main/ports.ts', 'src-main/core.ts'],
  ['src-main/providers', 'src-main/references', 'src-main/vault'],
  ['src-main/secret-stores'],
  ['src-main/health'],
  ['src-main/selection'],
  ['src-main/gateways'],
  ['src-main/discovery', 'src-main/alerts', 'src-main/use', 'src-main/relay', 'src-main/metrics'],
  ['src-main/profiles'],
  ['src-main/transfer', 'src-main/doctor'],
  ['src-main/linking'],
  ['src-main/connecting'],
  ['src-main/keywatch-ports.ts'],
  ['src-main/keywatch.ts'],
  ['src-main/api', 'src-main/machine', 'src-main/service', 'src-main/demo'],
  ['src-main/headless'],
  // The app offers the slots a machine without a desktop has, beside its own (D-A6).
  ['src-main/desktop'],
  ['src-cli'],
];
const window = 'src-renderer';
export const places = [...floors.flat(), window];

// The one place that knows Electron; whatever stands above the core may not reach into it.
const desktop = 'src-main/desktop';
const electron = ['electron', 'electron-store'];

/** Checked at run time by zod, which is slow to start and which the window's policy refuses: types only, out there. */
const contract = [
  'src-shared/contract.ts',
  'src-shared/contract-changes.ts',
  'src-shared/contract-errors.ts',
  'src-shared/contract-schema.ts',
  'src-shared/contract-profile.ts',
  'src-shared/contract-state.ts',
  'src-shared/contract-answers.ts',
  'src-shared/contract-history.ts',
  'src-shared/contract-input.ts',
  'src-shared/contract-vault.ts',
  'src-shared/contract-discovery.ts',
  'src-shared/contract-keeping.ts',
  'src-shared/contract-order.ts',
  'src-shared/contract-gateways.ts',
  'src-shared/contract-gateway-view.ts',
  'src-shared/contract-relay.ts',
  'src-shared/contract-connect.ts',
  'src-shared/contract-secrets.ts',
];
const typesOfContract = ['src-shared', 'src-cli', window];

/** Nothing up to here reads the environment, the clock, the home directory or the network by itself. */
const core = floors.slice(0, floors.findIndex((floor) => floor.includes('src-main/keywatch.ts')) + 1).flat();
const worldly = {
  globals: ['fetch'],
  properties: [
    ['process', 'env'],
    ['Date', 'now'],
    ['globalThis', 'fetch'],
    ['os', 'homedir'],
  ],
  imports: [
    ['node:os', ['homedir', 'userInfo']],
    ['node:process', ['env', 'default']],
  ],
};

const heightOf = (place) => floors.findIndex((floor) => floor.includes(place));

/** The place a file of the project belongs to, or undefined. */
export function placeOf(file) {
  return places.find((place) => file === place || file.startsWith(`${place}/`));
}

/** Whether a file of one place may import from another place. */
function mayReach(from, to) {
  if (from === to) return true;
  if (from === window || to === window) return from === window && to === 'src-shared';
  if (to === desktop) return false;
  return heightOf(to) < heightOf(from);
}

/** What is wrong with an import, in a sentence, or null. `to` is a file of the project or a package's name. */
export function breach(from, to, typeOnly) {
  const own = placeOf(from);
  const target = placeOf(to);
  if (own === undefined) return null;
  if (electron.includes(to)) return own === desktop ? null : `${from}: only ${desktop} imports ${to}`;
  if (to === 'zod')
    return own !== 'src-shared' || contract.includes(from) ? null : `${from}: zod stays in the contract`;
  if (target === undefined) return null;
  if (!mayReach(own, target)) return `${from}: ${own} may not import from ${target} (${to})`;
  if (contract.includes(to) && !contract.includes(from) && typesOfContract.includes(own) && !typeOnly)
    return `${from}: only types may be imported from ${to}`;
  return null;
}

const literal = (text) => text.replaceAll('.', '\\.');

/** One pattern for every place that may not be imported from; `from` decides how its relative paths look. */
function forbidden(from, others) {
  const inside = from.startsWith('src-main/');
  const ends = others.map((place) => {
    const path = inside ? place.replace(/^src-main\//, '(src-main/)?') : place;
    return place.endsWith('.ts') ? `${literal(path)}$` : `${literal(path)}/`;
  });
  return `^\\.{1,2}/(\\.\\./)*(${ends.join('|')})`;
}

function importRule(place) {
  const paths =
    place === desktop ? [] : electron.map((name) => ({ name, message: `Only ${desktop} imports it.` }));
  if (core.includes(place))
    for (const [name, importNames] of worldly.imports)
      paths.push({ name, importNames, message: 'It comes as a port (src-main/ports.ts).' });
  if (place === 'src-shared') paths.push({ name: 'zod', message: 'It stays in the contract.' });
  const others = places.filter((other) => !mayReach(place, other));
  const within = places.filter((other) => mayReach(place, other) && other !== place);
  const message = `${place} may import from its own files${within.length > 0 ? `, ${within.join(', ')}` : ''} and no other.`;
  const patterns = [{ regex: forbidden(place, others), message }];
  if (typesOfContract.includes(place))
    patterns.push({
      regex:
        '^\\.{1,2}\\/.*\\bcontract(-discovery|-schema|-profile|-input|-vault|-keeping|-order|-gateways|-gateway-view|-relay|-connect|-secrets)?\\.ts$',
      allowTypeImports: true,
      message: 'Only its types: zod starts slowly, and the policy of the window refuses it.',
    });
  return ['error', { paths, patterns }];
}

/** The overrides of .oxlintrc.json, one a place. */
export function overrides() {
  return places.map((place) => {
    const files = place.endsWith('.ts') ? [place] : [`${place}/**`];
    const rules = { 'no-restricted-imports': importRule(place) };
    if (core.includes(place)) {
      rules['no-restricted-globals'] = [
        'error',
        ...worldly.globals.map((name) => ({ name, message: 'It comes as a port (src-main/ports.ts).' })),
      ];
      rules['no-restricted-properties'] = [
        'error',
        ...worldly.properties.map(([object, property]) => ({
          object,
          property,
          message: 'It comes as a port (src-main/ports.ts).',
        })),
      ];
    }
    return place === 'src-shared' ? { files, excludeFiles: contract, rules } : { files, rules };
  });
}

function main() {
  const file = join(root, '.oxlintrc.json');
  const now = JSON.parse(readFileSync(file, 'utf8'));
  const others = now.overrides.filter(({ files }) => !places.some((place) => files[0].startsWith(place)));
  const wanted = { ...now, overrides: [...others, ...overrides()] };
  if (isDeepStrictEqual(now, wanted)) return console.log('.oxlintrc.json says what the floors say');
  if (process.argv.includes('--check')) {
    process.exitCode = 1;
    return console.error('.oxlintrc.json is out of date; nothing was changed; run node scripts/floors.mjs');
  }
  writeFileSync(file, JSON.stringify(wanted));
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/oxfmt/bin/oxfmt'), file], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
