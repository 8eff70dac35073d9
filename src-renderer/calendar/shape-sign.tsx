import { Glyph } from '../parts/glyph.tsx';
import type { Shape } from './ends.ts';

/** Octagon for what has expired, triangle for what soon will, diamond for later, ring with bar for what is switched off. */
export function ShapeSign({ shape }: { shape: Shape }) {
  if (shape === 'over') return <Glyph shape="cross" tone="bad" />;
  if (shape === 'soon') return <Glyph shape="triangle" tone="warn" />;
  if (shape === 'off') return <Glyph shape="off" tone="none" />;
  return (
    <svg className="g none" viewBox="0 0 14 14" aria-hidden="true">
      <path d="M7 1.8 12.2 7 7 12.2 1.8 7z" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  );
}
