import { useState } from 'react';
import type { AttentionLine } from '../../src-shared/attention.ts';
import type { Alert } from '../../src-shared/contract-schema.ts';
import { heard, say } from '../../src-shared/say.ts';
import { nearMoment } from '../../src-shared/times.ts';
import { LaterPart, lazyPart } from '../parts/boundary.tsx';
import { Button } from '../parts/button.tsx';
import { FailedAside } from '../parts/failed.tsx';
import { Glyph } from '../parts/glyph.tsx';
import { PageLink } from '../parts/page-link.tsx';
import { useNow } from '../store/clock.ts';
import { useCanChange, useDesk, useHeld } from '../store/desk.ts';

const LineMenu = lazyPart(() => import('./line-menu.tsx'));

interface Shown {
  readonly key: string;
  readonly line: AttentionLine;
  readonly alert: Alert | null;
}

/** What needs a person: a few lines, most urgent first, and the rest folded; what was snoozed stands last. */
export function AttentionList({ lines, limit: folded }: { lines: readonly AttentionLine[]; limit: number }) {
  const { picture } = useDesk();
  const [unfolded, setUnfolded] = useState(false);
  const alerts = useHeld(picture.alerts);
  const now = useNow('ages');
  const shown = lines.map((line): Shown => ({
    key: `${line.profile ?? line.provider} ${line.matter}`,
    line,
    alert: alerts.find((alert) => isAbout(alert, line)) ?? null,
  }));
  const isSnoozed = ({ alert }: Shown) => (alert?.snoozedUntil ?? 0) > now;
  const ordered = [...shown.filter((one) => !isSnoozed(one)), ...shown.filter(isSnoozed)];
  const remarks = alerts.filter(
    (alert) =>
      (alert.snoozedUntil ?? 0) <= now &&
      (alert.severity === 'good' || alert.kind === 'changed') &&
      !lines.some((line) => isAbout(alert, line)),
  );
  const limit = unfolded ? Infinity : folded;
  const rest = ordered.length - folded;
  if (ordered.length === 0 && remarks.length === 0) return <div />;

  return (
    <section className="attention" aria-label={say('Needs attention')}>
      <ul>
        {ordered.slice(0, limit).map((one) => (
          <Line key={one.key} line={one.line} alert={one.alert} snoozed={isSnoozed(one)} now={now} />
        ))}
        {remarks.slice(0, Math.max(0, limit - ordered.length)).map((alert) => (
          <Remark key={alert.id} alert={alert} now={now} />
        ))}
      </ul>
      {rest > 0 && (
        <p className="more">
          <Button look="link" aria-expanded={unfolded} onPress={() => setUnfolded(!unfolded)}>
            {unfolded
              ? say('Fewer')
              : say('{count, plural, one {# more needs attention} other {# more need attention}}', {
                  count: rest,
                })}
          </Button>
        </p>
      )}
    </section>
  );
}

function isAbout(alert: Alert, line: AttentionLine): boolean {
  if (alert.kind === 'recovered') return false;
  // That another key lies there is beside whatever else is to be said of the profile.
  if (alert.kind === 'changed' && line.matter !== 'missing') return false;
  return line.profile === null
    ? alert.profile === null && alert.provider === line.provider
    : alert.profile === line.profile;
}

function Line({ line, alert, snoozed, now }: Omit<Shown, 'key'> & { snoozed: boolean; now: number }) {
  const { view } = useDesk();
  const { profile } = line;
  const when =
    snoozed && alert !== null && alert.snoozedUntil !== null
      ? say('snoozed until {moment}', { moment: nearMoment(alert.snoozedUntil, now) })
      : line.when;
  return (
    <li className={snoozed ? 'is-snoozed' : ''}>
      <Glyph shape={line.glyph} tone={snoozed ? 'none' : line.tone} />
      <span className="who cut" title={line.who}>
        {profile === null ? (
          line.who
        ) : (
          <Button look="link" className="plain-link cut" onPress={() => view.details.set(profile)}>
            {line.who}
          </Button>
        )}
      </span>
      <span className="what cut" title={line.what}>
        {line.what}
      </span>
      <span className="since">{when}</span>
      <span className="acts">
        {alert !== null && (
          <LaterPart waiting={itsRoom} renderFailed={(failure) => <FailedAside failure={failure} />}>
            <LineMenu alert={alert} snoozed={snoozed} name={line.who} />
          </LaterPart>
        )}
        <LineAct line={line} />
      </span>
    </li>
  );
}

/** Nothing moves when the menu has come. */
const itsRoom = <span className="btn quiet small icon" aria-hidden="true" />;

/** The one button of a line. */
function LineAct({ line }: { line: AttentionLine }) {
  const { view, act } = useDesk();
  const canChange = useCanChange();
  const { profile, provider, action, button } = line;
  const name = say('{act} {who}', { act: button, who: line.who });
  if (action === 'billing') {
    return (
      <PageLink provider={provider} page="billing" className="btn small" label={name}>
        {button}
      </PageLink>
    );
  }
  if (profile === null) {
    return (
      <PageLink
        provider={provider}
        page="status"
        className="btn small"
        label={say('{act} {who}', { act: say('Status page'), who: line.who })}
      >
        {say('Status page')}
      </PageLink>
    );
  }
  const acts = {
    renew: () => view.over.set({ kind: 'replace', id: profile }),
    replace: () => view.over.set({ kind: 'replace', id: profile }),
    try: () => void act((client) => client.probes.test({ ids: [profile] })),
    open: () => view.details.set(profile),
  } as const;
  return (
    <Button
      size="small"
      aria-label={name}
      isDisabled={action !== 'open' && !canChange}
      onPress={acts[action]}
    >
      {button}
    </Button>
  );
}

/** Good news, said once and dismissed. */
function Remark({ alert, now }: { alert: Alert; now: number }) {
  const { view, act } = useDesk();
  const { profile } = alert;
  const [title, body] = [heard(alert.title), heard(alert.body)];
  return (
    <li>
      {alert.severity === 'good' ? (
        <Glyph shape="check" tone="good" />
      ) : (
        <Glyph shape="triangle" tone="warn" />
      )}
      <span className="who cut" title={title}>
        {profile === null ? (
          title
        ) : (
          <Button look="link" className="plain-link cut" onPress={() => view.details.set(profile)}>
            {title}
          </Button>
        )}
      </span>
      <span className="what cut" title={body}>
        {body}
      </span>
      <span className="since">{nearMoment(alert.at, now)}</span>
      <span className="acts">
        <Button
          size="small"
          look="quiet"
          aria-label={say('Dismiss: {title}', { title })}
          onPress={() => act((client) => client.alerts.dismiss({ id: alert.id }))}
        >
          {say('Dismiss')}
        </Button>
      </span>
    </li>
  );
}
