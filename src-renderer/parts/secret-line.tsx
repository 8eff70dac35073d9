import { useCallback, useEffect, useRef, useState } from 'react';
import { say } from '../../src-shared/say.ts';
import { Button } from './button.tsx';
import { Icon } from './glyph.tsx';

const shownMs = 20_000;

/**
 * A mask with an eye. The secret is written into the document by hand and taken out after 20 s, when the window is
 * left, or when this part goes; it is never in a component's state.
 */
export function SecretLine({
  mask,
  reveal,
  label,
  children,
}: {
  mask: string;
  reveal(): Promise<string | null>;
  label: string;
  children?: React.ReactNode;
}) {
  const place = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [shown, setShown] = useState(false);

  const hide = useCallback(() => {
    clearTimeout(timer.current);
    if (place.current !== null) place.current.textContent = '';
    setShown(false);
  }, []);

  useEffect(() => {
    const onHidden = () => document.hidden && hide();
    window.addEventListener('blur', hide);
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      window.removeEventListener('blur', hide);
      document.removeEventListener('visibilitychange', onHidden);
      hide();
    };
  }, [hide]);

  const show = async () => {
    const secret = await reveal();
    if (secret === null || place.current === null) return;
    place.current.textContent = secret;
    setShown(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(hide, shownMs);
  };

  return (
    <span className={shown ? 'secret is-shown' : 'secret'}>
      <span className="mono" hidden={shown}>
        {mask}
      </span>
      <span className="mono revealed" ref={place} hidden={!shown} />
      <span className="end">
        <Button
          look="quiet"
          size="small"
          icon
          aria-label={
            shown ? say('Hide {label}', { label }) : say('Reveal {label} for 20 seconds', { label })
          }
          onPress={() => (shown ? hide() : void show())}
        >
          <Icon name="eye" />
        </Button>
        {children}
      </span>
    </span>
  );
}
