import { createAlerts } from './alerts/alerts.ts';
import { newerRelease } from './alerts/newer-release.ts';
import type { Keywatch, Touched } from './core.ts';
import { createConnectCalls, createConnectionCheck } from './connecting/connect-calls.ts';
import { createDoctor } from './doctor/doctor-call.ts';
import { explainFor } from './gateways/explain.ts';
import { confirmAfter } from './health/confirm-after.ts';
import { keepTidy } from './health/keep-tidy.ts';
import type { ProbeTarget } from './health/probing.ts';
import { createProber } from './health/prober.ts';
import { createSurroundings } from './health/surroundings.ts';
import { createTrueTime } from './health/true-time.ts';
import { createGatewayCalls } from './linking/gateway-calls.ts';
import type { KeywatchPorts } from './keywatch-ports.ts';
import { createMetrics } from './metrics/metrics.ts';
import { askProfile, secretForWork, withFormer } from './profiles/ask-profile.ts';
import { createBook } from './profiles/book.ts';
import { createProfileCalls } from './profiles/calls.ts';
import { createCoreState } from './profiles/core-state.ts';
import { createDiscoveryCalls } from './profiles/discovery-calls.ts';
import { endOf, probeTarget } from './profiles/probe-target.ts';
import { keepingOn } from './profiles/keeping-on.ts';
import { createLinkWatch } from './profiles/link-watch.ts';
import { createOrderCalls } from './profiles/order-calls.ts';
import { createProbeCalls } from './profiles/probe-calls.ts';
import { createSparing } from './profiles/sparing.ts';
import { createServiceCalls } from './profiles/service-calls.ts';
import { createSettingsCalls } from './profiles/settings-calls.ts';
import { createVaultCalls } from './profiles/vault-calls.ts';
import { providers } from './providers/index.ts';
import { providerInfo } from './providers/provider-info.ts';
import { createRelay, type Relay } from './relay/relay-calls.ts';
import type { Linked } from './selection/profile-view.ts';
import { statusOf } from './selection/status.ts';
import { createBackupCalls } from './transfer/backup-calls.ts';
import { createTransferCalls } from './transfer/transfer-calls.ts';
import { createRunCall } from './use/run-call.ts';
import { createSecretCalls } from './use/secret-calls.ts';
import { createSecretStores } from './secret-stores/secret-stores.ts';
import { createLockWatch } from './vault/lock-watch.ts';
import { openVault } from './vault/open-vault.ts';

/**
 * Composes the core and owns the lifetimes of its parts. Whoever calls this owns the data directory (D-A5).
 * Throws a KeywatchError where the vault cannot be read at all; a vault that is merely locked opens locked.
 */
