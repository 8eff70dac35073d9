import type { Relayed, RelayState } from '../../src-shared/contract-relay.ts';
import { providerName } from '../../src-shared/provider-names.ts';
import { relayRefusalWords } from '../../src-shared/relay-words.ts';
import { say } from '../../src-shared/say.ts';
import type { Glyph as Shape, Tone } from '../../src-shared/state-word.ts';
import { exactClock, exactMoment } from '../../src-shared/times.ts';
import { relayRefusals } from '../../src-shared/words.ts';
import { Glyph } from '../parts/glyph.tsx';
import { useDesk, useHeld } from '../store/desk.ts';
import { useHiding } from '../store/use-hiding.ts';

const mostShown = 50;

/** What went through, newest first, and how much was turned away. */
export function Requests({
  state,
  nameOfToken,
}: {
  state: RelayState;
  nameOfToken(name: string | null): string;
}) {
  const { served, failedOver, recent } = state;
  const away = refusedCounts(state);
  return (
    <>
      <div className="counts">
        <p className="soft">
          {say('{count} passed on', { count: served })}
          {failedOver > 0 && <> · {say('{count} by more than one key', { count: failedOver })}</>}
          {away.length > 0 && (
            <> · {say('{count} turned away', { count: away.reduce((sum, { count }) => sum + count, 0) })}</>
          )}
        </p>
        {away.length > 0 && (
          <p className="under">
            {away
              .map(({ why, count }) => say('{why}: {count}', { why: say(relayRefusalWords[why]), count }))
              .join(' · ')}
          </p>
        )}
      </div>
      {recent.length === 0 ? (
        <p className="dim">{say('No request has come yet; each shows here as it ends.')}</p>
      ) : (
        <ul className="ways requests" aria-label={say('Requests')}>
          {recent.slice(0, mostShown).map((request, index) => (
            <Request
              key={`${request.at} ${recent.length - index}`}
              request={request}
              nameOfToken={nameOfToken}
            />
          ))}
        </ul>
      )}
    </>
  );
}

function Request({ request, nameOfToken }: { request: Relayed; nameOfToken(name: string | null): string }) {
  const { at, token, provider, id, model, status, tries, tookMs, refused } = request;
  const names = new Map(useHeld(useDesk().picture.profiles).map((profile) => [profile.id, profile.name]));
  const hiding = useHiding();
  const { shape, tone } = signOf(request);
  const who = id === null ? null : (names.get(id) ?? hiding.nameOf(id, id));
  const what =
    refused === null
      ? (who ?? (status === 499 ? say('The tool left') : say('No answer')))
      : say(relayRefusalWords[refused]);
  return (
    <li>
      <Glyph shape={shape} tone={tone} />
      <div className="way">
        <p className="of">
          <b className="cut" title={what}>
            {what}
          </b>
          <span className="num">
            {say('{status} · {ms} ms', { status: String(status), ms: Math.round(tookMs) })}
          </span>
        </p>
        <p className="under">
          {[
            nameOfToken(token),
            ...(provider === '' ? [] : [providerName(provider)]),
            ...(model === null ? [] : [model]),
            ...(tries > 1 ? [say('{count} keys tried', { count: tries })] : []),
          ].join(' · ')}
        </p>
      </div>
      <time className="dim" dateTime={new Date(at).toISOString()} title={exactMoment(at)}>
        {exactClock(at)}
      </time>
    </li>
  );
}

/** How a request ended, at a glance. */
function signOf({ status, refused, tries }: Relayed): { shape: Shape; tone: Tone } {
  if (refused !== null) return { shape: 'off', tone: 'none' };
  if (status < 400) return { shape: 'check', tone: tries > 1 ? 'warn' : 'good' };
  return status === 429 ? { shape: 'limited', tone: 'wait' } : { shape: 'triangle', tone: 'warn' };
}

/** Why how many were turned away, the most frequent reason first. */
function refusedCounts({ refused }: RelayState) {
  return relayRefusals
    .flatMap((why) => (refused[why] === undefined ? [] : [{ why, count: refused[why] }]))
    .sort((left, right) => right.count - left.count);
}
