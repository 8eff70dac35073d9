import { KeywatchError } from '../../src-shared/errors.ts';
import { stateDirectoryOf } from '../../src-main/gateways/stores/layout.ts';
import {
  readRestFlow,
  restFlowExit,
  restFlowOrder,
  restFlowStatus,
  whyNotUsed,
} from '../../src-main/gateways/stores/restflow.ts';
import { gatewayNamed } from '../../src-main/gateways/systems.ts';
import type { Asked } from '../arguments.ts';
import type { Done, Host } from '../command.ts';
import { documentOf } from '../documents.ts';
import { providerAsked, surroundingsOf } from './gateway-asked.ts';
import { gatewayLines } from './gateway-lines.ts';
import type { ShownProfile } from './gateway-status.ts';

/** RestFlow as its own command tells it: its store is sealed, so nothing of it lies in clear. */
export async function restFlowReport(asked: Asked, host: Host): Promise<Done> {
  const { system } = gatewayNamed(asked.words[0] ?? '');
  for (const option of ['state-dir', 'agent', 'prefer'])
    if (asked.has(option))
      throw new KeywatchError(
        'bad_usage',
        `RestFlow is asked through its own command, which knows no --${option}; nothing was read; leave it out`,
      );
  const around = surroundingsOf(host);
  const all = await readRestFlow(around.spawn);
  const wanted = providerAsked(asked);
  const found = wanted === null ? all : all.filter(({ provider }) => provider === wanted);
  const profiles = found.map((each): ShownProfile => {
    const why = whyNotUsed(each, around.now);
    return {
      id: each.id,
      provider: each.provider,
      type: each.type,
      from: 'main',
      email: each.email,
      eligible: why === null || why === 'cooldown',
      reasonCode: why === 'expired' ? 'expired' : why === 'disabled' ? 'disabled' : 'ok',
      status: restFlowStatus(each, around.now),
      expiresAt: each.expiresAt,
      usable: why === null,
      unusableReason: why,
      cooldownUntil:
        each.cooldownUntil !== null && each.cooldownUntil > around.now ? each.cooldownUntil : null,
      disabledUntil: null,
      blockedUntil: null,
      lastUsedAt: each.lastUsedAt,
      plaintext: false,
      ref: null,
      verified: null,
    };
  });
  const exit = restFlowExit(found, around.now);
  const report = {
    name: system.id,
    stateDir: stateDirectoryOf(system, null, around),
    agent: 'main',
    agents: ['main'],
    generation: null,
    shape: 'own',
    store: null,
    config: null,
    providersInUse: [...new Set(found.map(({ provider }) => provider))],
    profiles,
    order: restFlowOrder(found, around.now),
    findings: [],
    exit,
  };
  return {
    document: documentOf('gateway', report),
    lines: (look) => gatewayLines({ ...report, title: system.name }, look),
    exit: asked.has('check') ? exit : 0,
  };
}
