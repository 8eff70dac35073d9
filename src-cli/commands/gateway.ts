/** The commands that look into agent gateways: one chunk, loaded when one of them is asked for. */
export { gatewayExport } from './gateway-export.ts';
export { gatewayImport } from './gateway-import.ts';
export { gatewayKeys } from './gateway-keys.ts';
export { gatewayLink, gatewayUnlink } from './gateway-link.ts';
export { gatewayList } from './gateway-list.ts';
export { gatewayResolve } from './gateway-resolve.ts';
export { gatewayStatus } from './gateway-status.ts';
