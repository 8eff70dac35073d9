import { createContext, use, type ReactNode } from 'react';

/** The details are a page of their own, so that their sections are one level higher. */
export const AloneContext = createContext(false);

/** The head of a section of the details, and beside it what chooses how much of it is shown. */
export function SectionTitle({ title, children }: { title: string; children?: ReactNode }) {
  const Level = use(AloneContext) ? 'h2' : 'h3';
  return (
    <div className="section-title">
      <Level>{title}</Level>
      {children}
    </div>
  );
}
