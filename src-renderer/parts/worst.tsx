import type { ReactNode } from 'react';
import { say } from '../../src-shared/say.ts';
import type { Sign } from '../../src-shared/sentence.ts';
import type { Tone } from '../../src-shared/state-word.ts';

const tones: Readonly<Record<Sign, Tone>> = {
  check: 'good',
  triangle: 'warn',
  cross: 'bad',
  pause: 'wait',
  hollow: 'none',
};

const names: Readonly<Record<Sign, string>> = {
  check: say('Keywatch, all fine'),
  triangle: say('Keywatch, something expires or is in doubt'),
  cross: say('Keywatch, something needs you'),
  pause: say('Keywatch, waiting'),
  hollow: say('Keywatch, no verdict'),
};

const stem = 'M10 15.5h2V17h3v2h-3v1h2v2h-4z';
const stroke = {
  fill: 'none',
  strokeWidth: 2,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

function ring(inside: ReactNode): ReactNode {
  return (
    <>
      <circle cx="11" cy="8" r="7" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d={stem} fill="currentColor" />
      {inside}
    </>
  );
}

function solid(id: string, hole: ReactNode, head: ReactNode): ReactNode {
  return (
    <>
      <mask id={id} maskUnits="userSpaceOnUse" x="0" y="0" width="22" height="22">
        <path fill="#fff" d="M0 0h22v22H0z" />
        {hole}
      </mask>
      <g mask={`url(#${id})`}>
        {head}
        <path d={stem} fill="currentColor" />
      </g>
    </>
  );
}

const figures: Readonly<Record<Sign, ReactNode>> = {
  check: ring(<path d="M7.5 8.25 10 10.75l4.5-5.25" stroke="currentColor" {...stroke} />),
  triangle: solid(
    'cut-triangle',
    <>
      <path d="M11 6v4" stroke="#000" {...stroke} />
      <circle cx="11" cy="12.6" r="1.2" fill="#000" />
    </>,
    <path
      d="M11 2 19.25 15H2.75z"
      fill="currentColor"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinejoin="round"
    />,
  ),
  cross: solid(
    'cut-cross',
    <path d="M8.25 5.25l5.5 5.5M13.75 5.25l-5.5 5.5" stroke="#000" {...stroke} strokeWidth={2.2} />,
    <path d="M7.5 0h7l4.5 4.5v7l-4.5 4.5h-7l-4.5-4.5v-7z" fill="currentColor" />,
  ),
  pause: ring(<path d="M8 5h2v6H8zM12 5h2v6h-2z" fill="currentColor" />),
  hollow: ring(null),
};

/** The product's figure, a key whose bow takes the worst state; the same shape as in the tray. */
export function Worst({ sign }: { sign: Sign }) {
  return (
    <svg className={`g worst ${tones[sign]}`} viewBox="0 0 22 22" role="img" aria-label={names[sign]}>
      {figures[sign]}
    </svg>
  );
}
