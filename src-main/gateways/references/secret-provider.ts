/** How a program that gives out secrets is run (gateways.md §6.4): without a shell, in exactly this environment. */
export interface ProviderRun {
  command: string;
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  input: string;
  timeoutMs: number;
  /** Silence for so long ends it too. */
  noOutputTimeoutMs: number;
  maxOutputBytes: number;
}

export type ProviderAnswer =
  | { ended: 'exit'; code: number; stdout: string }
  | { ended: 'timeout' | 'silence' | 'too_much' | 'signal' }
  | { ended: 'not_started'; why: string };

/** Runs such a program to its end, and ends it when it takes too long or says too much. Never rejects. */
export type RunProvider = (run: ProviderRun) => Promise<ProviderAnswer>;
