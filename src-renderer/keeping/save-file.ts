const keptMs = 60_000;

/** Hands a text to the person's downloads. The address stays valid for a minute: a browser may ask where to put it. */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), keptMs);
}

/** `keywatch-2026-11-21.json`, by this machine's calendar. */
export function exportName(now: Date): string {
  return `keywatch-${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())}.json`;
}

const twoDigits = (number: number) => String(number).padStart(2, '0');
