import { useEffect, useState } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import type { ChartSpan, Profile, ProfileHistory } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { LaterPart, lazyPart } from '../parts/boundary.tsx';
import { FailedAside } from '../parts/failed.tsx';
import { useDesk, useHeld } from '../store/desk.ts';
import { hold } from '../store/signal.ts';
import { spanNames } from './chart-words.ts';
import { SectionTitle } from './section-title.tsx';

const Chart = lazyPart(() => import('./chart.tsx'));

const spans: readonly ChartSpan[] = ['day', 'week', 'quarter'];
/** Chosen for one profile, it stays for the next. */
const chosenSpan = hold<ChartSpan>('week');

type Past = Pick<ProfileHistory, 'chart' | 'incidents'>;

/** The span's history, asked again with each new answer; what was last known stays until the next has come. */
function usePast(id: string, span: ChartSpan, newestAt: number | null): Past | null {
  const { connection } = useDesk();
  const link = useHeld(connection);
  const client = link.phase === 'connected' ? link.client : null;
  const [past, setPast] = useState<{ id: string; past: Past } | null>(null);
  useEffect(() => {
    if (newestAt === null) return;
    let left = false;
    const load = async () => {
      try {
        const answer = await client?.profiles.history({ id, span });
        if (!left && answer) setPast({ id, past: answer });
      } catch {
        // The chart is an aside: the last one stays, and the banner above says what is wrong.
      }
    };
    void load();
    return () => {
      left = true;
    };
  }, [client, id, span, newestAt]);
  return past?.id === id ? past.past : null;
}

/** How long answers took and what went wrong, over a day, a week or a quarter. */
export function Trail({ profile }: { profile: Profile }) {
  const span = useHeld(chosenSpan);
  const newestAt = profile.lastAnswer?.at ?? null;
  const past = usePast(profile.id, span, newestAt);
  if (newestAt === null) return null;
  return (
    <section aria-label={say('Latency and health')}>
      <SectionTitle title={say('Latency and health')}>
        <ToggleButtonGroup
          className="segments"
          aria-label={say('Period')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[span]}
          onSelectionChange={([key]) => chosenSpan.set(spans.find((each) => each === key) ?? span)}
        >
          {spans.map((each) => (
            <ToggleButton key={each} id={each}>
              {spanNames[each]}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </SectionTitle>
      <LaterPart
        renderFailed={(failure) => <FailedAside failure={failure} />}
        waiting={<div className="chart waiting" />}
      >
        {past?.chart ? (
          <Chart chart={past.chart} incidents={past.incidents} />
        ) : (
          <div className="chart waiting" />
        )}
      </LaterPart>
    </section>
  );
}
