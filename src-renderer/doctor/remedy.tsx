import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Leads } from '../parts/leads.tsx';
import { useCanChange, useDesk } from '../store/desk.ts';
import type { Open } from '../store/view.ts';
import type { Finding } from './finding-list.tsx';

/** Where the window itself has the remedy of a finding (docs/doctor.md). */
const remedies: Readonly<Record<string, { readonly words: string; readonly open: Open }>> = {
  not_protected: { words: say('Protect…'), open: { kind: 'protection', page: 'overview' } },
  no_recovery: { words: say('Make one…'), open: { kind: 'protection', page: 'recovery' } },
  former_ways_in: { words: say('Change key…'), open: { kind: 'protection', page: 'change-key' } },
  vault_locked: { words: say('Unlock…'), open: { kind: 'unlock' } },
  damaged_record: { words: say('Backups…'), open: { kind: 'backups' } },
  backup_unreadable: { words: say('Backups…'), open: { kind: 'backups' } },
  plaintext_file: { words: say('Discover…'), open: { kind: 'discover' } },
};

/** The way from a finding to what helps: a dialog, the profile it is about, or the button below that sets it right. */
export function Remedy({ finding: { id, where, fixable } }: { finding: Finding }) {
  const { view, picture } = useDesk();
  const canChange = useCanChange();
  const remedy = remedies[id];
  if (fixable && canChange) return <span className="dim keep">{say('Set it right below')}</span>;
  if (remedy !== undefined)
    return (
      <Leads size="small" to={remedy.open}>
        {remedy.words}
      </Leads>
    );
  if (where === null || picture.profile(where) === undefined) return null;
  return (
    <Button
      size="small"
      aria-label={say('Show {name}', { name: where })}
      onPress={() => {
        view.over.set(null);
        view.details.set(where);
      }}
    >
      {say('Show')}
    </Button>
  );
}
