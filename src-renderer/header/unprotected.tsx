import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { Button } from '../parts/button.tsx';
import { Glyph } from '../parts/glyph.tsx';

/** Says plainly that the system does not protect the vault, and what would. */
export default function Unprotected({
  advice,
  look = 'badge',
}: {
  advice: string | null;
  look?: 'badge' | 'button';
}) {
  return (
    <DialogTrigger>
      {look === 'badge' ? (
        <Button look="quiet" className="badge" aria-label="Vault not protected: why, and what to do">
          <Glyph shape="triangle" tone="warn" />
          Vault not protected
        </Button>
      ) : (
        <Button size="small" aria-label="Protection of the vault: what to do">
          What to do…
        </Button>
      )}
      <Popover className="popover" placement="bottom end" offset={6}>
        <Dialog className="advice" aria-label="Protection of the vault">
          <b>This vault is not protected by the system.</b>
          <p>{advice ?? 'Whoever can read your files can read the keys in it.'}</p>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
