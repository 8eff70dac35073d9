import type { Keywatch } from '../core.ts';
import type { LinkingParts } from './linking-parts.ts';

/** Looking at gateways, taking over what they store, and changing their files; each is loaded when it is asked for (D-C5). */
export function createGatewayCalls(parts: LinkingParts): Keywatch['gateways'] {
  const reports = async () => (await import('../profiles/gateway-reports.ts')).createGatewayReports(parts);
  const importing = async () => (await import('../transfer/gateway-import.ts')).createGatewayImport(parts);
  const exporting = async () => (await import('./export-calls.ts')).createGatewayExport(parts);
  return {
    list: async () => (await reports()).list(),
    status: async (input) => (await reports()).status(input),
    previewImport: async (input, caller) => (await importing()).preview(input, caller),
    import: async (input, caller) => (await importing()).import(input, caller),
    previewExport: async (input) => (await exporting()).preview(input),
    export: async (input, caller) => (await exporting()).export(input, caller),
    async plan(input, caller) {
      const { actFor } = await import('./gateway-acts.ts');
      return (await actFor(input, caller, parts)).plan();
    },
    async apply(input, caller) {
      const { actFor } = await import('./gateway-acts.ts');
      const done = await (await actFor(input, caller, parts)).apply(input.mark);
      // Who may fetch a profile is shown with it.
      parts.lookAgain();
      return done;
    },
  };
}
