import { say } from '../../src-shared/say.ts';
import { Glyph } from '../parts/glyph.tsx';
import { FindingList, severities, type Finding } from './finding-list.tsx';

/** All that was found, the worst first; or that there is nothing. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const open = findings.filter(({ fixed }) => !fixed);
  const fixed = findings.filter((each) => each.fixed);
  const wrong = open.filter(({ severity }) => severity !== 'info');
  return (
    <>
      {wrong.length === 0 && (
        <p className="verdict">
          <Glyph shape="check" tone="good" />
          {say('Nothing is wrong.')}
        </p>
      )}
      {(['bad', 'warn', 'info'] as const).map((severity) => {
        const these = open.filter((each) => each.severity === severity);
        return these.length === 0 ? null : (
          <section key={severity} className="part" aria-label={severities[severity].name}>
            <h3>
              {severities[severity].name} <span className="n">{these.length}</span>
            </h3>
            <FindingList findings={these} />
          </section>
        );
      })}
      {fixed.length > 0 && (
        <section className="part" aria-label={say('Set right')}>
          <h3>
            {say('Set right')} <span className="n">{fixed.length}</span>
          </h3>
          <FindingList findings={fixed} />
        </section>
      )}
    </>
  );
}
