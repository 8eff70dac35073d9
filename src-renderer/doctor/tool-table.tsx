import type { ToolUse } from '../../src-shared/contract-keeping.ts';
import { providerName } from '../../src-shared/provider-names.ts';
import { heard, say } from '../../src-shared/say.ts';
import { shortDate } from '../../src-shared/times.ts';
import { useHiding } from '../store/use-hiding.ts';

/** Which credential each tool would use, where Keywatch runs. */
export function ToolTable({ tools }: { tools: readonly ToolUse[] }) {
  if (tools.length === 0) return null;
  return (
    <section className="part" aria-label={say('What each tool would use')}>
      <h3>{say('What each tool would use')}</h3>
      <table className="uses">
        <thead>
          <tr>
            <th scope="col">{say('Tool')}</th>
            <th scope="col">{say('Provider')}</th>
            <th scope="col">{say('Uses')}</th>
          </tr>
        </thead>
        <tbody>
          {tools.map((use) => (
            <ToolRow key={`${use.tool} ${use.provider} ${use.agent ?? ''}`} use={use} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ToolRow({ use: { name, agent, provider, uses, passedOver, baseUrl } }: { use: ToolUse }) {
  return (
    <tr>
      <th scope="row">{agent === null ? name : say('{name}, agent {agent}', { name, agent })}</th>
      <td>{providerName(provider)}</td>
      <td>
        {uses === null ? <p className="dim">{say('Finds no credential')}</p> : <Credential {...uses} />}
        {passedOver.map((other) => (
          <p key={`${other.name} ${other.from}`} className="under">
            {say('Not {name} of {from}: {why}', { ...other, why: heard(other.why) })}
          </p>
        ))}
        {baseUrl !== null && (
          <p className="under">{say('Its requests go to {address}', { address: baseUrl })}</p>
        )}
      </td>
    </tr>
  );
}

function Credential({ name, from, mask, expiresAt }: NonNullable<ToolUse['uses']>) {
  const hiding = useHiding();
  return (
    <>
      <p>
        <span className="mono">{name === 'login' ? say('Login') : name}</span>{' '}
        {mask !== null && <span className="mono dim">{hiding.value(mask)}</span>}
      </p>
      <p className="under">
        <span className="mono">{from}</span>
        {expiresAt !== null && <span>{say('ends {date}', { date: shortDate(expiresAt) })}</span>}
      </p>
    </>
  );
}
