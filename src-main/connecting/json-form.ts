import JSON5 from 'json5';
import { fieldsOf } from '../gateways/stores/credential.ts';
import {
  added,
  edited,
  memberIn,
  objectAt,
  readJsonText,
  removed,
  replacedValue,
} from '../linking/json-text.ts';
import type { At, Form, Json } from './setting.ts';

const empty = '{}\n';

/** JSON, with comments and commas as JSON5 has them: tools that read less are given no more than they had. */
export const jsonForm: Form = {
  read(text) {
    if (text.trim() === '') return {};
    try {
      return fieldsOf(JSON5.parse(text)) ?? undefined;
    } catch {
      // Its message quotes the text, which may hold secrets.
      return undefined;
    }
  },
  set(text, at, value) {
    const json = readJsonText(text.trim() === '' ? empty : text, 'json5');
    const path = namesOf(at);
    if (json === null || path === null) return null;
    for (let depth = path.length - 1; depth >= 0; depth -= 1) {
      const object = objectAt(json, path.slice(0, depth));
      if (object === null) continue;
      const name = path[depth] ?? '';
      const member = memberIn(object, name);
      const inner = path.slice(depth + 1).reduceRight<Json>((value, each) => ({ [each]: value }), value);
      const edits =
        member === null ? added(json, object, name, inner) : [replacedValue(member, JSON.stringify(inner))];
      return edited(json.text, edits);
    }
    return null;
  },
  unset(text, at) {
    const json = readJsonText(text, 'json5');
    const path = namesOf(at);
    const object = json === null || path === null ? null : objectAt(json, path.slice(0, -1));
    const member = object === null ? null : memberIn(object, path?.at(-1) ?? '');
    return json === null || object === null || member === null
      ? null
      : edited(text, removed(json, object, member));
  },
};

function namesOf(at: At): string[] | null {
  const names = at.filter((step) => typeof step === 'string');
  return names.length === at.length ? names : null;
}
