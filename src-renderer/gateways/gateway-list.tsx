import type { ListedGateway } from '../../src-shared/contract-gateway-view.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { DialogPage } from '../parts/dialog.tsx';
import { Glyph, Turning } from '../parts/glyph.tsx';
import { listOf } from '../keeping/list-of.ts';
import { useDesk } from '../store/desk.ts';
import { gatewayWords } from './gateway-words.ts';

/** The gateways of this machine: where each keeps what, and how well. */
export function GatewayList({
  gateways,
  problem,
  onChoose,
  onClose,
}: {
  gateways: readonly ListedGateway[] | null;
  problem: string | null;
  onChoose(gateway: ListedGateway): void;
  onClose(): void;
}) {
  return (
    <DialogPage
      title={say('Gateways')}
      onClose={onClose}
      says={<span>{say('Looking changes nothing in them')}</span>}
      acts={
        <Button size="large" onPress={onClose}>
          {say('Close')}
        </Button>
      }
    >
      <GatewayLines gateways={gateways} problem={problem} onChoose={onChoose} />
    </DialogPage>
  );
}

/** A line for each gateway that is here, and the names of those that are not. */
export function GatewayLines({
  gateways,
  problem,
  onChoose,
}: {
  gateways: readonly ListedGateway[] | null;
  problem: string | null;
  onChoose(gateway: ListedGateway): void;
}) {
  if (gateways === null)
    return (
      <p className="soft waits" role="status">
        {problem === null ? <Turning /> : <Glyph shape="triangle" tone="warn" />}
        {problem ?? say('Looking for gateways')}
      </p>
    );
  const here = gateways.filter(({ present }) => present);
  const absent = gateways.filter(({ present }) => !present);
  return (
    <>
      {here.length === 0 && <p className="soft">{say('No agent gateway keeps its state in this home.')}</p>}
      {here.length > 0 && (
        <ul className="ways">
          {here.map((gateway) => (
            <GatewayLine key={gateway.id} gateway={gateway} onChoose={onChoose} />
          ))}
        </ul>
      )}
      {absent.length > 0 && (
        <p className="soft">{say('Not here: {names}.', { names: listOf(absent.map(({ name }) => name)) })}</p>
      )}
    </>
  );
}

function GatewayLine({
  gateway,
  onChoose,
}: {
  gateway: ListedGateway;
  onChoose(gateway: ListedGateway): void;
}) {
  const { id, name, place, plaintext, findings } = gateway;
  const from = useDesk().view.cameFrom.get();
  const isWell = plaintext === 0 && findings === 0;
  return (
    <li>
      <Glyph shape={isWell ? 'check' : 'triangle'} tone={isWell ? 'good' : 'warn'} />
      <div className="way">
        <p className="of">
          <b>{name}</b>
          <span className="mono dim cut" title={place.stateDir}>
            {place.stateDir}
          </span>
        </p>
        <p className="under">{gatewayWords(gateway)}</p>
      </div>
      <Button
        size="small"
        aria-label={say('Open {name}', { name })}
        autoFocus={from?.kind === 'gateways' && from.first === id}
        onPress={() => onChoose(gateway)}
      >
        {say('Open…')}
      </Button>
    </li>
  );
}
