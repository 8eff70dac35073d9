import { I18nProvider } from 'react-aria-components/I18nProvider';
import { createRoot } from 'react-dom/client';
import { language } from '../src-shared/say.ts';
import { App } from './app.tsx';
import { Boundary } from './parts/boundary.tsx';
import { FailedWindow } from './parts/failed.tsx';
import { DeskContext } from './store/desk.ts';
import { openDesk } from './store/open-desk.ts';

/** Draws the window into the page. Throws where the page has no place for it. */
export function openWindow(): void {
  const place = document.getElementById('window');
  if (place === null) throw new Error('index.html has no place for the window.');
  const desk = openDesk(window);
  createRoot(place).render(
    <I18nProvider locale={language()}>
      <DeskContext value={desk}>
        <Boundary renderFailed={() => <FailedWindow />}>
          <App />
        </Boundary>
      </DeskContext>
    </I18nProvider>,
  );
}
