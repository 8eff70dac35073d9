import type { Document } from './document.ts';
import type { Hold } from './hold.ts';
import { entriesWith, textsIn } from './serving.ts';
import type { Vault } from './vault.ts';

/** The name under which a vault.json keeps them; the mark of the whole covers it (D-B32). */
const member = 'ignored';

/** The marks of what discovery shall not offer again: keyed, so that they tell neither place nor secret. */
export const ignoredOf = ({ rest }: Pick<Document, 'rest'>): readonly string[] => textsIn(rest[member]);

/** What a person says of finds they do not want. */
export function createIgnoredActs(hold: Hold): Pick<Vault, 'ignored' | 'setIgnored'> {
  return {
    ignored: () => ignoredOf(hold.document()),
    setIgnored(marks) {
      const opened = hold.opened();
      const document = hold.document();
      const unique = [...new Set(marks)];
      const rest = entriesWith(document.rest, member, unique.length === 0 ? null : unique);
      hold.save(opened, { ...document, rest }, 'edit');
    },
  };
}
