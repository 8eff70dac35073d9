import type { VaultServerSetting } from './contract-schema.ts';

/** A Vault or OpenBao of which nothing is said yet: its variables tell the rest (docs/secret-stores.md). */
export const unsetVaultServer: VaultServerSetting = {
  address: '',
  namespace: null,
  caFile: null,
  roleId: null,
  roleMount: null,
  secretIdAt: null,
  tokenAt: null,
};
