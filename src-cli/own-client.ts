import type { Client } from '../src-shared/contract.ts';
import type { EditInput } from '../src-shared/contract-input.ts';
import type { Keywatch } from '../src-main/core.ts';

/** A name, note or address no contract would refuse: within every limit and without blanks at its ends. */
const isPlain = (text: string | null | undefined, limit: number) =>
  typeof text !== 'string' || (text.length > 0 && text.length <= limit && text === text.trim());
const isCount = (times: number | null | undefined) =>
  typeof times !== 'number' || (Number.isInteger(times) && times >= 1 && times <= 96);
const isPositive = (ms: number | null | undefined) =>
  typeof ms !== 'number' || (Number.isFinite(ms) && ms > 0);

/** Whether an edit is so ordinary that the contract's checks would let it through unchanged. */
function isOrdinary(input: EditInput): boolean {
  const { name, baseUrl, tags, notes, rotateEveryMs, probesPerDay, expiresAt } = input;
  return (
    isPlain(name, 200) &&
    isPlain(baseUrl, 2048) &&
    isPlain(notes, 4000) &&
    isPositive(rotateEveryMs) &&
    isCount(probesPerDay) &&
    isPositive(expiresAt) &&
    (tags === undefined || (tags.length <= 32 && tags.every((tag) => isPlain(tag, 64))))
  );
}

/**
 * The contract's client over a core of this process. What carries only ids, and ordinary edits, go to the core at
 * once: loading the contract takes longer than the whole of such a command (docs/figures.md). All else goes through
 * the contract, as at a door.
 */
