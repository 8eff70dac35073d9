import { say } from '../../src-shared/say.ts';
import { Glyph } from '../parts/glyph.tsx';
import type { PlanRow } from './plan-words.ts';
import { rowWords } from './plan-words.ts';

/** The profiles of a gateway with what becomes of each; those that can be chosen have a box. */
export function PlanRows({
  rows,
  picked,
  onToggle,
}: {
  rows: readonly PlanRow[];
  picked: ReadonlySet<string>;
  onToggle(id: string): void;
}) {
  const agents = new Set(rows.map(({ agent }) => agent));
  return (
    <ul className="ways plan-rows">
      {rows.map((row) => {
        const { agent, id, mask, state } = row;
        const isPicked = picked.has(id);
        const { word, why } = rowWords(row, isPicked);
        return (
          <li key={`${agent} ${id}`}>
            {state === 'link' || state === 'unlink' ? (
              <input
                type="checkbox"
                className="tick"
                aria-label={
                  agents.size > 1
                    ? say('{name} of agent {agent}', { name: id, agent })
                    : say('Choose {name}', { name: id })
                }
                checked={isPicked}
                onChange={() => onToggle(id)}
              />
            ) : (
              <Glyph
                shape={state === 'linked' ? 'check' : 'off'}
                tone={state === 'linked' ? 'good' : 'none'}
              />
            )}
            <div className="way">
              <p className="of">
                <b className="cut" title={id}>
                  {id}
                </b>
                {agents.size > 1 && <span className="dim of-agent">{agent}</span>}
                <span className="dim keep">
                  {mask !== null && <span className="mono">{mask}</span>}
                  <span className="became">{word}</span>
                </span>
              </p>
              {why !== null && <p className="under">{why}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
