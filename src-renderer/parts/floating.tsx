import { useRef } from 'react';
import { say } from '../../src-shared/say.ts';
import { span } from '../../src-shared/times.ts';
import { useNow } from '../store/clock.ts';
import { useDesk, useHeld } from '../store/desk.ts';
import { useHiding } from '../store/use-hiding.ts';
import { listStop } from '../use-focus-back.ts';
import type { Notice } from '../store/notices.ts';
import { Button } from './button.tsx';
import { Glyph, Icon } from './glyph.tsx';

const shapes = { good: 'check', warn: 'triangle', bad: 'cross', none: null } as const;

/** Remarks over the lower edge of the window. */
export function Floating() {
  const { notices } = useDesk();
  const all = useHeld(notices.all);
  return (
    <div className="floating" role="log" aria-label={say('Remarks')}>
      {all.map((notice) => (
        <Toast key={notice.id} notice={notice} onDrop={() => notices.drop(notice.id)} />
      ))}
    </div>
  );
}

function Toast({ notice, onDrop }: { notice: Notice; onDrop(): void }) {
  const { tone, text, tells, act, until, counts } = notice;
  // It was said before somebody wanted privacy, or by what knows the names.
  const { sentence } = useHiding();
  const shape = shapes[tone];
  const from = useRef<HTMLElement | null>(null);
  /** The button that was pressed goes with the remark: the focus returns to where it was, or to the list. */
  const drop = () => {
    onDrop();
    const back =
      from.current?.isConnected === true ? from.current : document.querySelector<HTMLElement>(listStop);
    back?.focus({ preventScroll: true });
  };
  return (
    <div
      className="toast"
      onFocus={({ relatedTarget }) => {
        if (relatedTarget instanceof HTMLElement && relatedTarget.closest('.toast') === null)
          from.current = relatedTarget;
      }}
    >
      {shape !== null && <Glyph shape={shape} tone={tone} />}
      <span>{sentence(text, tells)}</span>
      {act !== null && (
        <Button
          look="link"
          onPress={() => {
            drop();
            act.run();
          }}
        >
          {act.label}
        </Button>
      )}
      {counts && until !== null && <Left until={until} />}
      <Button look="quiet" size="small" icon aria-label={say('Dismiss')} onPress={drop}>
        <Icon name="close" />
      </Button>
    </div>
  );
}

function Left({ until }: { until: number }) {
  return (
    <span className="dim" aria-hidden="true">
      {span(Math.max(1000, until - useNow('seconds')))}
    </span>
  );
}
