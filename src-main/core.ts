import type {
  AddInput,
  EditInput,
  ExplainInput,
  ReplaceInput,
  ReportInput,
  TryInput,
} from '../src-shared/contract-input.ts';
import type {
  Access,
  Alert,
  Answer,
  ChartSpan,
  CoreState,
  Explanation,
  Profile,
  ProfileHistory,
  ProviderInfo,
  Recognition,
  Reported,
  Settings,
  Status,
  Told,
  Trial,
  Undelivered,
  Update,
  WindowSettings,
} from '../src-shared/contract-schema.ts';
import type {
  GatewayExportInput,
  GatewayExportPlan,
  GatewayImportInput,
  GatewayStatus,
  GatewayStatusInput,
  ListedGateway,
} from '../src-shared/contract-gateway-view.ts';
import type { GatewayApplyInput, GatewayInput, GatewayPlan } from '../src-shared/contract-gateways.ts';
import type {
  Compared,
  CompareInput,
  FindInput,
  FoundCandidates,
  PlacesInput,
  TakeInput,
} from '../src-shared/contract-discovery.ts';
import type {
  Backup,
  Examination,
  Exported,
  ExportInput,
  ImportInput,
  ImportPlan,
  PieceInput,
  RestoreInput,
  RestorePlan,
} from '../src-shared/contract-keeping.ts';
import type {
  ExplainQuestion,
  OrderExplained,
  OrderQuestion,
  SetOrderInput,
} from '../src-shared/contract-order.ts';
import type {
  ProtectInput,
  Protected,
  RotateInput,
  Rotated,
  UnlockInput,
  VaultReport,
} from '../src-shared/contract-vault.ts';
import type {
  Connection,
  ConnectionApplyInput,
  ConnectionInput,
  ConnectionPlan,
  ConnectionsInput,
} from '../src-shared/contract-connect.ts';
import type {
  NewRelayToken,
  NewRelayTokenInput,
  OpenRelayInput,
  RelayState,
  RelayToken,
} from '../src-shared/contract-relay.ts';
import type { Equipped, RunInput, Served, ServeInput } from '../src-shared/contract-secrets.ts';
import type { OwnService } from '../src-shared/contract-state.ts';
import type { AccessAction, Door, Source } from '../src-shared/words.ts';

/** Who is calling: the door proves itself; program and pid are what the client says (D-A10). */
export interface Caller {
  door: Door;
  program: string | null;
  pid: number | null;
}

/** Something that subscribers should hear of. */
export type Touched =
  | { what: 'profile'; id: string }
  | { what: 'alerts' }
  | { what: 'settings' }
  | { what: 'state' };

/** Some of the fields; an absent and an undefined one alike stay as they are. */
export type Patch<T> = { [K in keyof T]?: T[K] | undefined };

export interface StatusQuery {
  /** Milliseconds that count as "expires soon". */
  within?: number | undefined;
  provider?: string | undefined;
  profile?: string | undefined;
  /** Whose own order holds. */
  agent?: string | undefined;
}

export interface HistoryQuestion {
  /** Epoch ms. */
  since: number;
  /** The newest rows, at most. */
  limit: number;
  /** With its chart. */
  span?: ChartSpan | undefined;
}

