// The far side of the bench `probe`: answers every question at once with a short list of models, on many ports.
import { createServer } from 'node:http';

const body = JSON.stringify({
  object: 'list',
  data: Array.from({ length: 8 }, (_, n) => ({
    id: `model-${n}`,
    object: 'model',
    created: 1_700_000_000,
    owned_by: 'x',
  })),
});
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };

let answered = 0;
const servers = Array.from({ length: Number(process.argv[2]) }, () =>
  createServer((_, response) => {
    answered++;
    response.writeHead(200, headers).end(body);
  }),
);
await Promise.all(servers.map((server) => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))));
process.send(servers.map((server) => `http://127.0.0.1:${server.address().port}`));
process.on('message', () => process.send(answered));
process.on('disconnect', () => process.exit());
