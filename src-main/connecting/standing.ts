import type { Vault } from '../vault/vault.ts';
import type { ConfigFile } from './config-file.ts';
import { foundAgain } from './found-again.ts';
import type { ConnectionRecord } from './kept-connection.ts';
import type { Tool } from './tool.ts';

/** Whether all that was set for a connection is still there, and its access token still holds. */
export function standsStill(
  { form }: Tool,
  { text }: Pick<ConfigFile, 'text'>,
  { settings, token }: ConnectionRecord,
  vault: Pick<Vault, 'accessTokens'>,
): boolean {
  if (text === null || !Object.hasOwn(vault.accessTokens(), token)) return false;
  const document = form.read(text);
  return document !== undefined && settings.every((each) => foundAgain(document, each, settings) !== null);
}
