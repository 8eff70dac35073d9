import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openedPath } from '../../../src-main/machine/opened-path.ts';

let place: string;
let handle: FileHandle | undefined;
beforeEach(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'kw-opened-')));
  for (const folder of ['inside', 'outside']) {
    mkdirSync(join(place, folder));
    writeFileSync(join(place, folder, 'file'), folder);
  }
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await handle?.close();
  rmSync(place, { recursive: true, force: true });
});

const path = () => join(place, 'inside', 'file');
function swap(): void {
  renameSync(join(place, 'inside'), join(place, 'aside'));
  symlinkSync(join(place, 'outside'), join(place, 'inside'));
}

describe.runIf(process.platform !== 'win32').each([
  ['by the system', process.platform],
  ['by looking again, where the system does not tell', 'another' as NodeJS.Platform],
])('where an open file lies, told %s', (_, platform) => {
  beforeEach(() => vi.spyOn(process, 'platform', 'get').mockReturnValue(platform));
  afterEach(() => vi.restoreAllMocks());

  it('is its path, as long as nothing moved', async () => {
    handle = await open(path());
    expect((await openedPath(handle, path()))?.path).toBe(path());
  });

  it('is not inside when a folder became a link before it was opened', async () => {
    swap();
    handle = await open(path());
    expect((await openedPath(handle, path()))?.path).toBe(join(place, 'outside', 'file'));
  });

  it('is never taken for what lies there now, when a folder became a link after it was opened', async () => {
    handle = await open(path());
    swap();
    expect([join(place, 'aside', 'file'), undefined]).toContain((await openedPath(handle, path()))?.path);
  });
});
