import { TransportError, type Response } from '../ports.ts';
import { bodies } from './bodies.ts';

/** What becomes of a profile of the sample vault. */
export const stories = [
  'steady',
  'busy',
  'slow',
  'counted',
  'throttled',
  'broke',
  'limited',
  'revoked',
  'wrong',
  'doubted',
  'ended',
  'down',
  'away',
] as const;
export type Story = (typeof stories)[number];

/** A far side's answer before it is sent. */
export interface Said {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body: unknown;
  latencyMs: number;
}

/** The moment a question came, as a story sees it. */
export interface Moment {
  provider: string;
  /** Hours until the sample opens; negative afterwards. */
  hoursBefore: number;
  /** In [0, 1), the same for the same key and hour. */
  chance: number;
}

const ok = ({ provider, chance }: Moment, base = 160): Said => ({
  status: 200,
  body: bodies.ok(provider),
  // Providers answer slower by day, and now and then much slower.
  latencyMs: Math.round(base * (0.8 + chance ** 6 * 6 + chance * 0.5)),
});

const refused = ({ provider }: Moment): Said => ({
  status: 401,
  body: bodies.refused(provider),
  latencyMs: 90,
});
const fault = (): Said => ({ status: 503, body: bodies.fault, latencyMs: 1_400 });

/** Between two times before now, in hours. */
const within = ({ hoursBefore }: Moment, from: number, to: number): boolean =>
  hoursBefore <= from && hoursBefore > to;

const told: Record<Story, (moment: Moment) => Said | TransportError> = {
  steady: (moment) => (moment.chance > 0.996 ? fault() : ok(moment)),
  busy: (moment) => (moment.chance > 0.96 ? throttled(moment, 900) : ok(moment, 320)),
  slow: (moment) => ok(moment, 1_350),
  counted: (moment) => ok(moment, 210),
  throttled: (moment) =>
    within(moment, 0.2, -0.5) || moment.chance > 0.9 ? throttled(moment, 2_400) : ok(moment, 240),
  broke: (moment) =>
    moment.hoursBefore < 52 ? { status: 429, body: bodies.noCredit, latencyMs: 130 } : ok(moment),
  limited: (moment) =>
    moment.hoursBefore < 400
      ? { status: 403, body: bodies.forbidden(moment.provider), latencyMs: 140 }
      : ok(moment),
  revoked: (moment) => (moment.hoursBefore < 77 ? refused(moment) : ok(moment)),
  wrong: (moment) => (moment.hoursBefore < 600 ? refused(moment) : ok(moment)),
  doubted: (moment) => (within(moment, 0.02, 0) ? refused(moment) : ok(moment)),
  ended: (moment) => ok(moment),
  down: (moment) => (within(moment, 1.2, -0.6) || within(moment, 640, 606) ? fault() : ok(moment, 380)),
  away: (moment) =>
    within(moment, 9, -4) || moment.chance > 0.93
      ? new TransportError('refused', 'the connection was refused')
      : ok(moment, 6),
};

function throttled({ provider }: Moment, seconds: number): Said {
  return {
    status: 429,
    headers: { 'retry-after': String(seconds) },
    body: bodies.throttled(provider),
    latencyMs: 110,
  };
}

/** What the far side says at that moment; throws where nobody answers. */
export function tell(story: Story, moment: Moment): Said {
  const said = told[story](moment);
  if (said instanceof TransportError) throw said;
  return said;
}

/** An answer as the port for questions gives it. */
export function asResponse({ status, headers = {}, body }: Said): Response {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: (async function* () {
      yield bytes;
    })(),
  };
}
