/** How the lines of a text end. */
export const lineBreakOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** The text with a line more, which ends as the others do. */
export function withLineAtEnd(text: string, line: string): string {
  const end = lineBreakOf(text);
  return `${text}${text === '' || text.endsWith('\n') ? '' : end}${line}${end}`;
}

/** Where the line begins that a place is on. */
export const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** Where the line after a place begins; the text's end where it is the last. */
export function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}
