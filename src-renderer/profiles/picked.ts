/** What is picked after a profile was pressed with Ctrl or Cmd, or its tick. */
export function toggled(picked: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(picked);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** What is picked after a profile was pressed with Shift: from the one before to this, in the order they are shown. */
export function extended(
  picked: ReadonlySet<string>,
  shown: readonly string[],
  from: string | null,
  to: string,
): ReadonlySet<string> {
  const [start, end] = [shown.indexOf(from ?? to), shown.indexOf(to)];
  if (end === -1) return picked;
  const first = start === -1 ? end : Math.min(start, end);
  return new Set([...picked, ...shown.slice(first, Math.max(start, end) + 1)]);
}
