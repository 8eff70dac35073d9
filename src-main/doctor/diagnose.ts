import type { Diagnosis, Finding, Severity } from '../../src-shared/contract-keeping.ts';
import { telling } from '../../src-shared/say.ts';
import { isProblem, readDocument, type Document } from '../vault/document.ts';
import { parseVault } from '../vault/parse-vault.ts';
import { whyNotWritten } from '../vault/vault-errors.ts';
import type { Check, Circumstances, Found } from './circumstances.ts';
import * as files from './file-checks.ts';
import { Exchanged } from './repairs.ts';
import * as vault from './vault-checks.ts';

/** Every check there is, in the order in which its findings are told where they weigh the same. */
const checks: readonly Check[] = [...Object.values(vault), ...Object.values(files)];

const weight: Readonly<Record<Severity, number>> = { bad: 0, warn: 1, info: 2 };

/** Looks at everything of ours; with `fix` sets right what takes no decision of a person. */
export function diagnose(circumstances: Circumstances, fix: boolean): Diagnosis {
  return diagnosisOf(
    checks.flatMap((check) => check(circumstances)),
    fix,
  );
}

/** What was found, the worst first; with `fix` set right where nobody has to decide. */
export function diagnosisOf(found: readonly Found[], fix: boolean): Diagnosis {
  return together(found.map((each) => told(each, fix)));
}

/** Findings of several examinations as one: the worst first, among equals as they came. */
export function together(all: readonly Finding[]): Diagnosis {
  const findings = all.toSorted((a, b) => weight[a.severity] - weight[b.severity]);
  const remains = (severity: Severity) => findings.some((each) => each.severity === severity && !each.fixed);
  return { findings, exit: remains('bad') ? 1 : remains('warn') ? 2 : 0 };
}

function told({ fix, ...finding }: Found, wanted: boolean): Finding {
  const fixable = fix !== undefined;
  if (!fixable || !wanted) return { ...finding, fixable, fixed: false, done: null };
  try {
    return { ...finding, fixable, done: fix(), fixed: true };
  } catch (error) {
    const why = error instanceof Exchanged ? error.message : whyNotWritten(error);
    const remedy = telling('It could not be set right ({why}). {remedy}', { why, remedy: finding.remedy });
    return { ...finding, remedy, fixable, fixed: false, done: null };
  }
}

/** The vault's document as its file has it, for an examination. */
export function readVaultFile(
  { premises }: Pick<Circumstances, 'premises'>,
  path: string,
): Circumstances['document'] {
  if (premises.look(path) === null) return null;
  let text: string;
  try {
    text = premises.read(path);
  } catch (error) {
    return { problem: telling('its file cannot be read ({why})', { why: whyNotWritten(error) }) };
  }
  let json: unknown;
  try {
    json = parseVault(text);
  } catch {
    return { problem: telling('it is cut short or damaged') };
  }
  const document: Document | { problem: string } = readDocument(json);
  return isProblem(document) ? { problem: document.problem } : document;
}
