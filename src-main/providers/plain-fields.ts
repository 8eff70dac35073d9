import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { recognise } from './recognise.ts';

/** What is stored beside a secret; what is absent is not written. */
export interface PlainFields {
  name?: string | undefined;
  notes?: string | null | undefined;
  note?: string | null | undefined;
  tags?: readonly string[] | undefined;
  baseUrl?: string | null | undefined;
  config?: Readonly<Record<string, string>> | undefined;
  reference?: string | undefined;
  agents?: readonly string[] | undefined;
  origins?: readonly string[] | undefined;
}

/** How sure a form must be to say that a text holds a credential. */
const sure: ReadonlySet<string> = new Set(['exact', 'prefix']);

/**
 * Nothing but the secret is sealed: a key in a name or a note would lie in clear in the vault and its backups, and be
 * shown in notices. Throws `invalid_input` naming the field, without repeating what it holds.
 */
export function checkPlainFields(fields: PlainFields): void {
  const { tags = [], config = {}, agents = [], origins = [], reference, ...plain } = fields;
  const texts: readonly (readonly [string, string | null | undefined])[] = [
    [telling('name'), plain.name],
    [telling('notes'), plain.notes],
    [telling('note'), plain.note],
    [telling('base URL'), plain.baseUrl],
    [telling('reference'), reference?.replace(/^exec:/, '')],
    ...tags.map((tag) => [telling('tags'), tag] as const),
    ...agents.map((agent) => [telling('agents'), agent] as const),
    ...origins.map((origin) => [telling('origins'), origin] as const),
    ...Object.values(config).map((value) => [telling('settings'), value] as const),
  ];
  for (const [field, text] of texts) {
    if (text === null || text === undefined || !holdsKey(text)) continue;
    throw new KeywatchError(
      'invalid_input',
      field.endsWith('s')
        ? telling(
            'The {which} hold something of the form of a key, and only the secret itself is sealed; nothing was changed; leave the key out there.',
            { which: field },
          )
        : telling(
            'The {which} holds something of the form of a key, and only the secret itself is sealed; nothing was changed; leave the key out there.',
            { which: field },
          ),
      { field },
    );
  }
}

function holdsKey(text: string): boolean {
  return recognise(text).found.some(
    ({ confidence, reference }) => reference === null && sure.has(confidence),
  );
}
