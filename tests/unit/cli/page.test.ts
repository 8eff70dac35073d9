import { describe, expect, it } from 'vitest';
import {
  cut,
  ledger,
  painted,
  table,
  widthOf,
  wrapped,
  type Column,
  type Look,
} from '../../../src-cli/page.ts';
import { plain } from '../../../src-cli/plain-text.ts';

const look = (width: number, colour = false): Look => ({ width, colour, now: 0 });

interface Row {
  id: string;
  name: string;
  source: string;
}
const columns: Column<Row>[] = [
  { head: 'ID', cell: ({ id }) => ({ text: id, tone: 'strong' }), least: 8 },
  { head: 'Name', cell: ({ name }) => name, least: 6, leaves: 2 },
  { head: 'Source', cell: ({ source }) => source, leaves: 1 },
];
const rows: Row[] = [
  { id: 'anthropic:work', name: 'Work', source: 'manual' },
  { id: 'openai:ci', name: 'A runner with a long name', source: 'env' },
];

describe('a table', () => {
  it('stands aligned and uncut where nobody watches', () => {
    expect(table(rows, columns, look(Number.POSITIVE_INFINITY))).toEqual([
      'ID              Name                       Source',
      'anthropic:work  Work                       manual',
      'openai:ci       A runner with a long name  env',
    ]);
  });

  it('cuts what may be cut, then lets columns leave, the lowest first', () => {
    expect(table(rows, columns, look(30))).toEqual([
      'ID        Name          Source',
      'anthrop…  Work          manual',
      'openai:…  A runner wi…  env',
    ]);
    expect(table(rows, columns, look(20))).toEqual([
      'ID        Name',
      'anthrop…  Work',
      'openai:…  A runner…',
    ]);
  });

  it('becomes a list where what must stay has no room', () => {
    const [id, ...others] = columns;
    const whole = [{ ...id!, least: 14 }, ...others];
    expect(table(rows, whole, look(13))).toEqual([
      'anthropic:wo…',
      '  Name: Work',
      '  Source:',
      '    manual',
      '',
      'openai:ci',
      '  Name: A',
      '    runner',
      '    with a',
      '    long name',
      '  Source: env',
    ]);
  });

  it('is never wider than the terminal', () => {
    for (let width = 8; width < 60; width++)
      for (const line of table(rows, columns, look(width))) expect(widthOf(line)).toBeLessThanOrEqual(width);
  });

  it('counts wide and combining letters as a terminal does', () => {
    expect(widthOf('键')).toBe(2);
    expect(widthOf('e\u0301')).toBe(1);
    expect(cut('键键键', 5)).toBe('键键…');
  });
});

describe('other text', () => {
  it('cannot steer the terminal', () => {
    expect(plain('a\u001B[31mb\u001B]0;title\u0007c\nd\u202Ee')).toBe('abc d e');
  });

  it('has colours only where they are wanted', () => {
    expect(painted('x', 'bad', look(80))).toBe('x');
    expect(painted('x', 'bad', look(80, true))).toBe('\u001B[31mx\u001B[39m');
  });

  it('is wrapped between words, with the rest indented', () => {
    expect(wrapped('one two three four', 9, 2)).toEqual(['one two', '  three', '  four']);
  });

  it('stands as facts under each other, those without a value left out', () => {
    expect(
      ledger(
        [
          ['Name', 'Work'],
          ['Note', null],
          ['State', { text: 'Healthy', tone: 'good' }],
        ],
        look(80),
      ),
    ).toEqual(['Name   Work', 'State  Healthy']);
  });
});
