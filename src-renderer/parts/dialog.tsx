import type { ReactNode } from 'react';
import { Dialog as DialogBase, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Button } from './button.tsx';
import { Icon } from './glyph.tsx';

/** A dialog over the window: its title is the act, its footer says what is missing and what will be. */
export function Dialog({
  title,
  onClose,
  children,
  says,
  acts,
}: {
  title: string;
  onClose(): void;
  children: ReactNode;
  says: ReactNode;
  acts: ReactNode;
}) {
  return (
    <ModalOverlay className="scrim" isOpen onOpenChange={(open) => !open && onClose()}>
      <Modal className="dialog-frame">
        <DialogBase className="dialog">
          <header>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button look="quiet" icon aria-label="Close" onPress={onClose}>
              <Icon name="close" />
            </Button>
          </header>
          <div className="inner">{children}</div>
          <footer>
            <span className="says">{says}</span>
            {acts}
          </footer>
        </DialogBase>
      </Modal>
    </ModalOverlay>
  );
}
