import { useEffect, useState } from 'react';
import type { Client } from '../../src-shared/contract.ts';
import type { Access } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { exactMoment, nearMoment } from '../../src-shared/times.ts';
import { Button } from '../parts/button.tsx';
import { useNow } from '../store/clock.ts';
import { useDesk, useHeld } from '../store/desk.ts';
import { whatWasDone, whoSays } from './access-words.ts';
import { SectionTitle } from './section-title.tsx';

const few = 3;
const most = 200;

/** Who got a profile's key, and a way to look again. Null before the first answer, or when it cannot be asked. */
export function useAccesses(id: string): { entries: readonly Access[] | null; look(): void } {
  const { connection } = useDesk();
  const link = useHeld(connection);
  const client = link.phase === 'connected' ? link.client : null;
  const [entries, setEntries] = useState<readonly Access[] | null>(null);
  useEffect(() => {
    let left = false;
    const load = async () => {
      const answer = await ask(client, id);
      if (!left && answer !== null) setEntries(answer);
    };
    void load();
    return () => {
      left = true;
    };
  }, [client, id]);
  const look = async () => {
    const answer = await ask(client, id);
    if (answer !== null) setEntries(answer);
  };
  return { entries, look };
}

/** The log is an aside: without an answer the last one stays, and the banner above says what is wrong. */
async function ask(client: Client | null, id: string): Promise<readonly Access[] | null> {
  try {
    return (await client?.profiles.accesses({ id, limit: most }))?.entries ?? null;
  } catch {
    return null;
  }
}

function allOf(count: number): string {
  return count === most ? say('The {count} newest', { count }) : say('All {count}', { count });
}

/** Who got the key, and when. */
export function Accesses({ entries }: { entries: readonly Access[] | null }) {
  const [all, setAll] = useState(false);
  const now = useNow('ages');
  if (entries === null || entries.length === 0) return null;
  const newest = [...entries].sort((left, right) => right.at - left.at);
  return (
    <section aria-label={say('Access log')}>
      <SectionTitle title={say('Access log')}>
        {entries.length > few && (
          <Button look="link" onPress={() => setAll(!all)} aria-expanded={all}>
            {all ? say('Fewer') : allOf(entries.length)}
          </Button>
        )}
      </SectionTitle>
      <ul className="entries">
        {newest.slice(0, all ? most : few).map((entry) => (
          <li key={`${entry.at} ${entry.action} ${entry.pid}`}>
            <time dateTime={new Date(entry.at).toISOString()} title={exactMoment(entry.at)}>
              {nearMoment(entry.at, now)}
            </time>
            <span className="cut" title={whoSays(entry)}>
              {whatWasDone(entry)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
