import { join } from 'node:path';
import type { Command, Host } from '../command.ts';
import { documentOf } from '../documents.ts';
import { isTerminal } from '../streams.ts';
import { portOption } from '../typed-values.ts';

async function openedSample({ env }: Host) {
  const [{ openSample }, { makeSampleDirectory }, { systemClock }, { scratchDirectory, systemRandom }] =
    await Promise.all([
      import('../../src-main/demo/sample.ts'),
      import('../../src-main/demo/sample-directory.ts'),
      import('../../src-main/machine/clock.ts'),
      import('../../src-main/headless/ports.ts'),
    ]);
  return openSample({
    directory: makeSampleDirectory(scratchDirectory(env)),
    clock: systemClock,
    random: systemRandom,
  });
}

export const serve: Command = {
  name: 'serve',
  says: 'Keep watch in this terminal and serve the window to a browser',
  takes: '',
  words: { least: 0, most: 0 },
  options: {
    port: { type: 'string', value: 'N', says: 'The port of the window; the system chooses where absent.' },
    'metrics-port': {
      type: 'string',
      value: 'N',
      says: 'Offer metrics to a Prometheus of this machine at that port; what was kept holds where absent.',
    },
    demo: { type: 'boolean', says: 'A sample vault of invented profiles, which goes when this ends.' },
    'no-browser': { type: 'boolean', says: 'Do not serve the window: the command line alone reaches it.' },
  },
  notes: ['Ends on Ctrl-C or SIGTERM. keywatch open prints the address of the window again.'],
  async run(asked, host) {
    const port = portOption(asked, 'port') ?? 0;
    const metricsPort = portOption(asked, 'metrics-port');
    const [{ serveOrRecover }, { createLog, logLevel }, { openLogFile }] = await Promise.all([
      import('../../src-main/headless/serve-or-recover.ts'),
      import('../../src-main/machine/log.ts'),
      import('../../src-main/machine/log-file.ts'),
    ]);
    const intoFile = openLogFile(join(host.directory, 'logs'));
    const write = (line: string) => {
      host.write(line);
      // Nobody reads along: what a service said is to be found afterwards.
      if (!isTerminal(2)) intoFile(line);
    };
    const sample = asked.has('demo') ? await openedSample(host) : undefined;
    const ended = host.ended();
    const served = await serveOrRecover({
      env: host.env,
      home: host.home,
      directory: host.directory,
      log: createLog(logLevel(host.env['KEYWATCH_LOG'], host.json ? 'info' : 'warn'), write),
      sample,
      browser: !asked.has('no-browser'),
      port,
      metricsPort,
      windowDirectory: join(host.programDirectory, '../renderer'),
      commandLine: join(host.programDirectory, 'keywatch.cjs'),
      relayProgram: join(host.programDirectory, '../relay/relay-worker.cjs'),
      recovers: host.json || host.terminal.out,
    });
    if (served.unreadable !== null)
      host.warn(`${served.unreadable}; the window at the address below does it too`);
    const { url, socket, metricsUrl } = served;
    // The token in the address opens the vault: a service's output ends in a log that others may read (D-A12).
    if (host.json)
      host.say(
        JSON.stringify(
          documentOf('serve', {
            url,
            pid: process.pid,
            socket,
            home: sample?.directory ?? host.directory,
            metricsUrl,
          }),
        ),
      );
    else if (url === null) host.say(`Keywatch serves ${socket}`);
    else if (host.terminal.out) {
      host.say(`Keywatch is at ${url}`);
      const { port: given } = new URL(url);
      if (asked.has('port'))
        host.say(
          `From another machine: ssh -L ${given}:127.0.0.1:${given} ${host.env['USER'] ?? 'you'}@this-machine`,
        );
    } else
      host.say(`Keywatch is at ${new URL('/', url).href}; keywatch open prints the address that lets you in`);
    if (!host.json && metricsUrl !== null) host.say(`Metrics are at ${metricsUrl}`);
    await ended;
    await served.close();
    return { document: null, lines: () => [] };
  },
};
