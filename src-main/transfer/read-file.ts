import { entriesLimit, importLimit } from '../../src-shared/contract-keeping.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { JsonValue } from '../vault/canonical-json.ts';
import { isJsonObject } from '../vault/canonical-json.ts';
import { noServing, type ReadFile } from './entry.ts';
import { readExportContent } from './export-content.ts';
import { readCsv, tableDelimiter } from './read-csv.ts';
import { readEnv } from './read-env.ts';
import { readJson } from './read-json.ts';
import { exportSchema, isExport, isSealed, openFile } from './sealed-file.ts';

/**
 * Reads a file that is to be imported, whatever form it has: an export of ours, JSON, a table, or dotenv. Throws
 * `too_large`, `invalid_input`, and for a sealed one `sealed` or `wrong_passphrase`; what is wrong with a single entry
 * is said there.
 */
export async function readFile(
  text: string,
  { passphrase, now }: { passphrase?: string | undefined; now: number },
): Promise<ReadFile> {
  if (Buffer.byteLength(text) > importLimit)
    throw new KeywatchError(
      'too_large',
      telling('The file is larger than 8 MiB; nothing was imported; import it in parts.'),
    );
  const read = await readAs(text.replace(/^\uFEFF/, ''), passphrase, now);
  if (read.entries.length > entriesLimit)
    throw new KeywatchError(
      'too_large',
      telling(
        'The file holds {count} entries and 10,000 are taken at once; nothing was imported; import it in parts.',
        { count: read.entries.length },
      ),
    );
  if (read.entries.length === 0)
    throw new KeywatchError(
      'invalid_input',
      telling(
        'There is nothing in this file that could be a credential; nothing was imported; give an export of Keywatch, a .env file, JSON, or a table (CSV) whose first line names its columns.',
      ),
    );
  return read;
}

async function readAs(text: string, passphrase: string | undefined, now: number): Promise<ReadFile> {
  if (/^\s*[[{]/.test(text)) {
    const json = parsed(text);
    if (isExport(json)) return readExport(json, passphrase);
    return { format: 'json', entries: readJson(json, now), serving: noServing };
  }
  const delimiter = tableDelimiter(text);
  return delimiter === null
    ? { format: 'env', entries: readEnv(text), serving: noServing }
    : { format: 'csv', entries: readCsv(text, delimiter, now), serving: noServing };
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw new KeywatchError(
      'invalid_input',
      telling('The file begins like JSON and is none{how}; nothing was imported; correct it there.', {
        how: lineOf(error, text),
      }),
    );
  }
}

/** The parser says at which character it gave up; its own message quotes the file. */
function lineOf(error: unknown, text: string): string {
  const at = error instanceof SyntaxError ? / position (\d+)/.exec(error.message)?.[1] : undefined;
  return at === undefined
    ? ''
    : telling(' (line {line})', { line: text.slice(0, Number(at)).split('\n').length });
}

async function readExport(
  file: ReturnType<typeof parsed>,
  passphrase: string | undefined,
): Promise<ReadFile> {
  if (!isJsonObject(file) || file['schema'] !== exportSchema)
    throw new KeywatchError(
      'invalid_input',
      telling('A newer Keywatch exported this file; nothing was imported; update this one.'),
    );
  if (!isSealed(file)) return { format: 'export', ...readExportContent(file['content']) };
  if (passphrase === undefined)
    throw new KeywatchError(
      'sealed',
      telling(
        'This exported file is sealed under a passphrase and none was given; nothing was imported; give it, as with --passphrase-file.',
      ),
    );
  const content = parsed(await openFile(file, passphrase));
  return { format: 'export', ...readExportContent(content) };
}
