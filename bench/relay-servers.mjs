// The far side of the relay's bench, and the proxy it is held against: each in a process of its own.
import http from 'node:http';

const [role, target] = process.argv.slice(2);
const answer = JSON.stringify({ id: 'c1', choices: [{ message: { content: 'x'.repeat(400) } }] });
const piece = Buffer.alloc(64 * 1024, 'x');
const event = 'data: {"delta":"x"}\n\n';

/** Answers at once, streams as many bytes as the path names, or says a word a second for as long as somebody listens. */
function provider(request, response) {
  const [, kind, bytes] = request.url.split('/').slice(-3);
  if (kind === 'bytes') return stream(response, Number(bytes));
  if (kind === 'events') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(event);
    const timer = setInterval(() => response.write(event), 1000);
    return void response.on('close', () => clearInterval(timer));
  }
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
    response.end(answer);
  });
}

function stream(response, bytes) {
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  let left = bytes;
  const more = () => {
    while (left > 0) {
      left -= piece.length;
      if (!response.write(piece)) return;
    }
    response.end();
  };
  response.on('drain', more);
  more();
}

/** What anybody would write: every request goes on over a pooled connection, with one header in another's place. */
function proxy(request, response) {
  const { authorization: _, host: __, ...headers } = request.headers;
  const on = http.request(
    `${target}${request.url.slice('/openai'.length)}`,
    { method: request.method, headers: { ...headers, authorization: 'Bearer sk-bare' }, agent },
    (back) => {
      response.writeHead(back.statusCode, back.rawHeaders);
      back.pipe(response);
    },
  );
  on.on('error', () => response.destroy());
  response.on('close', () => on.destroy());
  request.pipe(on);
}
const agent = new http.Agent({ keepAlive: true });

const server = http.createServer(role === 'proxy' ? proxy : provider);
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
