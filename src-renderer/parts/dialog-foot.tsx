import { say } from '../../src-shared/say.ts';
import { Button } from './button.tsx';

/** The two acts of a dialog: back, and the one whose words say the result. */
export function DialogActs({
  words,
  isDisabled,
  onCancel,
  onSave,
}: {
  words: string;
  isDisabled: boolean;
  onCancel(): void;
  onSave(): Promise<void>;
}) {
  return (
    <>
      <Button size="large" onPress={onCancel}>
        {say('Cancel')}
      </Button>
      <Button size="large" look="primary" isDisabled={isDisabled} onPress={() => void onSave()}>
        {words}
      </Button>
    </>
  );
}

/** What a dialog's footer says: why the act failed, else what is missing or what will be. */
export function DialogSays({ failure, otherwise }: { failure: string | null; otherwise: string }) {
  return failure === null ? (
    <span role="status">{otherwise}</span>
  ) : (
    <span className="ink-bad" role="alert">
      {failure}
    </span>
  );
}
