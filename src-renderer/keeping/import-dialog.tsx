import { useRef, useState } from 'react';
import type { ConflictChoice, ImportInput, ImportPlan } from '../../src-shared/contract-keeping.ts';
import { say } from '../../src-shared/say.ts';
import { DialogFrame } from '../parts/dialog.tsx';
import { useDesk } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';
import { ChooseFile } from './choose-file.tsx';
import { ImportPlanPage } from './import-plan.tsx';
import { importedWords } from './import-words.ts';
import { fileLimit, sendText, type Source } from './read-upload.ts';

/** What is answered before a file is imported. */
export interface Answers {
  readonly conflicts: Readonly<Record<string, ConflictChoice>>;
  readonly agreePolicy: boolean;
}

const nothingAnswered: Answers = { conflicts: {}, agreePolicy: false };

/**
 * Takes profiles from a file: chosen, dropped; read by the core; shown; and only then written. The file's text lives in a
 * ref, and is let go of with this dialog.
 */
export default function ImportDialog() {
  const { view, notices } = useDesk();
  const { ask, asking, failure, forget } = useAsk();
  const [name, setName] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [plan, setPlan] = useState<ImportPlan | null>(null);
  const [answers, setAnswers] = useState(nothingAnswered);
  const text = useRef('');
  const source = useRef<Source | null>(null);
  const passphrase = useRef<HTMLInputElement>(null);
  const given = useRef<string | null>(null);
  const close = () => view.back();

  const input = ({ conflicts, agreePolicy }: Answers): ImportInput => ({
    ...source.current,
    ...(given.current !== null && { passphrase: given.current }),
    conflicts: { ...conflicts },
    agreePolicy,
  });
  const look = async (next: Answers) => {
    const answer = await ask(async (client) => {
      source.current ??= await sendText(client, text.current);
      return client.transfer.preview(input(next));
    });
    if (answer === null) return;
    setPlan(answer);
    setAnswers(next);
  };
  const take = async (file: File) => {
    forget();
    setProblem(null);
    setName(file.name);
    source.current = null;
    given.current = null;
    if (file.size > fileLimit) return setProblem(say('The file is larger than 8 MiB. Import it in parts.'));
    text.current = await file.text().catch(() => '');
    if (text.current === '') return setProblem(say('The file is empty, or cannot be read.'));
    return look(nothingAnswered);
  };
  const again = () => {
    setPlan(null);
    setName(null);
    text.current = '';
    given.current = null;
  };
  const write = async () => {
    const done = await ask((client) => client.transfer.import(input(answers)));
    if (done === null) return;
    view.over.set(null);
    notices.show({ tone: 'good', text: importedWords(done), until: Date.now() + 12_000 });
  };

  return (
    <DialogFrame onClose={close}>
      {plan === null ? (
        <ChooseFile
          name={name}
          asking={asking}
          problem={problem}
          failure={failure}
          passphrase={passphrase}
          onFile={(file) => void take(file)}
          onPassphrase={() => {
            given.current = passphrase.current?.value ?? null;
            void look(nothingAnswered);
          }}
          onClose={close}
        />
      ) : (
        <ImportPlanPage
          name={name ?? ''}
          plan={plan}
          answers={answers}
          asking={asking}
          failure={failure?.message ?? null}
          onAnswers={(next) => void look(next)}
          onBack={again}
          onWrite={write}
          onClose={close}
        />
      )}
    </DialogFrame>
  );
}
