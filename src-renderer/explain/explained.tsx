import type { Explanation } from '../../src-shared/contract-schema.ts';
import { meaningOf } from '../../src-shared/meaning.ts';
import type { Glyph as Shape, Tone } from '../../src-shared/state-word.ts';
import { exactMoment, exactSpan, nearMoment } from '../../src-shared/times.ts';
import type { Outcome } from '../../src-shared/words.ts';
import type { ProviderPage } from '../connection/door.ts';
import { Glyph } from '../parts/glyph.tsx';
import { PageLink } from '../parts/page-link.tsx';

type Sign = readonly [Shape, Tone];
const refused: Sign = ['cross', 'bad'];
const rests: Sign = ['pause', 'wait'];
const trouble: Sign = ['triangle', 'warn'];
const silent: Sign = ['hollow', 'none'];

/** The sign of a state that such an answer brings about, or of none. */
const signs: Readonly<Record<Outcome, Sign>> = {
  ok: ['check', 'good'],
  invalid: refused,
  revoked: refused,
  expired: refused,
  forbidden: ['limited', 'good'],
  no_credit: rests,
  rate_limited: rests,
  overloaded: trouble,
  server_error: trouble,
  network: silent,
  intercepted: silent,
  region_blocked: silent,
  model_not_found: silent,
  malformed: silent,
  unverifiable: silent,
};

/** Here nobody spoke: the sentence is our own. */
const ownRemarks: ReadonlySet<Outcome> = new Set(['network', 'intercepted']);

const pageNames: Readonly<Record<ProviderPage, string>> = {
  keys: 'Keys page',
  billing: 'Billing page',
  status: 'Status page',
};

/** What was read in an error: who said what, what it means, whether the key is to blame, and what to do. */
export function Explained({ explanation }: { explanation: Explanation }) {
  const { outcome, meaning, blamesKey, effect, advice } = explanation;
  const [shape, tone] = signs[outcome];
  return (
    <div className="found explained">
      <div className="heard">
        <p className="verdict">
          <Glyph shape={shape} tone={tone} />
          {meaningOf(outcome).gist}
        </p>
        <Evidence explanation={explanation} />
      </div>
      <dl className="facts">
        <dt>Means</dt>
        <dd className="wraps">{meaning}</dd>
        <dt>The key</dt>
        <dd className="wraps">
          {blamesKey ? 'Is blamed. ' : 'Is not blamed. '}
          {effect}
        </dd>
        <Again explanation={explanation} />
        <dt>Do</dt>
        <dd className="wraps">
          {advice} <Page explanation={explanation} />
        </dd>
      </dl>
    </div>
  );
}

function Evidence({ explanation }: { explanation: Explanation }) {
  const { outcome, providerName, providerFrom, httpStatus, message } = explanation;
  const who = providerFrom === 'nobody' ? 'a provider that the text does not name' : providerName;
  const said = message === null ? '' : ownRemarks.has(outcome) ? ` ${message}.` : ` “${message}”`;
  return (
    <p className="evidence">
      {httpStatus === null ? 'An error' : <b>{httpStatus}</b>}
      {` from ${who}.${said}`}
    </p>
  );
}

function Again({ explanation: { retryAt, retryAfterMs } }: { explanation: Explanation }) {
  if (retryAt === null || retryAfterMs === null) return null;
  return (
    <>
      <dt>Again</dt>
      <dd className="wraps">
        <time dateTime={new Date(retryAt).toISOString()} title={exactMoment(retryAt)}>
          {`In ${exactSpan(retryAfterMs)}, ${nearMoment(retryAt, retryAt - retryAfterMs)}`}
        </time>
      </dd>
    </>
  );
}

function Page({ explanation: { provider, page } }: { explanation: Explanation }) {
  return page === null ? null : (
    <PageLink provider={provider} page={page} className="link">
      {pageNames[page]}
    </PageLink>
  );
}
