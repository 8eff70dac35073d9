/**
 * The one contract that all three doors speak. A call is named here and nowhere else; what a call can fail with is
 * the table of errors.ts.
 */
import { eventIterator, oc, type ContractRouterClient } from '@orpc/contract';
import { z } from 'zod';
import {
  comparedSchema,
  compareInput,
  findInput,
  foundSchema,
  placesInput,
  takeInput,
} from './contract-discovery.ts';
import {
  addSchema,
  editSchema,
  explainSchema,
  replaceSchema,
  reportSchema,
  secretLimit,
  trySchema,
} from './contract-input.ts';
import { gatewayApplyInput, gatewayInput, gatewayPlanSchema } from './contract-gateways.ts';
import {
  gatewayExportInput,
  gatewayExportPlanSchema,
  gatewayImportInput,
  gatewayStatusInput,
  gatewayStatusSchema,
  listedGatewaySchema,
} from './contract-gateway-view.ts';
import {
  backupSchema,
  examinationSchema,
  exportedSchema,
  exportInput,
  importInput,
  importPlanSchema,
  pieceInput,
  previewInput,
  recoveredSchema,
  restoreInput,
  restorePlanSchema,
  unreadableSchema,
} from './contract-keeping.ts';
import {
  accessSchema,
  alertSchema,
  answerSchema,
  chartSpans,
  explanationSchema,
  historySchema,
  ownServiceSchema,
  profileSchema,
  providerInfoSchema,
  recognitionSchema,
  reportedSchema,
  settingsSchema,
  statusInput,
  statusSchema,
  toldSchema,
  trialSchema,
  undeliveredSchema,
  updateSchema,
  windowSettingsSchema,
  wrongClockSchema,
} from './contract-schema.ts';
import { changeSchema } from './contract-changes.ts';
import { declaredErrors } from './contract-errors.ts';
import {
  explainQuestion,
  orderQuestion,
  orderSchema,
  pinInput,
  setOrderInput,
  unpinInput,
} from './contract-order.ts';
import {
  connectionApplyInput,
  connectionInput,
  connectionPlanSchema,
  connectionSchema,
  connectionsInput,
} from './contract-connect.ts';
import * as relay from './contract-relay.ts';
import { equippedSchema, runInput, servedSchema, serveInput } from './contract-secrets.ts';
import {
  protectInput,
  protectOutput,
  reportOutput,
  rotateInput,
  rotateOutput,
  unlockInput,
} from './contract-vault.ts';

const call = oc.errors(declaredErrors);

const one = z.object({ id: z.string().max(256) });
const profile = z.object({ profile: profileSchema });
const nothing = z.object({});

