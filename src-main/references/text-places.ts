import { below, type Place } from './place.ts';
import { yamlPlaces } from './yaml-places.ts';

/** More than this in one file is no file of settings. */
const mostPlaces = 4000;
const longestLine = 64 * 1024;

const variable = String.raw`([A-Za-z_][\w.-]{0,255})`;

/** Ways in which files of settings and start files of shells give a value to a name. */
const assignments: readonly RegExp[] = [
  new RegExp(String.raw`^(?:export|declare -x|typeset -x)\s+${variable}=(.*)$`),
  new RegExp(String.raw`^set\s+(?:-[A-Za-z-]+\s+){1,3}${variable}\s+(.*)$`),
  new RegExp(String.raw`^setenv\s+${variable}\s+(.*)$`),
  new RegExp(String.raw`^\$env:${variable}\s*=\s*(.*)$`, 'i'),
  new RegExp(String.raw`^${variable}\s*=\s*(.*)$`),
];

/** A value out of its quotes and without the remark behind it; null where a quote is never closed. */
function bare(value: string): string | null {
  const quote = value.charAt(0);
  if (quote !== '"' && quote !== "'") return (value.split(/\s[#;]/, 1)[0] ?? '').replace(/;$/, '').trim();
  const end = value.indexOf(quote, 1);
  return end < 0 ? null : value.slice(1, end);
}

function assigned(line: string): [name: string, value: string] | null {
  for (const pattern of assignments) {
    const [, name, value = ''] = pattern.exec(line) ?? [];
    if (name === undefined) continue;
    const plain = bare(value.trim());
    return plain === null ? null : [name, plain];
  }
  return null;
}

/** The values of dotenv files, INI files and start files of shells: `/NAME`, below a section `/section/NAME`. */
function settingsPlaces(text: string): Place[] {
  const places = new Map<string, Place>();
  let section = '';
  for (const line of text.split(/\r\n?|\n/)) {
    if (line.length > longestLine) continue;
    const said = line.trim();
    const heading = /^\[([^\]]{1,256})\]$/.exec(said)?.[1];
    if (heading !== undefined) section = below('', heading.trim());
    const found = heading === undefined && !/^[#;]/.test(said) ? assigned(said) : null;
    if (found === null || places.size >= mostPlaces) continue;
    const [name, value] = found;
    const pointer = below(section, name);
    // The last one counts, as it does for whoever reads such a file.
    places.delete(pointer);
    places.set(pointer, { pointer, name, value });
  }
  return [...places.values()];
}

/** What a file says that is no JSON, text by text; by its name, it is YAML or a file of settings. */
export function textPlaces(text: string, path: string): Place[] {
  return /\.ya?ml$/i.test(path) ? yamlPlaces(text).slice(0, mostPlaces) : settingsPlaces(text);
}
