import { importLimit, type Exported, type ExportInput } from '../../src-shared/contract-keeping.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Caller } from '../core.ts';
import type { Parts } from '../profiles/parts.ts';
import type { JsonObject } from '../vault/canonical-json.ts';
import { exportedContent, exportedProfile } from './export-content.ts';
import { exportSchema, sealFile } from './sealed-file.ts';

/**
 * The vault as a file: sealed under a passphrase, or in clear where it holds no secret (docs/export-format.md). Each
 * secret is recorded in the access log before the file is given out. Throws `bad_usage`, `vault_locked`, `too_large`.
 */
export async function exportVault(
  { secrets, passphrase }: ExportInput,
  caller: Caller,
  { vault, history, clock }: Parts,
): Promise<Exported> {
  if (secrets && passphrase === undefined)
    throw new KeywatchError(
      'bad_usage',
      telling(
        'Secrets are exported under a passphrase only, and none was given; nothing was exported; give one, as with --passphrase-file.',
      ),
    );
  const damaged = new Map(vault.damage().map(({ id, reason }) => [id, reason]));
  const leftOut: Exported['leftOut'] = [];
  const profiles: JsonObject[] = [];
  const revealed: string[] = [];
  for (const profile of vault.profiles().values()) {
    const reason = damaged.get(profile.id);
    if (reason !== undefined) {
      leftOut.push({ id: profile.id, reason });
      continue;
    }
    const secret = secrets ? secretOf(profile.id) : null;
    if (secret instanceof KeywatchError) {
      leftOut.push({ id: profile.id, reason: telling('its secret does not open') });
      continue;
    }
    if (secret !== null) revealed.push(profile.id);
    profiles.push(exportedProfile(profile, secret));
  }
  const createdAt = new Date(clock.now()).toISOString();
  const body = exportedContent({ profiles, serving: vault.serving() });
  const file =
    passphrase === undefined
      ? { schema: exportSchema, createdAt, content: body }
      : await sealFile(JSON.stringify(body), passphrase, createdAt);
  const content = `${JSON.stringify(file, null, 2)}\n`;
  if (Buffer.byteLength(content) > importLimit)
    throw new KeywatchError(
      'too_large',
      telling(
        'The file would be larger than the 8 MiB that can be imported again; nothing was exported; take a copy of the data directory instead.',
      ),
    );
  for (const id of revealed) history.addAccess({ at: clock.now(), id, action: 'export', ...caller });
  return {
    content,
    sealed: passphrase !== undefined,
    profiles: profiles.length,
    secrets: revealed.length,
    leftOut,
  };

  function secretOf(id: string): string | null | KeywatchError {
    try {
      return vault.reveal(id);
    } catch (error) {
      if (error instanceof KeywatchError && error.code === 'profile_damaged') return error;
      throw error;
    }
  }
}
