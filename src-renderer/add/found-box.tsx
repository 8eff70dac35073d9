import { useRef } from 'react';
import type { Found, Profile } from '../../src-shared/contract-schema.ts';
import { heard, say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Glyph, Icon, Mark, Turning } from '../parts/glyph.tsx';
import { Leads } from '../parts/leads.tsx';
import { SecretLine } from '../parts/secret-line.tsx';
import { useProvider } from '../store/desk.ts';
import { PasteBox } from './paste-box.tsx';
import { findingsOf, missingCharacters, testFinding, type Finding } from './findings.ts';
import type { Material } from './use-material.ts';

/** What was recognised in a paste: its name and mask, the ledger of findings, and the remedy for what is wrong. */
export function FoundBox({
  material,
  found,
  provider,
  stored,
  neverSent,
  canTest,
  host,
  onTest,
  onAgain,
  onOpen,
}: {
  material: Material;
  found: Found;
  /** Whose it is, by its form or by choice; '' while nobody knows. */
  provider: string;
  /** The profile that holds this key already. */
  stored: Profile | null;
  neverSent: boolean;
  canTest: boolean;
  host: string | null;
  onTest(): void;
  onAgain(): void;
  onOpen(id: string): void;
}) {
  const info = useProvider(provider);
  const { recognition } = material;
  if (recognition === null) return null;
  const { problem } = found;
  const isChosen = found.provider === null && found.reference === null && info !== null;
  const lines: Finding[] = [...findingsOf(recognition, found, isChosen)];
  if (stored !== null) {
    lines.push({
      glyph: 'triangle',
      tone: 'warn',
      verb: say('Stored'),
      fact: say('already kept as {name}', { name: stored.name }),
      act: 'open',
    });
  }
  if (neverSent) {
    const fact = say('Keywatch never sends a setup token anywhere');
    lines.push({ glyph: 'hollow', tone: 'none', verb: say('Not tested'), fact, act: null });
  } else if (problem?.blocks !== true && missingCharacters(found) === null) {
    // Whom nobody will ask is not named as who is asked.
    const line = testFinding(material.question, canTest ? host : null);
    lines.push(canTest ? line : { ...line, act: null });
  }
  const acts = {
    test: { label: material.question.phase === 'not_asked' ? say('Test') : say('Test again'), run: onTest },
    skip: { label: say('Skip'), run: material.stopAsking },
    open: { label: say('Open'), run: () => stored !== null && onOpen(stored.id) },
  };
  return (
    <div className="found">
      <div className="what">
        <Mark large letters={info?.mark ?? '?'} />
        <div className="label">
          <b>{isChosen ? say('Key for {provider}', { provider: info.name }) : heard(found.label)}</b>
          {found.reference === null ? (
            <SecretLine
              mask={found.mask}
              label={say('what was pasted')}
              reveal={() => Promise.resolve(material.peek()?.trim() ?? null)}
            >
              <Button
                look="quiet"
                size="small"
                autoFocus={problem?.blocks === true && missingCharacters(found) === null}
                onPress={onAgain}
              >
                {say('Paste another')}
              </Button>
            </SecretLine>
          ) : (
            <span className="secret">
              <span className="mono cut" title={found.reference}>
                {found.reference}
              </span>
              <span className="end">
                <Button look="quiet" size="small" onPress={onAgain}>
                  {say('Change')}
                </Button>
              </span>
            </span>
          )}
        </div>
      </div>
      <ul className="ledger" aria-live="polite">
        {lines.map((line) => (
          <li key={line.verb}>
            {line.glyph === 'turning' ? <Turning /> : <Glyph shape={line.glyph} tone={line.tone} />}
            <b>{line.verb}</b>
            <span>{line.fact}</span>
            {line.act !== null && (
              <Button look="link" onPress={acts[line.act].run}>
                {acts[line.act].label}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {problem !== null && !(problem.code === 'needs_base_url' && provider !== '') && (
        <Remedy material={material} found={found} message={heard(problem.message)} />
      )}
    </div>
  );
}

function Remedy({ material, found, message }: { material: Material; found: Found; message: string }) {
  const missing = missingCharacters(found);
  const field = useRef<HTMLDivElement>(null);
  if (missing === null) {
    return (
      <div className="remedy">
        <p>{message}</p>
      </div>
    );
  }
  return (
    <div className="remedy" ref={field}>
      <Length have={found.length} of={found.length + missing} />
      <p>{message}</p>
      <PasteBox
        label={say('{count, plural, one {The missing character} other {The missing # characters}}', {
          count: missing,
        })}
        placeholder={say('{count, plural, one {the missing character} other {the missing # characters}}', {
          count: missing,
        })}
        multiline={false}
        onText={(rest) => void material.takeRest(rest)}
      />
    </div>
  );
}

function Length({ have, of }: { have: number; of: number }) {
  const width = 486;
  const full = Math.round((width * have) / of);
  return (
    <svg
      className="length"
      viewBox={`0 0 ${width} 6`}
      preserveAspectRatio="none"
      role="img"
      aria-label={say('{have} of {of} characters', { have, of })}
    >
      <rect className="have" x="0" y="0" width={Math.max(6, full - 3)} height="6" rx="3" />
      <rect
        className="lack"
        x={full + 1.5}
        y=".5"
        width={Math.max(2, width - full - 2)}
        height="5"
        rx="2.5"
      />
    </svg>
  );
}

/** Several credentials in one paste: named, so that they can be pasted one by one. */
export function ManyFound({ found, onAgain }: { found: readonly Found[]; onAgain(): void }) {
  return (
    <div className="found">
      <div className="what">
        <Mark large letters={String(found.length)} />
        <div className="label">
          <b>{say('{count} credentials in one paste', { count: found.length })}</b>
          <span className="secret">
            <span className="soft">
              {say('Paste them one at a time, or import the file that holds them.')}
            </span>
            <span className="end">
              <Leads look="quiet" size="small" to={{ kind: 'import' }}>
                {say('Import…')}
              </Leads>
              <Button look="quiet" size="small" autoFocus onPress={onAgain}>
                {say('Paste another')}
              </Button>
            </span>
          </span>
        </div>
      </div>
      <ul className="ledger">
        {found.map((one, index) => (
          <li key={`${index} ${one.mask}`}>
            <Icon name="right" />
            <b>{heard(one.label)}</b>
            <span className="mono">{one.mask}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
