import { CsvError, parse } from 'csv-parse/sync';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Entry } from './entry.ts';
import { fieldOf, readRecord } from './read-record.ts';

/** What spreadsheets put between columns, here and there. */
const delimiters = [',', ';', '\t'] as const;

/** The columns' separator where a first line is a head of ours; null for a text that is no such table. */
export function tableDelimiter(text: string): string | null {
  const end = text.search(/[\r\n]/);
  const head = (end === -1 ? text : text.slice(0, end)).slice(0, longestHead);
  const found = delimiters.find((delimiter) => {
    const fields = head.split(delimiter).map((name) => fieldOf(name.replaceAll('"', '')));
    return fields.length > 1 && fields.some((field) => field === 'secret' || field === 'reference');
  });
  return found ?? null;
}

const longestHead = 4096;

/** The credentials of a table whose first line names its columns (RFC 4180). Throws `invalid_input` naming the line. */
export function readCsv(text: string, delimiter: string, now: number): Entry[] {
  const [head, ...rows] = rowsOf(text, delimiter);
  const columns = head?.record ?? [];
  return rows.map(({ record, line }) => {
    const where = telling('line {line}', { line });
    if (record.length > columns.length)
      return {
        where,
        named: null,
        code: 'invalid_input',
        refused: telling(
          'It has {count} columns and the first line has {columns}: a separator inside a value needs quotes around that.',
          { count: record.length, columns: columns.length },
        ),
      };
    return readRecord(
      where,
      Object.fromEntries(columns.map((name, index) => [name, record[index] ?? ''])),
      now,
    );
  });
}

interface Row {
  record: string[];
  /** The last line it takes. */
  line: number;
}

function rowsOf(text: string, delimiter: string): Row[] {
  const rows: Row[] = [];
  try {
    parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: longestRow,
      on_record(record: string[], { lines }) {
        rows.push({ record, line: lines });
        return null;
      },
    });
    return rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line =
      typeof error['lines'] === 'number'
        ? telling('line {line}', { line: error['lines'] })
        : telling('one of its lines');
    throw new KeywatchError(
      'invalid_input',
      telling(
        'This table cannot be read: {which} is not as CSV is (a quote that is not closed?); nothing was imported; correct that line.',
        { which: line },
      ),
    );
  }
}

const longestRow = 512 * 1024;
