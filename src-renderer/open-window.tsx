import { useLayoutEffect, type ReactNode } from 'react';
import { I18nProvider, useLocale } from 'react-aria-components/I18nProvider';
import { createRoot } from 'react-dom/client';
import { language } from '../src-shared/say.ts';
import { App } from './app.tsx';
import { Boundary } from './parts/boundary.tsx';
import { FailedWindow } from './parts/failed.tsx';
import { DeskContext } from './store/desk.ts';
import { openDesk } from './store/open-desk.ts';

/** The page runs the way its language does, as what floats over it is told by the same locale. */
function Running({ children }: { children: ReactNode }) {
  const { direction } = useLocale();
  useLayoutEffect(() => {
    document.documentElement.dir = direction;
  }, [direction]);
  return children;
}

/** Draws the window into the page. Throws where the page has no place for it. */
export function openWindow(): void {
  const place = document.getElementById('window');
  if (place === null) throw new Error('index.html has no place for the window.');
  const desk = openDesk(window);
  createRoot(place).render(
    <I18nProvider locale={language()}>
      <Running>
        <DeskContext value={desk}>
          <Boundary renderFailed={() => <FailedWindow />}>
            <App />
          </Boundary>
        </DeskContext>
      </Running>
    </I18nProvider>,
  );
}
