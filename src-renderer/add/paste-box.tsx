import { useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * Where a key is pasted or typed. The field is never controlled: what falls into it is handed on and taken out of the
 * document at once; what is typed is handed on with Enter or when the field is left.
 */
export function PasteBox({
  label,
  placeholder,
  onText,
  start = '',
  multiline = true,
}: {
  label: string;
  placeholder: string;
  onText(text: string): void;
  start?: string;
  multiline?: boolean;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const line = useRef<HTMLInputElement>(null);
  const field: RefObject<HTMLTextAreaElement | HTMLInputElement | null> = multiline ? area : line;

  // As early as a field's own `autoFocus`, so that nothing else takes the focus between.
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.value = start;
    // On the page itself it may come late, when the person is elsewhere already.
    if (element.closest('[role="dialog"]') !== null || document.activeElement === document.body)
      element.focus();
    element.setSelectionRange(start.length, start.length);
    return () => {
      element.value = '';
    };
  }, [field, start]);

  const hand = (text: string) => {
    if (text.trim() === '' || text === start) return;
    if (field.current !== null) field.current.value = '';
    onText(text);
  };
  const shared = {
    'aria-label': label,
    placeholder,
    autoComplete: 'off',
    autoCapitalize: 'off',
    autoCorrect: 'off',
    spellCheck: false,
    onBlur: (event: React.FocusEvent<HTMLTextAreaElement | HTMLInputElement>) => hand(event.target.value),
    onPaste: (event: React.ClipboardEvent<HTMLTextAreaElement | HTMLInputElement>) => {
      const element = event.currentTarget;
      // A paste into what was typed before, as after `op://`, joins it.
      const { selectionStart, selectionEnd, value } = element;
      const text = event.clipboardData.getData('text/plain');
      event.preventDefault();
      hand(value.slice(0, selectionStart ?? 0) + text + value.slice(selectionEnd ?? value.length));
    },
    onKeyDown: (event: React.KeyboardEvent<HTMLTextAreaElement | HTMLInputElement>) => {
      if (event.key !== 'Enter' || event.shiftKey) return;
      event.preventDefault();
      hand(event.currentTarget.value);
    },
  };
  return multiline ? (
    <textarea ref={area} className="paste mono" rows={3} {...shared} />
  ) : (
    <input ref={line} className="input mono" {...shared} />
  );
}
