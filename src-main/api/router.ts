import { implement, ORPCError } from '@orpc/server';
import { StandardRPCHandler } from '@orpc/server/standard';
import { contract } from '../../src-shared/contract.ts';
import { errorTable, KeywatchError, type ErrorCode, type ErrorDetails } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Caller, Keywatch } from '../core.ts';
import type { Log } from '../ports.ts';
import { changeStream } from './change-stream.ts';

/** What answers the calls. */
export interface Api {
  keywatch: Keywatch;
  log: Log;
  /** The address of the browser door with its token; null when there is none. */
  address(): string | null;
}

/** What machines ask for all day: nobody is there because of it. */
const machinesAsk: ReadonlySet<string | undefined> = new Set(['ping', 'metrics']);

/**
 * The contract, implemented by the core: one line a call, so that no door can do what another cannot; what only one
 * may do, the core refuses at the others. Errors leave it as the contract's typed errors and nothing else.
 */
export function createRouter({ keywatch, log, address }: Api) {
  const { profiles, probes, alerts, settings, vault } = keywatch;
  const os = implement(contract)
    .$context<Caller>()
    .use(async ({ next, path }) => {
      if (!machinesAsk.has(path[0])) keywatch.noteCall();
      try {
        return await next();
      } catch (error) {
        throw asTypedError(error, path.join('.'), log);
      }
    });
  return os.router({
    profiles: {
      list: os.profiles.list.handler(({ input }) => ({ profiles: profiles.list(input.provider) })),
      get: os.profiles.get.handler(({ input }) => ({ profile: profiles.get(input.id) })),
      recognise: os.profiles.recognise.handler(({ input }) => profiles.recognise(input.text, input.provider)),
      add: os.profiles.add.handler(async ({ input }) => ({ profile: await profiles.add(input) })),
      edit: os.profiles.edit.handler(({ input }) => ({ profile: profiles.edit(input) })),
      replaceSecret: os.profiles.replaceSecret.handler(async ({ input }) => ({
        profile: await profiles.replaceSecret(input),
      })),
      remove: os.profiles.remove.handler(({ input }) => ({ restorableUntil: profiles.remove(input.id) })),
      restore: os.profiles.restore.handler(({ input }) => ({ profile: profiles.restore(input.id) })),
      enable: os.profiles.enable.handler(({ input }) => ({ profile: profiles.enable(input.id) })),
      disable: os.profiles.disable.handler(({ input }) => ({
        profile: profiles.disable(input.id, input.note ?? null),
      })),
      reset: os.profiles.reset.handler(({ input }) => ({ profile: profiles.reset(input.id) })),
      reveal: os.profiles.reveal.handler(async ({ input, context }) => ({
        secret: await profiles.reveal(input.id, { ...context, action: input.action ?? 'reveal' }),
      })),
      history: os.profiles.history.handler(({ input }) =>
        profiles.history(input.id, {
          since: input.since ?? 0,
          limit: input.limit ?? (input.span === undefined ? 500 : 0),
          span: input.span,
        }),
      ),
      accesses: os.profiles.accesses.handler(({ input }) => ({
        entries: profiles.accesses(input.id ?? null, input.limit ?? 200),
      })),
    },
    probes: {
      test: os.probes.test.handler(async ({ input }) => ({
        answers: await (input.due === true ? probes.testDue() : probes.test(input.ids)),
        clock: keywatch.state().clock,
      })),
      trial: os.probes.trial.handler(({ input }) => probes.trial(input)),
      report: os.probes.report.handler(({ input }) => probes.report(input)),
      pause: os.probes.pause.handler(({ input }) => {
        probes.pause(input.until);
        return {};
      }),
      resume: os.probes.resume.handler(() => {
        probes.resume();
        return {};
      }),
    },
    alerts: {
      list: os.alerts.list.handler(() => ({ alerts: alerts.list(), undelivered: alerts.undelivered() })),
      tell: os.alerts.tell.handler(() => alerts.tell()),
      trial: os.alerts.trial.handler(async () => {
        await alerts.trial();
        return {};
      }),
      snooze: os.alerts.snooze.handler(({ input }) => {
        alerts.snooze(input.id, input.until);
        return {};
      }),
      dismiss: os.alerts.dismiss.handler(({ input }) => {
        alerts.dismiss(input.id);
        return {};
      }),
    },
    settings: {
      get: os.settings.get.handler(() => ({ settings: settings.get(), window: settings.window() })),
      set: os.settings.set.handler(({ input }) => ({ settings: settings.set(input) })),
      setWindow: os.settings.setWindow.handler(({ input }) => ({ window: settings.setWindow(input) })),
    },
    vault: {
      status: os.vault.status.handler(async () => ({ vault: await vault.status() })),
      protect: os.vault.protect.handler(({ input }) => vault.protect(input)),
      rotateKey: os.vault.rotateKey.handler(({ input }) => vault.rotateKey(input)),
      lock: os.vault.lock.handler(async () => ({ vault: await vault.lock() })),
      unlock: os.vault.unlock.handler(async ({ input }) => ({ vault: await vault.unlock(input) })),
    },
    order: {
      get: os.order.get.handler(({ input }) => keywatch.order.explain(input)),
      set: os.order.set.handler(({ input }) => keywatch.order.set(input)),
      clear: os.order.clear.handler(({ input }) => keywatch.order.clear(input)),
      explain: os.order.explain.handler(({ input }) => keywatch.order.explain(input)),
      pin: os.order.pin.handler(({ input }) => keywatch.order.pin(input.id)),
      unpin: os.order.unpin.handler(({ input }) => keywatch.order.unpin(input.provider)),
    },
    backups: {
      list: os.backups.list.handler(async () => ({ backups: await keywatch.backups.list() })),
      preview: os.backups.preview.handler(({ input }) => keywatch.backups.preview(input)),
      restore: os.backups.restore.handler(({ input }) => keywatch.backups.restore(input)),
    },
    recovery: {
      look: os.recovery.look.handler(noNeed),
      restore: os.recovery.restore.handler(noNeed),
    },
    transfer: {
      put: os.transfer.put.handler(({ input }) => keywatch.transfer.put(input)),
      preview: os.transfer.preview.handler(({ input }) => keywatch.transfer.preview(input)),
      import: os.transfer.import.handler(({ input }) => keywatch.transfer.import(input)),
      export: os.transfer.export.handler(({ input, context }) => keywatch.transfer.export(input, context)),
    },
    secrets: {
      serve: os.secrets.serve.handler(({ input, context }) => keywatch.secrets.serve(input, context)),
      run: os.secrets.run.handler(({ input, context }) => keywatch.secrets.run(input, context)),
    },
    relay: {
      state: os.relay.state.handler(() => keywatch.relay.state()),
      open: os.relay.open.handler(({ input }) => keywatch.relay.open(input)),
      close: os.relay.close.handler(() => keywatch.relay.close()),
      tokens: os.relay.tokens.handler(() => ({ tokens: keywatch.relay.tokens.list() })),
      addToken: os.relay.addToken.handler(({ input }) => keywatch.relay.tokens.add(input)),
      revokeToken: os.relay.revokeToken.handler(({ input }) => {
        keywatch.relay.tokens.revoke(input.name);
        return {};
      }),
    },
    connections: {
      list: os.connections.list.handler(async ({ input, context }) => ({
        connections: await keywatch.connections.list(input, context),
      })),
      plan: os.connections.plan.handler(({ input, context }) => keywatch.connections.plan(input, context)),
      apply: os.connections.apply.handler(({ input, context }) => keywatch.connections.apply(input, context)),
    },
    gateways: {
      list: os.gateways.list.handler(async () => ({ gateways: await keywatch.gateways.list() })),
      status: os.gateways.status.handler(({ input }) => keywatch.gateways.status(input)),
      previewImport: os.gateways.previewImport.handler(({ input, context }) =>
        keywatch.gateways.previewImport(input, context),
      ),
      import: os.gateways.import.handler(({ input, context }) => keywatch.gateways.import(input, context)),
      previewExport: os.gateways.previewExport.handler(({ input }) => keywatch.gateways.previewExport(input)),
      export: os.gateways.export.handler(({ input, context }) => keywatch.gateways.export(input, context)),
      plan: os.gateways.plan.handler(({ input, context }) => keywatch.gateways.plan(input, context)),
      apply: os.gateways.apply.handler(({ input, context }) => keywatch.gateways.apply(input, context)),
    },
    discovery: {
      find: os.discovery.find.handler(({ input }) => keywatch.discovery.find(input)),
      compare: os.discovery.compare.handler(({ input }) => keywatch.discovery.compare(input)),
      take: os.discovery.take.handler(async ({ input }) => ({
        profile: await keywatch.discovery.take(input),
      })),
      ignore: os.discovery.ignore.handler(({ input }) => {
        keywatch.discovery.ignore(input, true);
        return {};
      }),
      unignore: os.discovery.unignore.handler(({ input }) => {
        keywatch.discovery.ignore(input, false);
        return {};
      }),
    },
    service: {
      look: os.service.look.handler(async () => ({ service: await keywatch.service.look() })),
      install: os.service.install.handler(async ({ input }) => ({
        service: await keywatch.service.install(input.mark),
      })),
    },
    updates: { check: os.updates.check.handler(() => keywatch.updates.check()) },
    doctor: os.doctor.handler(({ input }) => keywatch.doctor(input.fix === true, input.around === true)),
    providers: {
      list: os.providers.list.handler(() => ({ providers: keywatch.providers() })),
      explain: os.providers.explain.handler(({ input }) => keywatch.explain(input)),
    },
    status: os.status.handler(({ input }) => keywatch.status(input)),
    metrics: os.metrics.handler(() => ({ text: keywatch.metrics() })),
    changes: os.changes.handler(({ signal }) => changeStream(keywatch, signal)),
    address: os.address.handler(() => ({ url: address() })),
    ping: os.ping.handler(() => ({ version: keywatch.version })),
  });
}

