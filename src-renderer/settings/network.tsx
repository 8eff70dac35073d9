import { say } from '../../src-shared/say.ts';
import { FindingList } from '../doctor/finding-list.tsx';
import { useDiagnosis } from '../doctor/use-diagnosis.ts';
import { Button } from '../parts/button.tsx';
import { LaterPart, lazyPart } from '../parts/boundary.tsx';
import { FailedAside } from '../parts/failed.tsx';
import { Glyph, Turning } from '../parts/glyph.tsx';
import { Leads } from '../parts/leads.tsx';
import { useDesk } from '../store/desk.ts';
import { FactLine, Group } from './lines.tsx';
import { RelayLines } from './relay.tsx';

const VaultServer = lazyPart(() => import('./vault-server.tsx'));

/** What the doctor finds of the way out (docs/doctor.md). */
const ofTheWayOut = new Set([
  'proxy_set',
  'proxy_odd',
  'proxy_secret',
  'ca_missing',
  'ca_unusable',
  'tls_unverified',
]);

/** The way out as Keywatch itself sees it: it is set where Keywatch was started, so here it is only shown. */
export function NetworkSettings() {
  const { bridge } = useDesk();
  const { examination, failure, look } = useDiagnosis();
  const found = examination?.findings.filter(({ id }) => ofTheWayOut.has(id)) ?? [];
  return (
    <>
      <Group title={say('Proxy and certificates')}>
        <p className="soft">
          {bridge === null
            ? say(
                'Keywatch takes its proxy and certificates from the variables it was started with, and the system’s certificates beside them.',
              )
            : say('Keywatch takes the proxy and the certificates of this system.')}
        </p>
        {examination === null ? (
          <p className="soft waits" role="status">
            {failure === null ? <Turning /> : <Glyph shape="triangle" tone="warn" />}
            {failure?.message ?? say('Looking at the way out')}
            {failure !== null && (
              <Button size="small" onPress={() => void look()}>
                {say('Look again')}
              </Button>
            )}
          </p>
        ) : found.length === 0 ? (
          <p className="said">
            <Glyph shape="check" tone="good" />
            {say('No variable names a proxy or certificates.')}
          </p>
        ) : (
          <FindingList findings={found} />
        )}
      </Group>
      <RelayLines />
      <LaterPart renderFailed={(failure) => <FailedAside failure={failure} />}>
        <VaultServer />
        {/* It comes with what stands above it, so that nothing moves from under a pointer. */}
        <Group title={say('More')}>
          <FactLine
            label={say('What is wrong')}
            hint={say('The vault, gateways, tools, files and services around it.')}
          >
            <Leads to={{ kind: 'doctor' }}>{say('What is wrong…')}</Leads>
          </FactLine>
        </Group>
      </LaterPart>
    </>
  );
}
