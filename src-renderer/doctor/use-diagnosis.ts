import { useCallback, useEffect, useState } from 'react';
import type { Examination } from '../../src-shared/contract-keeping.ts';
import { useAsk, type Asking } from '../store/use-ask.ts';

/** What the doctor finds of the vault and of what lies around it; looked for when this is first shown. */
export function useDiagnosis(): Pick<Asking, 'asking' | 'failure'> & {
  examination: Examination | null;
  look(fix?: boolean): Promise<Examination | null>;
} {
  const { ask, asking, failure } = useAsk();
  const [examination, setExamination] = useState<Examination | null>(null);
  const look = useCallback(
    async (fix = false) => {
      const answer = await ask((client) => client.doctor({ around: true, fix }));
      if (answer !== null) setExamination(answer);
      return answer;
    },
    [ask],
  );
  useEffect(() => {
    const first = async () => look();
    void first();
  }, [look]);
  return { examination, failure, asking, look };
}
