import type { Explanation } from '../../src-shared/contract-schema.ts';
import { effectOf } from '../../src-shared/effect.ts';
import { inPieces, marked } from '../../src-shared/evidence.ts';
import { meaningOf } from '../../src-shared/meaning.ts';
import { heard, say } from '../../src-shared/say.ts';
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
  keys: say('Keys page'),
  billing: say('Billing page'),
  status: say('Status page'),
};

/** What was read in an error: who said what, what it means, whether the key is to blame, and what to do. */
export function Explained({ explanation }: { explanation: Explanation }) {
  const { outcome, blamesKey } = explanation;
  const { gist, meaning, advice } = meaningOf(outcome);
  const [shape, tone] = signs[outcome];
  return (
    <div className="found explained">
      <div className="heard">
        <p className="verdict">
          <Glyph shape={shape} tone={tone} />
          {gist}
        </p>
        <Evidence explanation={explanation} />
      </div>
      <dl className="facts">
        <dt>{say('Means')}</dt>
        <dd className="wraps">{meaning}</dd>
        <dt>{say('The key')}</dt>
        <dd className="wraps">
          {blamesKey ? say('Is blamed.') : say('Is not blamed.')} {effectOf(explanation)}
        </dd>
        <Again explanation={explanation} />
        <dt>{say('Do')}</dt>
        <dd className="wraps">
          {advice} <Page explanation={explanation} />
        </dd>
      </dl>
    </div>
  );
}

function Evidence({ explanation }: { explanation: Explanation }) {
  const { outcome, providerName, providerFrom, httpStatus, message } = explanation;
  const who = providerFrom === 'nobody' ? say('a provider that the text does not name') : providerName;
  const lead =
    httpStatus === null
      ? [{ text: say('An error from {who}.', { who }) }]
      : inPieces(say('{status} from {who}.', { status: marked(0), who }), [
          { text: String(httpStatus), strong: true },
        ]);
  const said =
    message === null ? '' : ownRemarks.has(outcome) ? ` ${heard(`${message}.`)}` : ` “${heard(message)}”`;
  return (
    <p className="evidence">
      {lead.map(({ text, strong }) => (strong === true ? <b key={text}>{text}</b> : text))}
      {said}
    </p>
  );
}

function Again({ explanation: { retryAt, retryAfterMs } }: { explanation: Explanation }) {
  if (retryAt === null || retryAfterMs === null) return null;
  return (
    <>
      <dt>{say('Again')}</dt>
      <dd className="wraps">
        <time dateTime={new Date(retryAt).toISOString()} title={exactMoment(retryAt)}>
          {say('In {span}, {moment}', {
            span: exactSpan(retryAfterMs),
            moment: nearMoment(retryAt, retryAt - retryAfterMs),
          })}
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
