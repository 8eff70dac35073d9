import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const sources = globSync('src-main/**/*.ts', { cwd: root }).map((file) => ({
  file: file.replaceAll('\\', '/'),
  code: readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''),
}));
const using = (what: RegExp) => sources.filter(({ code }) => what.test(code)).map(({ file }) => file);

// What is not used needs no rule. Each line is a way round the rules that are there.
test.each([
  ['crash reports leave the machine, memory and all', /crashReporter/],
  [
    'an updater runs what it fetched',
    /downloadUpdate|quitAndInstall|autoDownload = true|autoInstall\w* = true/,
  ],
  [
    'a deep link lets any page start us with words of its choosing',
    /setAsDefaultProtocolClient|'open-url'|'open-file'/,
  ],
  ['a handler answers whoever asks', /ipcMain\.(handle|handleOnce)\b/],
  ['the shell writes code for the page', /executeJavaScript|insertCSS|executeInMainWorld/],
  ['pages come from files', /loadFile\(|['"`]file:\/\//],
  ['a second kind of page has rules of its own', /WebContentsView|BrowserView|webContents\.create/],
  ['a certificate is taken on trust', /setCertificateVerifyProc|'certificate-error'|rejectUnauthorized/],
  ['a scheme walks past the policy', /bypassCSP|allowServiceWorkers|corsEnabled/],
  ['the screen is captured', /desktopCapturer|capturePage/],
  ['an extension reads every page', /loadExtension/],
  ['a session stays on disk', /fromPartition\(\s*['"`]persist:/],
  ['keys are taken everywhere', /globalShortcut/],
])('%s: not here', (_why, what) => expect(using(what)).toEqual([]));

test('the updater is reached in one place, which only asks', () => {
  expect(using(/autoUpdater|electron-updater/)).toEqual(['src-main/desktop/updates.ts']);
});

test('Electron itself is imported in two places only; everything else is handed what it uses', () => {
  const importing = sources.filter(({ code }) => /^import (?!type\b).*from 'electron'/m.test(code));
  expect(importing.map(({ file }) => file).toSorted()).toEqual([
    'src-main/desktop/entry.ts',
    'src-main/desktop/preload.ts',
  ]);
});

test('the sources were found', () => expect(sources.length).toBeGreaterThan(100));