export const contract = {
  profiles: {
    list: call
      .input(z.object({ provider: z.string().optional() }))
      .output(z.object({ profiles: z.array(profileSchema) })),
    get: call.input(one).output(profile),
    recognise: call
      .input(z.object({ text: z.string().max(2 * secretLimit), provider: z.string().optional() }))
      .output(recognitionSchema),
    add: call.input(addSchema).output(profile),
    edit: call.input(editSchema).output(profile),
    replaceSecret: call.input(replaceSchema).output(profile),
    remove: call.input(one).output(z.object({ restorableUntil: z.number() })),
    restore: call.input(one).output(profile),
    enable: call.input(one).output(profile),
    disable: call.input(one.extend({ note: z.string().max(500).optional() })).output(profile),
    reset: call.input(one).output(profile),
    /** The secret itself; the way it leaves is recorded in the access log. */
    reveal: call
      .input(one.extend({ action: z.enum(['reveal', 'copy']).optional() }))
      .output(z.object({ secret: z.string() })),
    /** The newest answers since then; with a span its chart, and no rows unless a limit says how many. */
    history: call
      .input(
        one.extend({
          since: z.number().optional(),
          limit: z.number().int().min(0).max(5000).optional(),
          span: z.enum(chartSpans).optional(),
        }),
      )
      .output(historySchema),
    accesses: call
      .input(z.object({ id: z.string().optional(), limit: z.number().int().max(1000).optional() }))
      .output(z.object({ entries: z.array(accessSchema) })),
  },
  probes: {
    /** Ask now, whatever the schedule; without ids every enabled profile, with `due` those whose turn it is. Answers when all were asked. */
    test: call
      .input(z.object({ ids: z.array(z.string()).max(10_000).optional(), due: z.boolean().optional() }))
      .output(z.object({ answers: z.array(answerSchema), clock: wrongClockSchema.nullable() })),
    /** Ask about a secret that is not stored. */
    trial: call.input(trySchema).output(trialSchema),
    /** What real traffic met, so that nobody need ask for it; read by the same rules as a probe's answer. */
    report: call.input(reportSchema).output(reportedSchema),
    pause: call.input(z.object({ until: z.number().nullable() })).output(nothing),
    resume: call.input(nothing).output(nothing),
  },
  alerts: {
    list: call
      .input(nothing)
      .output(z.object({ alerts: z.array(alertSchema), undelivered: undeliveredSchema.nullable() })),
    /** Tells now what is due, where nobody keeps watch; a Keywatch that runs does so by itself. */
    tell: call.input(nothing).output(toldSchema),
    /** Sends a trial by the way that is set. */
    trial: call.input(nothing).output(nothing),
    /** `until`: epoch ms; null ends the silence. */
    snooze: call.input(one.extend({ until: z.number().nullable() })).output(nothing),
    dismiss: call.input(one).output(nothing),
  },
  settings: {
    get: call.input(nothing).output(z.object({ settings: settingsSchema, window: windowSettingsSchema })),
    set: call.input(settingsSchema.partial()).output(z.object({ settings: settingsSchema })),
    setWindow: call.input(windowSettingsSchema.partial()).output(z.object({ window: windowSettingsSchema })),
  },
  providers: {
    list: call.input(nothing).output(z.object({ providers: z.array(providerInfoSchema) })),
    /** What an error means that somebody saw; nothing of it is kept. */
    explain: call.input(explainSchema).output(explanationSchema),
  },
  vault: {
    /** Every slot, asked whether it opens; passphrases are not asked for. */
    status: call.input(nothing).output(reportOutput),
    /** Adds, removes or tests a slot; no secret is touched. */
    protect: call.input(protectInput).output(protectOutput),
    /** Seals everything anew under another key, in one write. */
    rotateKey: call.input(rotateInput).output(rotateOutput),
    lock: call.input(nothing).output(reportOutput),
    unlock: call.input(unlockInput).output(reportOutput),
  },
  /** Who of a provider serves next, and what a person says of it. */
  order: {
    get: call.input(orderQuestion).output(orderSchema.pick({ provider: true, agent: true, explicit: true })),
    set: call.input(setOrderInput).output(orderSchema),
    clear: call.input(orderQuestion).output(orderSchema),
    explain: call.input(explainQuestion).output(orderSchema),
    pin: call.input(pinInput).output(orderSchema),
    unpin: call.input(unpinInput).output(orderSchema),
  },
  backups: {
    /** As their files tell of them; newest first. */
    list: call.input(nothing).output(z.object({ backups: z.array(backupSchema) })),
    /** What restoring one would change. */
    preview: call.input(restoreInput).output(restorePlanSchema),
    /** In one write, the present vault backed up first; its slots stay. */
    restore: call.input(restoreInput).output(restorePlanSchema),
  },
  /** While the vault cannot be read, and only then; nearly all else answers `vault_unreadable`. */
  recovery: {
    look: call.input(nothing).output(unreadableSchema),
    /** In the place of the vault, whole, slots and all; what lay there is copied aside. */
    restore: call.input(restoreInput).output(recoveredSchema),
  },
  transfer: {
    /** A file that is longer than a piece comes in pieces; `upload` then stands for it. */
    put: call.input(pieceInput).output(z.object({ upload: z.string(), length: z.number() })),
    /** What importing would change; nothing is written. */
    preview: call.input(previewInput).output(importPlanSchema),
    /** All of it or nothing, in one write, the present vault backed up first. */
    import: call.input(importInput).output(importPlanSchema),
    /** The file as text, to be saved by whoever asks. */
    export: call.input(exportInput).output(exportedSchema),
  },
  secrets: {
    /** What a gateway was granted, for its name; at the local door alone: no window has a use for it. */
    serve: call.input(serveInput).output(servedSchema),
    /** What a program of this person's is to run with, its secret written down first; at the local door alone. */
    run: call.input(runInput).output(equippedSchema),
  },
  /** A loopback server that puts the best key into what tools send, and fails over. */
  /** Tools that are pointed at the relay by their own configurations. */
  connections: {
    list: call.input(connectionsInput).output(z.object({ connections: z.array(connectionSchema) })),
    plan: call.input(connectionInput).output(connectionPlanSchema),
    apply: call.input(connectionApplyInput).output(connectionPlanSchema),
  },
  relay: {
    state: call.input(nothing).output(relay.relayStateSchema),
    open: call.input(relay.openRelayInput).output(relay.relayStateSchema),
    close: call.input(nothing).output(relay.relayStateSchema),
    tokens: call.input(nothing).output(z.object({ tokens: z.array(relay.relayTokenSchema) })),
    /** The token itself is told this once and kept nowhere. */
    addToken: call.input(relay.newRelayTokenInput).output(relay.newRelayTokenSchema),
    revokeToken: call.input(z.object({ name: z.string().max(64) })).output(nothing),
  },
  /** Agent gateways: what they store, what comes from there, and what Keywatch changes in their files. */
  gateways: {
    /** Those that Keywatch knows, and which of them are here. */
    list: call.input(nothing).output(z.object({ gateways: z.array(listedGatewaySchema) })),
    /** What one agent stores and what is wrong with it; reads only. */
    status: call.input(gatewayStatusInput).output(gatewayStatusSchema),
    /** What importing would change in the vault; nothing is written. */
    previewImport: call.input(gatewayImportInput).output(importPlanSchema),
    /** All of it or nothing, in one write, the present vault backed up first. */
    import: call.input(gatewayImportInput).output(importPlanSchema),
    /** What exporting would change in a store; no secret is taken out. */
    previewExport: call.input(gatewayExportInput).output(gatewayExportPlanSchema),
    /** Writes secrets in clear into a store, while it is what was shown. */
    export: call
      .input(gatewayExportInput.extend({ mark: z.string().max(64) }))
      .output(gatewayExportPlanSchema),
    /** What would change; nothing is written. */
    plan: call.input(gatewayInput).output(gatewayPlanSchema),
    /** All of it or nothing, while it is what was shown. */
    apply: call.input(gatewayApplyInput).output(gatewayPlanSchema),
  },
  /** Credentials that lie elsewhere on this machine. */
  discovery: {
    /** What is there, seen from where the core runs; secrets stay there. */
    find: call.input(findInput).output(foundSchema),
    /** Holds what a program saw in its own surroundings against the vault. */
    compare: call.input(compareInput).output(comparedSchema),
    /** Links or copies one: only now its secret is taken. */
    take: call.input(takeInput).output(profile),
    ignore: call.input(placesInput).output(nothing),
    unignore: call.input(placesInput).output(nothing),
  },
  /**
   * What is wrong with the data directory, repaired where asked for; with `around` also with what lies around the process
   * that answers, else `tools` and `services` are empty.
   */
  doctor: call
    .input(z.object({ fix: z.boolean().optional(), around: z.boolean().optional() }))
    .output(examinationSchema),
  /** The system's own way to start Keywatch with the session; an app has its login item instead. */
  service: {
    /** Null where this host has none. */
    look: call.input(nothing).output(z.object({ service: ownServiceSchema.nullable() })),
    /** Writes what was shown, and has it start from the next session on. */
    install: call
      .input(z.object({ mark: z.string().max(64) }))
      .output(z.object({ service: ownServiceSchema })),
  },
  updates: {
    /** Whether there is a newer Keywatch; asks whoever publishes it only where the settings allow that. */
    check: call.input(nothing).output(updateSchema),
  },
  status: call.input(statusInput).output(statusSchema),
  /** As OpenMetrics text, for a Prometheus that is there already. */
  metrics: call.input(nothing).output(z.object({ text: z.string() })),
  changes: call.input(nothing).output(eventIterator(changeSchema)),
  /** Where a browser on this machine opens the window; null when no browser door is open. */
  address: call.input(nothing).output(z.object({ url: z.string().nullable() })),
  ping: call.input(nothing).output(z.object({ version: z.string() })),
};

export type Contract = typeof contract;
export type Client = ContractRouterClient<Contract>;
