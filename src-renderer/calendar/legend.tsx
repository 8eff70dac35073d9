import { say } from '../../src-shared/say.ts';
import { shapeNames } from './calendar-words.ts';
import { shapes } from './ends.ts';
import { ShapeSign } from './shape-sign.tsx';

/** What the shapes of the days mean. Days say the same to those who hear them. */
export function Legend() {
  return (
    <ul className="legend" aria-hidden="true">
      {shapes.map((shape) => (
        <li key={shape}>
          <ShapeSign shape={shape} />
          {shapeNames[shape]}
        </li>
      ))}
      <li>
        <span className="swatch" />
        {say('Inferred')}
      </li>
      <li>
        <i />
        {say('Notice of the chosen profile')}
      </li>
    </ul>
  );
}