export async function createKeywatch(ports: KeywatchPorts): Promise<Keywatch> {
  const { clock, history, log, env } = ports;
  const kept = keepingOn(log);
  const vault = await openVault({
    ...ports,
    store: ports.document,
    slots: ports.keySlots,
    lastGeneration: history.generation(),
  });
  const time = createTrueTime({
    clock,
    history,
    write: (act) => kept('What providers say of the clock could not be noted', act),
    onChange() {
      log.warn('how far the clock of this machine is off', { offByMs: time.wrong()?.offByMs ?? 0 });
      prober.changed();
      lookAgain();
    },
  });
  const settings = createSettingsCalls({ ...ports, vault, onChange: settingsChanged });
  const stores = createSecretStores({ ...ports, vaultServer: () => settings.get().vaultServer });
  const parts = { ...ports, vault, time, stores };
  const listeners = new Set<(touched: Touched) => void>();
  const touch = (touched: Touched) => {
    relay?.changed();
    for (const listener of listeners) listener(touched);
  };
  const linked = new Map<string, Linked>();
  const neverAsks = env['KEYWATCH_OFFLINE'] === '1';

  let relay: Relay | null = null;
  let running = false;
  let stopMoment = idle;
  const telling = createSparing(clock, tell);
  let stopTidying = idle;

  const metrics = createMetrics({
    version: ports.version,
    startedAt: clock.now(),
    knows: (id) => providers.some((provider) => provider.id === id),
  });
  const surroundings = createSurroundings({ ...ports, settings: settings.get });
  const prober = createProber({
    ...ports,
    surroundings,
    neverAsks,
    ...confirmAfter(env),
    probeIntervalMs: () => settings.get().probeIntervalMs,
    probesPerDay: () => settings.get().probesPerDay,
    profiles: () => [...vault.profiles().values()].flatMap((profile) => target(profile.id) ?? []),
    profile: target,
    ask: (id) => askProfile(id, endOf(book.find(id)), parts, (source) => noteLinked(id, source)),
    onAnswer(after, _, from) {
      const { provider } = book.find(after.id) ?? {};
      if (provider !== undefined && after.lastAnswer !== null)
        metrics.noteAnswer({ provider, outcome: after.lastAnswer.outcome, from });
      book.lookAt(after.id);
      telling.soon();
    },
    onChange: () => touch({ what: 'state' }),
  });
  const book = createBook({
    vault,
    clock,
    time,
    linked,
    record: prober.record,
    probesPerDay: () => settings.get().probesPerDay,
    onTouched: (id) => touch({ what: 'profile', id }),
  });

  const links = createLinkWatch({ ...parts, linked, onLinked: noteLinked, onMoved: prober.renew });

  const alerts = createAlerts({
    ...ports,
    settings: settings.get,
    scene: () => ({
      profiles: book.list(),
      troubles: prober.troubles(),
      changed: links.changed(),
      clock: time.wrong(),
      // A vault that was never opened here was locked by nobody.
      away: surroundings.isLocked() || (running && vault.state() === 'locked'),
    }),
    isPrivate: () => settings.window().privacy,
    onChange: () => touch({ what: 'alerts' }),
    onTry(id) {
      if (neverAsks) return;
      prober.testNow([id]).catch((error: unknown) => {
        log.warn('Trying from a notice failed', {
          error: error instanceof Error ? error.name : typeof error,
        });
      });
    },
  });

  function settingsChanged(): void {
    stores.forget();
    touch({ what: 'settings' });
    alerts.reconsider();
    lockWatch.look();
    prober.changed();
    lookAgain();
  }

  /** Locked, opened or written: what can be asked and shown is looked at again, and told. */
  function vaultChanged(): void {
    if (vault.state() === 'locked') stores.forget();
    lookAgain();
    prober.changed();
    lockWatch.look();
    touch({ what: 'state' });
  }

  const lockWatch = createLockWatch({ ...parts, settings: settings.get, onChange: vaultChanged });

  function target(id: string): ProbeTarget | null {
    const profile = vault.profiles().get(id);
    if (profile === undefined) return null;
    return probeTarget(profile, book.find(id), linked.get(id) ?? null, time.wrong(), env);
  }

  /** That a reference leads nowhere is told at once: no answer will follow that would tell it. */
  function noteLinked(id: string, source: Linked): void {
    const before = linked.get(id);
    linked.set(id, withFormer(source, before));
    const isOther = source.unread?.what !== before?.unread?.what;
    if (links.note(id, source) || isOther) lookAgain(vault.profiles().get(id)?.provider);
  }

  function lookAgain(provider?: string, only?: string): void {
    kept('The generation of the vault could not be noted', () => history.setGeneration(vault.generation()));
    if (only === undefined) book.look(provider);
    else book.lookAt(only);
    tell();
  }

  function tell(): void {
    if (!running) return;
    alerts.update();
    touch({ what: 'state' });
    stopMoment();
    const next = book.nextMoment();
    stopMoment = next === null ? idle : clock.after(next - clock.now(), () => lookAgain());
  }

  history.onFault(() => touch({ what: 'state' }));
  const state = createCoreState({ ...parts, prober, surroundings, book, neverAsks });
  const calls = { ...parts, book, prober, linked, noteLinked, lookAgain };
  const profileCalls = createProfileCalls(calls);
  const order = createOrderCalls(calls);
  const { reveal } = profileCalls;
  const probes = createProbeCalls(calls);
  const opened = (relay = createRelay({
    ...parts,
    opensOn: () => settings.get().relayPort,
    inOrder: (provider, agent) => book.listFor(vault.serving(), agent, provider),
    readSecret: async (profile) => (await secretForWork(profile, calls)).secret,
    report: probes.report,
    onPassed: metrics.notePassed,
  }));
  const connecting = { ...calls, settings, relayState: opened.calls.state, tokensChanged: opened.changed };
  return {
    version: ports.version,
    profiles: profileCalls,
    secrets: {
      ...createSecretCalls({ ...calls, read: (profile) => secretForWork(profile, calls) }),
      ...createRunCall({ ...parts, reveal, explain: order.explain, get: book.get }),
    },
    probes,
    alerts: alerts.calls,
    settings,
    vault: createVaultCalls({ ...parts, onChange: vaultChanged }),
    order,
    discovery: createDiscoveryCalls({ ...parts, profiles: profileCalls, grounds: ports.grounds }),
    backups: createBackupCalls({ ...calls, onRestored: settingsChanged }),
    transfer: createTransferCalls(calls),
    relay: opened.calls,
    connections: createConnectCalls(connecting),
    gateways: createGatewayCalls(calls),
    doctor: createDoctor({
      ...parts,
      profiles: () => book.list(),
      connections: createConnectionCheck(connecting),
      surroundings: () => ports.grounds([]),
    }),
    service: createServiceCalls(ports.service),
    updates: { check: () => newerRelease({ ...ports, settings: settings.get(), neverAsks }) },
    noteCall: lockWatch.noteCall,
    providers: () => providers.map(providerInfo),
    explain: (input) => explainFor(input, clock.now()),
    status({ within, provider, profile, agent }) {
      const circumstances = state();
      const profiles = agent === undefined ? book.list() : book.listFor(vault.serving(), agent);
      const question = { circumstances, withinMs: within, provider, profile };
      return statusOf(profiles, circumstances.vault, clock.now(), question);
    },
    metrics: () =>
      metrics.text({
        state: state(),
        profiles: book.list(),
        undelivered: alerts.calls.undelivered() !== null,
        relay: opened.calls.state(),
      }),
    state,
    observe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      running = true;
      surroundings.watch({
        onChange() {
          prober.surroundingsChanged();
          lookAgain();
        },
        onResume() {
          prober.resumed();
          lookAgain();
        },
      });
      prober.start();
      lookAgain();
      lockWatch.start();
      links.start();
      opened.start();
      // Reading the backups takes longer than a start may; what they tell is shown once it is known.
      void vault.backups.former().then((former) => former !== null && running && touch({ what: 'state' }));
      stopTidying = keepTidy({
        ...ports,
        write: (act) => kept('Old history could not be rolled up', act),
      });
    },
    async close() {
      running = false;
      stopMoment();
      lockWatch.stop();
      links.stop();
      stopTidying();
      alerts.stop();
      surroundings.stop();
      prober.stop();
      await opened.stop();
      vault.close();
      history.close();
    },
  };
}

function idle(): void {}