/** The core: everything Keywatch does, whichever door it is asked through. Calls throw KeywatchErrors. */
export interface Keywatch {
  readonly version: string;
  profiles: {
    list(provider?: string): Profile[];
    find(id: string): Profile | null;
    get(id: string): Profile;
    recognise(text: string, provider?: string): Recognition;
    /** `source`: where discovery found it. */
    add(input: AddInput, source?: Source): Promise<Profile>;
    edit(input: EditInput): Profile;
    replaceSecret(input: ReplaceInput): Promise<Profile>;
    /** The moment until which it can be restored. Epoch ms. */
    remove(id: string): number;
    restore(id: string): Profile;
    enable(id: string): Profile;
    disable(id: string, note: string | null): Profile;
    reset(id: string): Profile;
    /** The secret; recorded in the access log before it is given out. */
    reveal(id: string, caller: Caller & { action: AccessAction }): Promise<string>;
    history(id: string, asked: HistoryQuestion): ProfileHistory;
    accesses(id: string | null, limit: number): Access[];
  };
  probes: {
    test(ids?: readonly string[]): Promise<Answer[]>;
    /** Asks those whose turn it is by the schedule; nobody during a pause. For hosts where nobody keeps watch. */
    testDue(): Promise<Answer[]>;
    trial(input: TryInput): Promise<Trial>;
    /** What a program's own traffic met with a key. */
    report(input: ReportInput): Promise<Reported>;
    pause(until: number | null): void;
    resume(): void;
  };
  alerts: {
    list(): Alert[];
    /** Since when notices do not arrive, and why; null while they do. */
    undelivered(): Undelivered | null;
    /** Tells what is due and was not told; waits until it arrived. */
    tell(): Promise<Told>;
    /** Sends a notice that says nothing. Throws `bad_usage` without a way to tell, and what keeps it from arriving. */
    trial(): Promise<void>;
    /** `until`: epoch ms; null ends the silence. */
    snooze(id: string, until: number | null): void;
    dismiss(id: string): void;
  };
  settings: {
    get(): Settings;
    set(patch: Patch<Settings>): Settings;
    window(): WindowSettings;
    setWindow(patch: Patch<WindowSettings>): WindowSettings;
  };
  /** The vault itself: its slots, its lock, its key. */
  vault: {
    status(): Promise<VaultReport>;
    protect(input: ProtectInput): Promise<Protected>;
    rotateKey(input: RotateInput): Promise<Rotated>;
    /** Throws `cannot_lock` where it would be in vain (D-B24). */
    lock(): Promise<VaultReport>;
    unlock(input: UnlockInput): Promise<VaultReport>;
  };
  /** Who of a provider serves next, and what a person says of it. */
  order: {
    /** A provider nobody stored anything for has an empty order. */
    explain(question: ExplainQuestion): OrderExplained;
    /** Throws `not_found` for an id that is none of that provider's. */
    set(input: SetOrderInput): OrderExplained;
    clear(question: OrderQuestion): OrderExplained;
    pin(id: string): OrderExplained;
    unpin(provider: string): OrderExplained;
  };
  /** The vaults before this one. */
  backups: {
    list(): Promise<Backup[]>;
    preview(input: RestoreInput): Promise<RestorePlan>;
    restore(input: RestoreInput): Promise<RestorePlan>;
  };
  /** Files that go out and come in. */
  transfer: {
    /** A piece of a file that is too long for one message. */
    put(input: PieceInput): Promise<{ upload: string; length: number }>;
    preview(input: ImportInput): Promise<ImportPlan>;
    /** All of it or nothing, in one write. */
    import(input: ImportInput): Promise<ImportPlan>;
    /** Each secret in it is recorded in the access log before it is given out. */
    export(input: ExportInput, caller: Caller): Promise<Exported>;
  };
  /** What gateways fetch, and what programs are started with. */
  secrets: {
    /** Only what was granted to that reader, each written down with its name before it is given out; at the local door alone. */
    serve(input: ServeInput, caller: Caller): Promise<Served>;
    /** Its secret written down with the program's name before it is given out; at the local door alone. */
    run(input: RunInput, caller: Caller): Promise<Equipped>;
  };
  /** Keys for tools that are pointed at this machine: a loopback server that puts in the best one and fails over. */
  relay: {
    state(): RelayState;
    /** Throws `busy` where the port is taken or it is open on another, `bad_usage` where this host cannot open one. */
    open(input: OpenRelayInput): Promise<RelayState>;
    close(): Promise<RelayState>;
    tokens: {
      list(): RelayToken[];
      /** The token itself, this once. */
      add(input: NewRelayTokenInput): NewRelayToken;
      /** Throws `not_found`. */
      revoke(name: string): void;
    };
  };
  /** Tools that are pointed at the relay by their own configurations. */
  connections: {
    list(input: ConnectionsInput, caller: Caller): Promise<Connection[]>;
    plan(input: ConnectionInput, caller: Caller): Promise<ConnectionPlan>;
    /** All of it or nothing. Throws `busy` where it is not what was shown any more. */
    apply(input: ConnectionApplyInput, caller: Caller): Promise<ConnectionPlan>;
  };
  /** Agent gateways: what they store, what comes from there, and what Keywatch changes in their files. */
  gateways: {
    list(): Promise<ListedGateway[]>;
    status(input: GatewayStatusInput): Promise<GatewayStatus>;
    previewImport(input: GatewayImportInput, caller: Caller): Promise<ImportPlan>;
    /** All of it or nothing, in one write of the vault; of the gateway nothing changes. */
    import(input: GatewayImportInput, caller: Caller): Promise<ImportPlan>;
    previewExport(input: GatewayExportInput): Promise<GatewayExportPlan>;
    /** Writes secrets in clear into a store; each is recorded in the access log before it goes out. */
    export(input: GatewayExportInput & { mark: string }, caller: Caller): Promise<GatewayExportPlan>;
    plan(input: GatewayInput, caller: Caller): Promise<GatewayPlan>;
    /** All of it or nothing. Throws `busy` where it is not what was shown any more. */
    apply(input: GatewayApplyInput, caller: Caller): Promise<GatewayPlan>;
  };
  /** Credentials that lie elsewhere on this machine. */
  discovery: {
    /** As this process sees them: its environment, its person's files. */
    find(input: FindInput): Promise<FoundCandidates>;
    compare(input: CompareInput): Compared;
    /** Throws `not_found` for a selector of nothing, `invalid_input` where it cannot be taken so, and what adding throws. */
    take(input: TakeInput): Promise<Profile>;
    /** Throws `vault_locked`: what marks them is sealed. */
    ignore(input: PlacesInput, ignored: boolean): void;
  };
  /** What is wrong with the vault, and `around` it in what this process sees; repaired where that takes no decision. */
  doctor(fix: boolean, around: boolean): Promise<Examination>;
  /** The system's own way to start Keywatch with the session. */
  service: {
    /** Null where this host has none. */
    look(): Promise<OwnService | null>;
    /** Throws `busy` where it is not what was shown any more, `not_permitted` where there is nothing to install. */
    install(mark: string): Promise<OwnService>;
  };
  updates: {
    /** Asks nobody unless the settings allow it. */
    check(): Promise<Update>;
  };
  /** Somebody called at a door: nobody is idle there. */
  noteCall(): void;
  providers(): ProviderInfo[];
  explain(input: ExplainInput): Explanation;
  status(query: StatusQuery): Status;
  /** What it sees and does, in numbers, as OpenMetrics text. */
  metrics(): string;
  state(): CoreState;
  observe(listener: (touched: Touched) => void): () => void;
  /** Begins to ask on schedule and to show notices; a one-shot command never calls it. */
  start(): void;
  close(): Promise<void>;
}
