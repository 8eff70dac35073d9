import { createContext, use, type ReactNode } from 'react';

/** The details are a page of their own, so that their sections are one level higher. */
export const AloneContext = createContext(false);

/** The head of a section of the details. */
export function SectionTitle({ children }: { children: ReactNode }) {
  const Level = use(AloneContext) ? 'h2' : 'h3';
  return <Level className="section-title">{children}</Level>;
}