export function ownClient(
  keywatch: Keywatch,
  caller: { program: string; pid: number },
  contract: () => Promise<Client>,
): Client {
  const { profiles } = keywatch;
  return {
    profiles: {
      list: async ({ provider }) => ({ profiles: profiles.list(provider) }),
      get: async ({ id }) => ({ profile: profiles.get(id) }),
      edit: async (input, ...rest) =>
        isOrdinary(input)
          ? { profile: profiles.edit(input) }
          : (await contract()).profiles.edit(input, ...rest),
      enable: async ({ id }) => ({ profile: profiles.enable(id) }),
      disable: async (input, ...rest) =>
        isPlain(input.note, 500)
          ? { profile: profiles.disable(input.id, input.note ?? null) }
          : (await contract()).profiles.disable(input, ...rest),
      reset: async ({ id }) => ({ profile: profiles.reset(id) }),
      remove: async ({ id }) => ({ restorableUntil: profiles.remove(id) }),
      restore: async ({ id }) => ({ profile: profiles.restore(id) }),
      reveal: async ({ id, action }) => ({
        secret: await profiles.reveal(id, { ...caller, door: 'local', action: action ?? 'reveal' }),
      }),
      recognise: async (...input) => (await contract()).profiles.recognise(...input),
      add: async (...input) => (await contract()).profiles.add(...input),
      replaceSecret: async (...input) => (await contract()).profiles.replaceSecret(...input),
      history: async (...input) => (await contract()).profiles.history(...input),
      accesses: async (...input) => (await contract()).profiles.accesses(...input),
    },
    probes: {
      test: async (...input) => (await contract()).probes.test(...input),
      trial: async (...input) => (await contract()).probes.trial(...input),
      report: async (...input) => (await contract()).probes.report(...input),
      pause: async (...input) => (await contract()).probes.pause(...input),
      resume: async (...input) => (await contract()).probes.resume(...input),
    },
    alerts: {
      list: async (...input) => (await contract()).alerts.list(...input),
      tell: async () => keywatch.alerts.tell(),
      trial: async (...input) => (await contract()).alerts.trial(...input),
      snooze: async (...input) => (await contract()).alerts.snooze(...input),
      dismiss: async (...input) => (await contract()).alerts.dismiss(...input),
    },
    settings: {
      get: async (...input) => (await contract()).settings.get(...input),
      set: async (...input) => (await contract()).settings.set(...input),
      setWindow: async (...input) => (await contract()).settings.setWindow(...input),
    },
    vault: {
      status: async (...input) => (await contract()).vault.status(...input),
      protect: async (...input) => (await contract()).vault.protect(...input),
      rotateKey: async (...input) => (await contract()).vault.rotateKey(...input),
      lock: async (...input) => (await contract()).vault.lock(...input),
      unlock: async (...input) => (await contract()).vault.unlock(...input),
    },
    order: {
      get: async (...input) => (await contract()).order.get(...input),
      set: async (...input) => (await contract()).order.set(...input),
      clear: async (...input) => (await contract()).order.clear(...input),
      explain: async (...input) => (await contract()).order.explain(...input),
      pin: async (...input) => (await contract()).order.pin(...input),
      unpin: async (...input) => (await contract()).order.unpin(...input),
    },
    backups: {
      list: async (...input) => (await contract()).backups.list(...input),
      preview: async (...input) => (await contract()).backups.preview(...input),
      restore: async (...input) => (await contract()).backups.restore(...input),
    },
    recovery: {
      look: async (...input) => (await contract()).recovery.look(...input),
      restore: async (...input) => (await contract()).recovery.restore(...input),
    },
    transfer: {
      put: async (...input) => (await contract()).transfer.put(...input),
      preview: async (...input) => (await contract()).transfer.preview(...input),
      import: async (...input) => (await contract()).transfer.import(...input),
      export: async (...input) => (await contract()).transfer.export(...input),
    },
    secrets: {
      serve: (input) => keywatch.secrets.serve(input, { ...caller, door: 'local' }),
      run: async (...input) => (await contract()).secrets.run(...input),
    },
    relay: {
      state: async (...input) => (await contract()).relay.state(...input),
      open: async (...input) => (await contract()).relay.open(...input),
      close: async (...input) => (await contract()).relay.close(...input),
      tokens: async (...input) => (await contract()).relay.tokens(...input),
      addToken: async (...input) => (await contract()).relay.addToken(...input),
      revokeToken: async (...input) => (await contract()).relay.revokeToken(...input),
    },
    connections: {
      list: async (...input) => (await contract()).connections.list(...input),
      plan: async (...input) => (await contract()).connections.plan(...input),
      apply: async (...input) => (await contract()).connections.apply(...input),
    },
    gateways: {
      list: async (...input) => (await contract()).gateways.list(...input),
      status: async (...input) => (await contract()).gateways.status(...input),
      previewImport: async (...input) => (await contract()).gateways.previewImport(...input),
      import: async (...input) => (await contract()).gateways.import(...input),
      previewExport: async (...input) => (await contract()).gateways.previewExport(...input),
      export: async (...input) => (await contract()).gateways.export(...input),
      plan: async (...input) => (await contract()).gateways.plan(...input),
      apply: async (...input) => (await contract()).gateways.apply(...input),
    },
    discovery: {
      find: async (...input) => (await contract()).discovery.find(...input),
      compare: async (input) => keywatch.discovery.compare(input),
      take: async (...input) => (await contract()).discovery.take(...input),
      ignore: async (...input) => (await contract()).discovery.ignore(...input),
      unignore: async (...input) => (await contract()).discovery.unignore(...input),
    },
    service: {
      look: async (...input) => (await contract()).service.look(...input),
      install: async (...input) => (await contract()).service.install(...input),
    },
    updates: { check: async (...input) => (await contract()).updates.check(...input) },
    doctor: async (...input) => (await contract()).doctor(...input),
    providers: {
      list: async (...input) => (await contract()).providers.list(...input),
      explain: async (...input) => (await contract()).providers.explain(...input),
    },
    status: async (question) => keywatch.status(question),
    metrics: async () => ({ text: keywatch.metrics() }),
    changes: async (...input) => (await contract()).changes(...input),
    address: async (...input) => (await contract()).address(...input),
    ping: async () => ({ version: keywatch.version }),
  };
}
