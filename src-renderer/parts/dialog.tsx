import { useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Dialog as DialogBase, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { say } from '../../src-shared/say.ts';
import { Button } from './button.tsx';
import { Icon } from './glyph.tsx';

interface Page {
  title: string;
  onClose(): void;
  children: ReactNode;
  says: ReactNode;
  acts: ReactNode;
  /** What Enter does in a field of one line: the same as the button whose words say the result. */
  onEnter?: () => void;
}

/** Enter that a field leaves to its dialog; with an input method it ends a word instead. */
function isForDialog({ key, target, defaultPrevented, nativeEvent }: KeyboardEvent): boolean {
  if (key !== 'Enter' || defaultPrevented || nativeEvent.isComposing) return false;
  return target instanceof HTMLInputElement && target.type === 'text' && target.role !== 'combobox';
}

/** A dialog over the window: its title is the act, its footer says what is missing and what will be. */
export function Dialog(page: Page) {
  return (
    <DialogFrame onClose={page.onClose}>
      <DialogPage {...page} />
    </DialogFrame>
  );
}

/** The frame of a dialog whose pages follow one another. */
export function DialogFrame({ onClose, children }: { onClose(): void; children: ReactNode }) {
  return (
    <ModalOverlay className="scrim" isOpen onOpenChange={(open) => !open && onClose()}>
      <Modal className="dialog-frame">
        <DialogBase className="dialog">{children}</DialogBase>
      </Modal>
    </ModalOverlay>
  );
}

/** What a dialog shows. A page that follows another takes the focus that the other took away with it. */
export function DialogPage({
  title,
  onClose,
  onBack,
  children,
  says,
  acts,
  onEnter,
}: Page & { onBack?: (() => void) | undefined }) {
  const head = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (document.activeElement === document.body) head.current?.focus();
  }, []);
  return (
    <>
      {/* What is a page's own head and foot has no landmark within a dialog. */}
      <header role="none">
        {onBack !== undefined && (
          <Button look="quiet" icon className="back-to" aria-label={say('Back')} onPress={onBack}>
            <Icon name="left" />
          </Button>
        )}
        <div ref={head} tabIndex={-1} className="dialog-head">
          <Heading slot="title" level={2}>
            {title}
          </Heading>
        </div>
        <Button look="quiet" icon aria-label={say('Close')} onPress={onClose}>
          <Icon name="close" />
        </Button>
      </header>
      <div className="inner" onKeyDown={(event) => isForDialog(event) && onEnter?.()}>
        {children}
      </div>
      <footer role="none">
        <span className="says">{says}</span>
        {acts}
      </footer>
    </>
  );
}
