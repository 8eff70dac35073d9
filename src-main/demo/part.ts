import type { Story } from './stories.ts';

/** One invented profile of the sample vault. Times are days from the moment it opens. */
export interface Part {
  provider: string;
  name: string;
  story: Story;
  /** What its key looks like: a beginning, and how many letters follow; nothing where a server takes none. */
  key: { begins: string; letters: number; ends?: string } | null;
  kind?: 'api_key' | 'token' | 'none';
  /** When it came, before now; ninety at most. */
  cameDaysAgo: number;
  /** When a setup token was made, before now: its end follows from that. */
  bornDaysAgo?: number;
  /** When it ends; absent where it says nothing. */
  endsInDays?: number;
  baseUrl?: string;
  tags?: readonly string[];
  notes?: string;
  rotateEveryDays?: number;
  /** A person switched it off, and why. */
  off?: string;
  /** How often somebody looked at it or copied it. */
  fetched?: number;
}
