import { useState, type ReactNode } from 'react';
import type { Difference, RestorePlan } from '../../src-shared/contract-keeping.ts';
import type { Tone } from '../../src-shared/state-word.ts';
import { heard, say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import type { Hiding } from '../store/hiding.ts';
import { useHiding } from '../store/use-hiding.ts';
import { listOf } from './list-of.ts';
import { changeWords, settingName } from './difference-words.ts';

/** So many lines of one kind are shown at once; the rest unfolds. */
const shownAtOnce = 8;

/** What becomes of the vault: what comes, what changes by field, what goes. */
export function DifferenceList({
  difference: { added, changed, removed, order, grants, settings, others },
  leftOut,
}: {
  difference: Difference;
  leftOut: RestorePlan['leftOut'];
}) {
  const hiding = useHiding();
  const whole = (ids: readonly string[]) => allOf(ids, hiding);
  return (
    <div className="difference">
      <Group title={say('Adds')} count={added.length} sign="+" tone="good">
        {added.map((one) => (
          <ProfileLine key={one.id} {...one} hiding={hiding} />
        ))}
      </Group>
      <Group title={say('Changes')} count={changed.length} sign="~" tone="warn">
        {changed.map(({ fields, ...one }) => (
          <Line
            key={one.id}
            name={hiding.nameOf(one.id, one.name)}
            id={hiding.isOn ? null : one.id}
            mask={null}
          >
            <dl className="fields">
              {fields.map((field) => {
                const { name, before, after, mono } = changeWords(field, hiding);
                return <FieldLine key={field.field} name={name} before={before} after={after} mono={mono} />;
              })}
            </dl>
          </Line>
        ))}
      </Group>
      <Group title={say('Removes')} count={removed.length} sign="−" tone="bad">
        {removed.map((one) => (
          <ProfileLine key={one.id} {...one} hiding={hiding} />
        ))}
      </Group>
      <Group title={say('Order')} count={order.length} sign="~" tone="warn">
        {order.map(({ provider, agent, pinned, before, after }) => (
          <Line key={`${provider} ${agent ?? ''} ${pinned}`} name={provider} id={agent} mask={null}>
            <dl className="fields">
              <FieldLine
                name={pinned ? say('Pinned') : say('Order')}
                before={inOrder(before, hiding)}
                after={inOrder(after, hiding)}
                mono={false}
              />
            </dl>
          </Line>
        ))}
      </Group>
      <Group title={say('What gateways may fetch')} count={grants.length} sign="~" tone="warn">
        {grants.map(({ reader, before, after }) => (
          <Line key={reader} name={hiding.value(reader)} id={null} mask={null}>
            <dl className="fields">
              <FieldLine name={say('May fetch')} before={whole(before)} after={whole(after)} mono={false} />
            </dl>
          </Line>
        ))}
      </Group>
      <Group title={say('Settings')} count={settings.length} sign="~" tone="warn">
        {settings.map(({ name, before, after }) => (
          <Line key={name} name={settingName(name)} id={null} mask={null}>
            <dl className="fields">
              <FieldLine
                name={say('Is')}
                before={before ?? say('as usual')}
                after={after ?? say('as usual')}
                mono={false}
              />
            </dl>
          </Line>
        ))}
      </Group>
      {others.length > 0 && (
        <p className="soft">
          {say('Parts of the file that a newer Keywatch made change too: {names}.', {
            names: listOf(others),
          })}
        </p>
      )}
      {leftOut.length > 0 && (
        <Group title={say('Left out')} count={leftOut.length} sign="!" tone="warn">
          {leftOut.map(({ id, reason, kept }) => (
            <Line key={id} name={hiding.nameOf(id, id)} id={null} mask={null}>
              <p className="trouble">
                {hiding.sentence(
                  kept ? say('{reason}; the present one stays', { reason: heard(reason) }) : heard(reason),
                )}
              </p>
            </Line>
          ))}
        </Group>
      )}
    </div>
  );
}

function Group({
  title,
  count,
  sign,
  tone,
  children,
}: {
  title: string;
  count: number;
  sign: string;
  tone: Tone;
  children: ReactNode[];
}) {
  const [all, setAll] = useState(false);
  if (count === 0) return null;
  return (
    <section aria-label={title}>
      <h3>
        <span className={`sign ink-${tone}`} aria-hidden="true">
          {sign}
        </span>
        {title} <span className="dim">{count}</span>
      </h3>
      <ul>{all ? children : children.slice(0, shownAtOnce)}</ul>
      {!all && count > shownAtOnce && (
        <Button look="link" onPress={() => setAll(true)}>
          {say('{count} more', { count: count - shownAtOnce })}
        </Button>
      )}
    </section>
  );
}

/** A profile that comes or goes. */
function ProfileLine({
  name,
  id,
  mask,
  hiding,
}: {
  name: string;
  id: string;
  mask: string | null;
  hiding: Hiding;
}) {
  return (
    <Line
      name={hiding.nameOf(id, name)}
      id={hiding.isOn ? null : id}
      mask={mask === null ? null : hiding.value(mask)}
    />
  );
}

function Line({
  name,
  id,
  mask,
  children,
}: {
  name: string;
  id: string | null;
  mask: string | null;
  children?: ReactNode;
}) {
  return (
    <li>
      <p className="of">
        <b className="cut" title={name}>
          {name}
        </b>
        {id !== null && <span className="mono dim cut">{id}</span>}
        {mask !== null && <span className="mono dim end">{mask}</span>}
      </p>
      {children}
    </li>
  );
}

function FieldLine({
  name,
  before,
  after,
  mono,
}: {
  name: string;
  before: string;
  after: string;
  mono: boolean;
}) {
  const face = mono ? 'mono' : '';
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <span className={`${face} was`}>{before}</span>
        <span aria-hidden="true"> → </span>
        <span className="sr"> {say('becomes')} </span>
        <span className={face}>{after}</span>
      </dd>
    </>
  );
}

function allOf(ids: readonly string[], hiding: Hiding): string {
  return ids.length === 0 ? say('nothing') : listOf(ids.map((id) => hiding.nameOf(id, id)));
}

/** Ids of one provider without its name. */
function inOrder(ids: readonly string[], hiding: Hiding): string {
  return listOf(ids.map((id) => hiding.nameOf(id, id.slice(id.indexOf(':') + 1))));
}
