import { useState } from 'react';
import type { Examination } from '../../src-shared/contract-keeping.ts';
import { heard, say } from '../../src-shared/say.ts';
import type { Glyph as Shape, Tone } from '../../src-shared/state-word.ts';
import { Button } from '../parts/button.tsx';
import { Glyph } from '../parts/glyph.tsx';
import { useHiding } from '../store/use-hiding.ts';
import { Remedy } from './remedy.tsx';

export type Finding = Examination['findings'][number];

/** How serious a finding is, told by shape and by word. */
export const severities: Readonly<
  Record<Finding['severity'], { readonly shape: Shape; readonly tone: Tone; readonly name: string }>
> = {
  bad: { shape: 'cross', tone: 'bad', name: say('Bad') },
  warn: { shape: 'triangle', tone: 'warn', name: say('To look at') },
  info: { shape: 'hollow', tone: 'none', name: say('To know') },
};

/** So many are shown at once; the rest unfolds. */
const shownAtOnce = 6;

/** Findings: what, where, and what to do about it. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  const [all, setAll] = useState(false);
  const left = findings.length - shownAtOnce;
  return (
    <>
      <ul className="ways findings">
        {(all ? findings : findings.slice(0, shownAtOnce)).map((finding) => (
          <FindingLine key={`${finding.id} ${finding.where ?? ''} ${finding.what}`} finding={finding} />
        ))}
      </ul>
      {!all && left > 0 && (
        <Button look="link" onPress={() => setAll(true)}>
          {say('{count} more', { count: left })}
        </Button>
      )}
    </>
  );
}

function FindingLine({ finding }: { finding: Finding }) {
  const { severity, where, remedy, done } = finding;
  const hiding = useHiding();
  const what = hiding.sentence(heard(finding.what));
  const { shape, tone, name } = severities[severity];
  return (
    <li>
      {done === null ? <Glyph shape={shape} tone={tone} /> : <Glyph shape="check" tone="good" />}
      <div className="way">
        <p>
          {done === null && <span className="sr">{say('{severity}: {what}', { severity: name, what })}</span>}
          <span aria-hidden={done === null}>{what}</span>
        </p>
        {where !== null && !what.includes(where) && (
          <p className="under">
            <span className="mono">{where}</span>
          </p>
        )}
        <p className="under">{hiding.sentence(heard(done ?? remedy))}</p>
      </div>
      {done === null ? <Remedy finding={finding} /> : <span className="dim keep">{say('Set right')}</span>}
    </li>
  );
}
