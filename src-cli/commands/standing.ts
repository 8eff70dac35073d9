/** The commands about what runs and tells while nobody looks: one chunk, loaded when one of them is asked for. */
export { metrics } from './metrics.ts';
export { notify } from './notify.ts';
export { serviceInstall } from './service-install.ts';
export { serviceStatus } from './service-status.ts';
export { storeVault } from './store-vault.ts';
export { serviceUninstall } from './service-uninstall.ts';