/** What every door hands its frames to. */
export function createHandler(api: Api): StandardRPCHandler<Caller> {
  return new StandardRPCHandler<Caller>(createRouter(api));
}

function noNeed(): never {
  throw new KeywatchError(
    'bad_usage',
    telling(
      'The vault can be read, so nothing was put in its place; go back to an earlier one by its backups.',
    ),
  );
}

/** What any error leaves a door as. */
export function asTypedError(error: unknown, call: string, log: Log): unknown {
  if (error instanceof KeywatchError) return typed(error.code, error.message, error.details);
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    const fields = fieldsOf(error.data).join(', ') || telling('the input');
    return typed(
      'invalid_input',
      telling('{call} was called with {which} in a form it cannot read; nothing was changed.', {
        call,
        which: fields,
      }),
      {
        fields,
      },
    );
  }
  log.error('A call failed by a fault of Keywatch', {
    call,
    error: error instanceof Error ? error.name : typeof error,
  });
  return typed(
    'fault',
    telling(
      'Keywatch made a mistake in {call}; what was stored before is kept; try again, and report it if it stays.',
      { call },
    ),
    {},
  );
}

function typed(code: ErrorCode, message: string, data: ErrorDetails): ORPCError<ErrorCode, ErrorDetails> {
  return new ORPCError(code, { defined: true, status: errorTable[code].status, message, data });
}

/** The names of the fields that did not fit, never their values. */
function fieldsOf(data: unknown): string[] {
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues))
    return [];
  const names = data.issues.map((issue: unknown) => {
    if (typeof issue !== 'object' || issue === null || !('path' in issue) || !Array.isArray(issue.path))
      return '';
    return issue.path.map(String).join('.');
  });
  return [...new Set(names.filter((name) => name !== ''))].slice(0, 8);
}
