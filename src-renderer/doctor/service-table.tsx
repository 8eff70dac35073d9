import type { ServiceView } from '../../src-shared/contract-keeping.ts';
import { say } from '../../src-shared/say.ts';
import { Nothing } from '../parts/nothing.tsx';

/** Which keys the services of this person would see. */
export function ServiceTable({ services }: { services: readonly ServiceView[] }) {
  if (services.length === 0) return null;
  return (
    <section className="part" aria-label={say('What each service would see')}>
      <h3>{say('What each service would see')}</h3>
      <table className="uses">
        <thead>
          <tr>
            <th scope="col">{say('Service')}</th>
            <th scope="col">{say('Sees')}</th>
            <th scope="col">{say('Lacks')}</th>
          </tr>
        </thead>
        <tbody>
          {services.map((service) => (
            <tr key={service.path}>
              <th scope="row">
                <p title={service.path}>{service.name}</p>
                <p className="under">{service.program}</p>
                {!service.isWhole && <p className="under">{say('By its files alone')}</p>}
              </th>
              <td>
                <Names names={[...service.sees.map(({ name }) => name), ...service.credentials]} />
              </td>
              <td>
                <Names names={service.lacks} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Names({ names }: { names: readonly string[] }) {
  if (names.length === 0) return <Nothing spoken={say('nothing')} />;
  return (
    <ul>
      {names.map((name) => (
        <li key={name} className="mono">
          {name}
        </li>
      ))}
    </ul>
  );
}
