import { createServer as createTlsServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import type { Header } from '../../src/gateway/outcome';
import { machineSurroundings } from '../../src/server/surroundings';
import { rsa2048Private, rsaCertificate } from '../keys/fixtures';

const world = machineSurroundings(null);

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A server that sends these bytes to whoever has sent a head; what it received stands in `received`. */
async function saying(answer: Buffer | string | null): Promise<{ port: number; received: () => string }> {
  let received = '';
  const port = await listening(
    createServer((socket) => {
      socket.on('data', (chunk) => {
        received += chunk.toString('latin1');
        if (!received.includes('\r\n\r\n')) return;
        if (answer === null) socket.destroy();
        else socket.end(answer);
      });
    }),
  );
  return { port, received: () => received };
}

const sent: readonly Header[] = [
  ['Host', 'upstream.test'],
  ['User-Agent', 'Tyk/v5.14.0'],
  ['Content-Length', '3'],
  ['X-A', '1'],
  ['X-A', '2'],
  ['x-b', 'é\udcff'],
  ['X-Forwarded-For', '127.0.0.1'],
];

test('the upstream receives what the gateway has written, in that order, and nothing else', async () => {
  const { port, received } = await saying('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
  const answer = await world.upstream(`http://127.0.0.1:${port}/a/%62?x`, {
    method: 'POST',
    path: '/a/%62?x',
    headers: sent,
    body: '\udcff',
  });
  expect(answer).toMatchObject({ kind: 'answer' });
  expect(received()).toBe(
    'POST /a/%62?x HTTP/1.1\r\nHost: upstream.test\r\nUser-Agent: Tyk/v5.14.0\r\nContent-Length: 1\r\nX-A: 1\r\nX-A: 2\r\n' +
      'x-b: \u00c3\u00a9\u00ff\r\nX-Forwarded-For: 127.0.0.1\r\n\r\n\u00ff',
  );
});

test('any method goes out, with no length that was not written', async () => {
  const { port, received } = await saying('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
  await world.upstream(`http://127.0.0.1:${port}/`, { method: 'PROPFIND', path: '/', headers: [['Host', 'a']] });
  expect(received()).toBe('PROPFIND / HTTP/1.1\r\nHost: a\r\n\r\n');
});

test('a body in chunks stays in chunks', async () => {
  const { port, received } = await saying('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
  const headers: readonly Header[] = [
    ['Host', 'a'],
    ['Transfer-Encoding', 'chunked'],
  ];
  await world.upstream(`http://127.0.0.1:${port}/`, { method: 'POST', path: '/', headers, body: 'abc' });
  expect(received()).toBe('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n');
});

test('the answer has Go’s names of headers, by name, and the bytes of its body', async () => {
  const body = Buffer.from([0xc3, 0xa9, 0xff]);
  const { port } = await saying(
    Buffer.concat([Buffer.from('HTTP/1.1 201 Made\r\nx-b: 1\r\nset-cookie: b\r\nset-cookie: a\r\n\r\n'), body]),
  );
  expect(
    await world.upstream(`http://127.0.0.1:${port}/`, { method: 'GET', path: '/', headers: [['Host', 'a']] }),
  ).toEqual({
    kind: 'answer',
    response: {
      status: 201,
      headers: [
        ['Set-Cookie', 'b'],
        ['Set-Cookie', 'a'],
        ['X-B', '1'],
      ],
      body: 'é\udcff',
    },
  });
});

test('what the gateway has asked to be packed is unpacked; what the client has, is passed on', async () => {
  const packed = gzipSync('{"keys":[]}');
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`;
  const { port } = await saying(Buffer.concat([Buffer.from(head), packed]));
  const url = `http://127.0.0.1:${port}/`;
  const own: readonly Header[] = [
    ['Host', 'a'],
    ['X-Forwarded-For', '127.0.0.1'],
    ['Accept-Encoding', 'gzip'],
  ];
  const clients: readonly Header[] = [
    ['Host', 'a'],
    ['Accept-Encoding', 'gzip'],
    ['X-Forwarded-For', '127.0.0.1'],
  ];
  expect(await world.upstream(url, { method: 'GET', path: '/', headers: own })).toEqual({
    kind: 'answer',
    response: { status: 200, headers: [], body: '{"keys":[]}' },
  });
  expect(await world.upstream(url, { method: 'GET', path: '/', headers: clients })).toMatchObject({
    response: {
      headers: [
        ['Content-Encoding', 'gzip'],
        ['Content-Length', String(packed.length)],
      ],
    },
  });
});

test('a key set is asked for as Go asks, and redirects are the gateway’s to follow', async () => {
  const { port, received } = await saying('HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n');
  expect(await world.fetchKeySet(`http://u:p%20w@127.0.0.1:${port}/a/../jwks.json?x#f`)).toEqual({
    kind: 'answer',
    status: 302,
    headers: [
      ['Content-Length', '0'],
      ['Location', '/other'],
    ],
    body: '',
  });
  const authorization = Buffer.from('u:p w').toString('base64');
  expect(received()).toBe(
    `GET /a/../jwks.json?x HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUser-Agent: Go-http-client/1.1\r\n` +
      `Authorization: Basic ${authorization}\r\nAccept-Encoding: gzip\r\n\r\n`,
  );
});

test('failures have Go’s texts', async () => {
  const closed = createServer();
  const free = await listening(closed);
  await new Promise((resolve) => closed.close(resolve));
  const { port: silent } = await saying(null);
  const { port: odd } = await saying('nonsense\r\n\r\n');
  const tls = createTlsServer({ key: rsa2048Private, cert: rsaCertificate }, (_, response) => response.end());
  const secure = await listening(tls);
  const errors = [];
  for (const url of [
    `http://127.0.0.1:${free}/`,
    `http://127.0.0.1:${silent}/`,
    `http://127.0.0.1:${odd}/`,
    `https://127.0.0.1:${secure}/`,
    `https://127.0.0.1:${odd}/`,
    'http://a b/',
  ]) {
    const answer = await world.fetchKeySet(url);
    errors.push(answer.kind === 'failed' ? answer.error : answer.status);
  }
  expect(errors).toEqual([
    `dial tcp 127.0.0.1:${free}: connect: connection refused`,
    'EOF',
    'net/http: HTTP/1.x transport connection broken: malformed HTTP response',
    'tls: failed to verify certificate: x509: certificate signed by unknown authority',
    'http: server gave HTTP response to HTTPS client',
    'dial tcp: lookup a b: no such host',
  ]);
});
