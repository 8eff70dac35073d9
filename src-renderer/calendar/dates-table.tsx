import { memo } from 'react';
import { say } from '../../src-shared/say.ts';
import { exactMoment, relativeTime } from '../../src-shared/times.ts';
import { howKnown } from '../../src-shared/wording.ts';
import { providerName } from '../../src-shared/provider-names.ts';
import type { Dates } from './ends.ts';

/** All dates for those who hear them, as a table to walk through. */
export const DatesTable = memo(function DatesTable({ ends, now }: Pick<Dates, 'ends'> & { now: number }) {
  const heads = [say('Profile'), say('Provider'), say('Expires'), say('From now'), say('Known from')];
  return (
    <table className="sr">
      <caption>{say('When profiles expire')}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ends.map(({ profile, at }) => (
          <tr key={profile.id}>
            <th scope="row">{profile.name}</th>
            <td>{providerName(profile.provider)}</td>
            <td>{exactMoment(at)}</td>
            <td>{relativeTime(at, now)}</td>
            <td>{howKnown(profile)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
});
