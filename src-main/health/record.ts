import type { Facts, LastAnswer, TrailPoint } from '../../src-shared/contract-schema.ts';
import type { ExpirySource, HealthReason, HealthState, Outcome } from '../../src-shared/words.ts';
import type { ModelRest } from './model-rest.ts';

/** Who asked: our own probe, or the real traffic of a program that uses the key. */
export type AnswerFrom = 'probe' | 'traffic';

/** The interval in force, and what made it longer than a person set. */
export interface Pace {
  everyMs: number;
  /** Its host has more keys than can be asked in time (D-B6); or the machine runs on its battery. */
  slowedBy: 'host' | 'battery' | null;
}

/** How many questions were put on one day, which began at midnight UTC. Epoch ms. */
export interface Asked {
  day: number;
  times: number;
}

/** What we have seen of one profile: kept in history.sqlite, never in the vault. Times are epoch ms. */
export interface HealthRecord {
  id: string;
  state: HealthState;
  reason: HealthReason | null;
  since: number | null;
  cooldownUntil: number | null;
  /** Whose answer began the cooldown: a probe's `ok` says nothing about the window that real traffic ran into. */
  cooledBy: AnswerFrom | null;
  /** The one model that real traffic was throttled for: the key itself is not marked. */
  modelRest: ModelRest | null;
  /** The first of the answers that speak against the key, while a second is awaited (D-B7). */
  confirming: { outcome: Outcome; firstAt: number; answers: number; askAgainAt: number } | null;
  limited: boolean;
  /** `forbidden` came from the inference path: the key cannot serve until a later ok (D-B10). */
  unusable: boolean;
  failures: number;
  lastAnswer: LastAnswer | null;
  /** When it last served: a program's work went out with it, or Keywatch gave it to a program. */
  lastUsedAt: number | null;
  /** When an answer last spoke about the key. */
  verdictAt: number | null;
  /** When the provider last accepted the key: what a cooldown that is over falls back to. */
  provenAt: number | null;
  nextProbeAt: number | null;
  /** How often the schedule asks now; null where it does not. */
  pace: Pace | null;
  /** The questions of its newest day, whoever wished for them. */
  asked: Asked | null;
  facts: Facts;
  /** When answers told the end (`api`) or the token itself did (`jwt`). */
  learnedExpiresAt: number | null;
  learnedFrom: Extract<ExpirySource, 'api' | 'jwt'> | null;
  /** The newest answers, oldest first; at most 24. */
  trail: TrailPoint[];
}

/** A profile nobody has asked about yet. */
export function unseen(id: string): HealthRecord {
  return {
    id,
    state: 'unknown',
    reason: null,
    since: null,
    cooldownUntil: null,
    cooledBy: null,
    modelRest: null,
    confirming: null,
    limited: false,
    unusable: false,
    failures: 0,
    lastAnswer: null,
    lastUsedAt: null,
    verdictAt: null,
    provenAt: null,
    nextProbeAt: null,
    pace: null,
    asked: null,
    facts: {},
    learnedExpiresAt: null,
    learnedFrom: null,
    trail: [],
  };
}
