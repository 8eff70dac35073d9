import type { HealthRecord } from './record.ts';

/** The record of a profile that served at that moment; epoch ms. What is told late does not set it back. */
export function served(record: HealthRecord, at: number): HealthRecord {
  return { ...record, lastUsedAt: Math.max(record.lastUsedAt ?? 0, at) };
}
