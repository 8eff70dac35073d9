import { say } from '../../src-shared/say.ts';
import { nearMoment } from '../../src-shared/times.ts';
import { Button } from '../parts/button.tsx';
import { Glyph } from '../parts/glyph.tsx';
import { usePause } from '../header/use-pause.ts';
import { useNow } from '../store/clock.ts';
import { FactLine } from './lines.tsx';

/** Whether questions go out on schedule, and the ways to stop them for a while. */
export function PauseLine() {
  const { paused, until, ways, resume } = usePause();
  const now = useNow('ages');
  if (paused)
    return (
      <FactLine
        label={
          <span className="said">
            <Glyph shape="pause" tone="wait" />
            {say('Checking is paused')}
          </span>
        }
        hint={
          until === null
            ? say('Until you resume it.')
            : say('Until {moment}.', { moment: nearMoment(until, now) })
        }
      >
        <Button onPress={resume}>{say('Resume checking')}</Button>
      </FactLine>
    );
  return (
    <FactLine label={say('Pause checking')} hint={say('You can still check by hand.')}>
      <span className="row pauses">
        {ways.map(({ id, name, begin }) => (
          <Button key={id} size="small" onPress={begin}>
            {name}
          </Button>
        ))}
      </span>
    </FactLine>
  );
}
