import { version } from '../../package.json';
import type { Command, Host } from '../command.ts';
import { documentOf } from '../documents.ts';
import { plain } from '../plain-text.ts';
import { portOrNone } from '../typed-values.ts';

/** What the owner tells; where nobody keeps watch, what the files say. */
async function textOf(host: Host): Promise<string> {
  const owner = await host.owner();
  if (owner !== null) return (await owner.metrics({})).text;
  const [{ metricsText }, status] = await Promise.all([
    import('../../src-main/metrics/metrics.ts'),
    host.reader().then((reader) => reader.status({})),
  ]);
  return metricsText({ ...status, version, owner: null });
}

export const metrics: Command = {
  name: 'metrics',
  says: 'What Keywatch sees and does in numbers, as OpenMetrics text',
  takes: '',
  words: { least: 0, most: 0 },
  options: {
    port: {
      type: 'string',
      value: 'N|none',
      says: 'Offer them to a Prometheus of this machine at that port whenever Keywatch keeps watch, from now on; none: no more.',
    },
  },
  notes: ['Where no Keywatch runs, its files are read and none is started. Details: docs/service.md.'],
  async run(asked, host) {
    const metricsPort = portOrNone(asked, 'port');
    if (metricsPort !== undefined) return kept(metricsPort, host);
    const text = await textOf(host);
    const lines = text.trimEnd().split('\n');
    return {
      document: documentOf('metrics', { text }),
      // A program gets them as they are; nothing that a profile is called may steer a terminal.
      lines: () => (host.terminal.out ? lines.map(plain) : lines),
    };
  },
};

async function kept(metricsPort: number | null, host: Host): ReturnType<Command['run']> {
  await (await host.client()).settings.set({ metricsPort });
  const url = metricsPort === null ? null : `http://127.0.0.1:${metricsPort}/metrics`;
  return {
    document: documentOf('metrics-port', { url }),
    lines: () => [
      url === null
        ? 'Metrics are offered at no port.'
        : `Metrics are at ${url} whenever Keywatch keeps watch; where that port is taken, its log says so.`,
    ],
  };
}
