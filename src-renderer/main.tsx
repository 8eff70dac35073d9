import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/window.css';
import './styles/table.css';
import './styles/details.css';
import './styles/forms.css';
import './styles/first.css';
import './styles/narrow.css';
import './styles/surfaces.css';
import './styles/chart.css';
import './styles/keeping.css';
import './styles/print.css';
import './styles/forced.css';
import './styles/less-room.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { Boundary } from './parts/boundary.tsx';
import { FailedWindow } from './parts/failed.tsx';
import { DeskContext } from './store/desk.ts';
import { openDesk } from './store/open-desk.ts';

const place = document.getElementById('window');
if (place === null) throw new Error('index.html has no place for the window.');
const desk = openDesk(window);
createRoot(place).render(
  <DeskContext value={desk}>
    <Boundary renderFailed={() => <FailedWindow />}>
      <App />
    </Boundary>
  </DeskContext>,
);
