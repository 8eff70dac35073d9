import { say } from '../../src-shared/say.ts';
import { Icon } from '../parts/glyph.tsx';

/** The sample vault is never taken for one's own. */
export function SampleBadge() {
  return (
    <span className="badge calm" title={say('Nothing in it is real, and it goes when Keywatch ends.')}>
      <Icon name="key" />
      {say('Sample vault')}
    </span>
  );
}
