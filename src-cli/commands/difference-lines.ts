import type { Difference, FieldChange } from '../../src-shared/contract-keeping.ts';
import { exactMoment, span } from '../../src-shared/times.ts';
import { isoOf } from '../documents.ts';
import { painted, wrapped, type Look, type Tone } from '../page.ts';
import { plain } from '../plain-text.ts';

const fieldNames: Readonly<Record<FieldChange['field'], string>> = {
  secret: 'secret',
  name: 'name',
  provider: 'provider',
  kind: 'kind',
  reference: 'reference',
  baseUrl: 'base URL',
  api: 'API',
  config: 'settings',
  expiresAt: 'end',
  enabled: 'enabled',
  disabledNote: 'reason',
  tags: 'tags',
  notes: 'notes',
  rotateEveryMs: 'rotation',
  probesPerDay: 'checks a day',
  usedBy: 'used by',
};

/** What becomes of the vault, for people: + new, ~ changed field by field, - gone. */
export function differenceLines(difference: Difference, look: Look): string[] {
  const { added, changed, removed, order, grants, settings, others } = difference;
  const line = (sign: string, tone: Tone, text: string) => painted(`${sign} ${plain(text)}`, tone, look);
  const lines = [
    ...added.map(({ id, name, mask }) => line('+', 'good', `${id}  ${name}  ${mask ?? ''}`.trimEnd())),
    ...changed.flatMap(({ id, fields }) => [
      line('~', 'warn', id),
      ...fields.flatMap((change) => wrapped(`    ${plain(fieldLine(change))}`, look.width, 8)),
    ]),
    ...removed.map(({ id, name, mask }) => line('-', 'bad', `${id}  ${name}  ${mask ?? ''}`.trimEnd())),
    ...order.map((each) =>
      line('~', 'warn', `${orderName(each)}: ${listed(each.before)} → ${listed(each.after)}`),
    ),
    ...grants.map(({ reader, before, after }) =>
      line('~', 'warn', `what ${reader} may fetch: ${listed(before)} → ${listed(after)}`),
    ),
    ...settings.map(({ name, before, after }) =>
      line('~', 'warn', `setting ${name}: ${before ?? 'not set'} → ${after ?? 'not set'}`),
    ),
    ...others.map((name) => line('~', 'warn', `${name}, which this Keywatch keeps without knowing it`)),
  ];
  return lines.length === 0 ? ['Nothing would change.'] : lines;
}

/** Whose order, or pin, a line is about. */
export function orderName({ provider, agent, pinned }: Difference['order'][number]): string {
  if (pinned) return `pin of ${provider}`;
  return `order of ${provider}${agent === null ? '' : ` for agent ${agent}`}`;
}

/** The same for programs: times as everywhere in documents. */
export function differenceDocument(difference: Difference) {
  return {
    ...difference,
    changed: difference.changed.map((each) => ({ ...each, fields: each.fields.map(fieldDocument) })),
  };
}

/** A field's change for programs. */
export function fieldDocument({ field, before, after }: FieldChange) {
  const shown = (value: FieldChange['before']) =>
    field === 'expiresAt' && typeof value === 'number' ? isoOf(value) : value;
  return { field, before: shown(before), after: shown(after) };
}

/** A field's change for people. */
export function fieldLine({ field, before, after }: FieldChange): string {
  return `${fieldNames[field]}: ${valueText(field, before)} → ${valueText(field, after)}`;
}

function valueText(field: FieldChange['field'], value: FieldChange['before']): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (field === 'expiresAt') return exactMoment(value);
  return field === 'rotateEveryMs' ? span(value) : String(value);
}

function listed(ids: readonly string[]): string {
  return ids.length === 0 ? 'none' : ids.join(', ');
}
