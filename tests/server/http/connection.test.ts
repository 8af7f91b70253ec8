/** What Go's HTTP server says to these bytes was seen from one; the table holds it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listen } from '../../../src/server/http/listen';
import { RawConnection } from '../raw-client';
import { date, echoServer, type EchoServer } from './echo-server';

let server: EchoServer;
beforeEach(async () => {
  server = await echoServer();
});
afterEach(() => server.close());

/** Sends bytes, a character each, and no more; gives all that comes back. */
async function say(text: string): Promise<string> {
  const connection = new RawConnection(server.port);
  connection.send(Buffer.from(text, 'latin1'));
  connection.finish();
  return connection.everything();
}

function refused(status: string, text = status): string {
  return `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n${text}`;
}

const bad = refused('400 Bad Request');
const host = 'Host: a\r\n';

describe('refuses what Go’s server refuses, with its texts', () => {
  test.each([
    ['a line that is no request', 'x\r\n\r\n', bad],
    ['a request that ends early', `GET / HTTP/1.1\r\nHost: a\r\n`, bad],
    ['a line break first', `\r\nGET / HTTP/1.1\r\n${host}\r\n`, bad],
    ['no method', ` / HTTP/1.1\r\n${host}\r\n`, bad],
    ['a method with an odd sign', `G@T / HTTP/1.1\r\n${host}\r\n`, bad],
    ['a blank in the target', `GET /a b HTTP/1.1\r\n${host}\r\n`, bad],
    ['two blanks', `GET  / HTTP/1.1\r\n${host}\r\n`, bad],
    ['no version', `GET /\r\n\r\n`, bad],
    ['a version in small letters', `GET / http/1.1\r\n${host}\r\n`, bad],
    ['an escape that is none', `GET /%zz HTTP/1.1\r\n${host}\r\n`, bad],
    ['a control character in the target', `GET /\u0001 HTTP/1.1\r\n${host}\r\n`, bad],
    ['a target without a slash', `GET b HTTP/1.1\r\n${host}\r\n`, bad],
    ['HTTP/2 in clear text', `GET / HTTP/2.0\r\n${host}\r\n`, refused('505 HTTP Version Not Supported: unsupported protocol version')], // prettier-ignore
    ['no Host', `GET / HTTP/1.1\r\n\r\n`, refused('400 Bad Request: missing required Host header')],
    ['two Hosts', `GET / HTTP/1.1\r\n${host}${host}\r\n`, bad],
    ['an odd Host', `GET / HTTP/1.1\r\nHost: a/b\r\n\r\n`, refused('400 Bad Request: malformed Host header')],
    ['a header without a colon', `GET / HTTP/1.1\r\n${host}nocolon\r\n\r\n`, bad],
    ['a header without a name', `GET / HTTP/1.1\r\n${host}: 1\r\n\r\n`, bad],
    ['a blank in a name', `GET / HTTP/1.1\r\n${host}X Y: 1\r\n\r\n`, refused('400 Bad Request: invalid header name')],
    ['an odd sign in a name', `GET / HTTP/1.1\r\n${host}X@: 1\r\n\r\n`, bad],
    ['a control character in a value', `GET / HTTP/1.1\r\n${host}X: a\u0000b\r\n\r\n`, bad],
    ['a carriage return in a value', `GET / HTTP/1.1\r\n${host}X: a\rY: b\r\n\r\n`, bad],
    ['a first header that begins with a blank', `GET / HTTP/1.1\r\n X: 1\r\n${host}\r\n`, bad],
    ['two lengths', `POST / HTTP/1.1\r\n${host}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`, bad],
    ['a length with a sign', `POST / HTTP/1.1\r\n${host}Content-Length: +3\r\n\r\nabc`, bad],
    ['an empty length', `POST / HTTP/1.1\r\n${host}Content-Length:\r\n\r\nabc`, bad],
    ['another coding', `POST / HTTP/1.1\r\n${host}Transfer-Encoding: gzip\r\n\r\n`, refused('501 Not Implemented', 'Unsupported transfer encoding')], // prettier-ignore
    ['two codings', `POST / HTTP/1.1\r\n${host}Transfer-Encoding: gzip, chunked\r\n\r\n`, refused('501 Not Implemented', 'Unsupported transfer encoding')], // prettier-ignore
    ['a trailer that may not be one', `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\nTrailer: Content-Length\r\n\r\n0\r\n\r\n`, bad], // prettier-ignore
    ['chunks that end otherwise than they say', `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n`, bad], // prettier-ignore
    ['a chunk’s line without a carriage return', `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n`, bad], // prettier-ignore
    ['headers beyond the limit', `GET / HTTP/1.1\r\n${host}X: ${'a'.repeat(1_600_000)}\r\n\r\n`, refused('431 Request Header Fields Too Large')], // prettier-ignore
    ['a target beyond the limit', `GET /${'a'.repeat(1_600_000)} HTTP/1.1\r\n${host}\r\n`, refused('431 Request Header Fields Too Large')], // prettier-ignore
    ['an expectation that nobody knows', `POST / HTTP/1.1\r\n${host}Expect: more\r\n\r\n`, `HTTP/1.1 417 Expectation Failed\r\nConnection: close\r\nDate: ${date}\r\nContent-Length: 0\r\n\r\n`], // prettier-ignore
  ])('%s', async (_, request, answer) => {
    expect(await say(request)).toBe(answer);
    expect(server.asked).toEqual([]);
  });
});

test('says nothing where nothing was asked', async () => {
  expect(await say('')).toBe('');
  expect(await say(`POST / HTTP/1.1\r\n${host}Content-Length: 3\r\n\r\nab`)).toBe('');
});

/** Sends requests and gives what the server made of them. */
async function read(text: string): Promise<EchoServer['asked']> {
  await say(text);
  return server.asked;
}

describe('reads a request as it was sent', () => {
  test('methods, targets, and headers with their order, spelling and repetitions', async () => {
    expect(await read(`PROPFIND //a/../%62?x=%zz HTTP/1.1\r\nx-a: 1\r\n${host}X-A:  2\t\r\nEmpty:\r\n\r\n`)).toEqual([
      {
        method: 'PROPFIND',
        path: '//a/../%62?x=%zz',
        headers: [
          ['x-a', '1'],
          ['Host', 'a'],
          ['X-A', '2'],
          ['Empty', ''],
        ],
      },
    ]);
  });

  test('a value that goes on in the next line', async () => {
    const [request] = await read(`GET / HTTP/1.1\r\n${host}X: 1\r\n  2\r\n\t3 \r\n\r\n`);
    expect(request?.headers[1]).toEqual(['X', '1 2 3']);
  });

  test('lines that end in a line feed alone', async () => {
    const [request] = await read('GET / HTTP/1.1\nHost: a\nX: 1\n\n');
    expect(request?.headers).toEqual([
      ['Host', 'a'],
      ['X', '1'],
    ]);
  });

  test('values as UTF-8, and bytes that are none are kept', async () => {
    const [request] = await read(`GET / HTTP/1.1\r\n${host}X: \u00c3\u00a9\u00ff\r\n\r\n`);
    expect(request?.headers[1]).toEqual(['X', 'é\udcff']);
  });

  test('a target with a host, which counts', async () => {
    const [request] = await read(`GET http://u@b:1/x?y HTTP/1.1\r\nX: 1\r\n${host}\r\n`);
    expect(request).toEqual({ method: 'GET', path: '/x?y', headers: [['Host', 'b:1'], ['X', '1']] }); // prettier-ignore
  });

  test('a body of a length, whatever the method', async () => {
    const requests = await read(`GET / HTTP/1.1\r\n${host}Content-Length: 2\r\n\r\nhiGET /2 HTTP/1.1\r\n${host}\r\n`);
    expect(requests.map(({ path, body }) => [path, body])).toEqual([
      ['/', 'hi'],
      ['/2', undefined],
    ]);
  });

  test('a body in chunks, with extensions and trailers', async () => {
    const chunks = '3;x=y\r\nabc\r\nA \r\n0123456789\r\n0\r\nX: y\r\n\r\n';
    const requests = await read(
      `POST / HTTP/1.1\r\n${host}Transfer-Encoding: Chunked\r\nContent-Length: 99\r\n\r\n${chunks}GET /2 HTTP/1.1\r\n${host}\r\n`,
    );
    expect(requests.map(({ path, body }) => [path, body])).toEqual([
      ['/', 'abc0123456789'],
      ['/2', undefined],
    ]);
  });

  test('no chunks in HTTP/1.0', async () => {
    const [request] = await read(`POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`);
    expect(request).toEqual({ method: 'POST', path: '/', headers: [] });
  });

  test('whatever pieces it comes in', async () => {
    const connection = new RawConnection(server.port);
    const text = `POST /a HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`;
    for (const character of text) {
      connection.send(character);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await connection.response())?.body).toContain('"abc"');
    connection.close();
  });

  test('headers just within the limit', async () => {
    const [request] = await read(`GET / HTTP/1.1\r\n${host}X: ${'a'.repeat(1_000_000)}\r\n\r\n`);
    expect(request?.headers[1]?.[1]).toHaveLength(1_000_000);
  });
});

describe('keeps and ends a connection as Go’s server does', () => {
  test.each([
    ['HTTP/1.1', `GET / HTTP/1.1\r\n${host}\r\n`, null, 2],
    ['close', `GET / HTTP/1.1\r\n${host}Connection: x, Close\r\n\r\n`, 'close', 1],
    ['HTTP/1.0', `GET / HTTP/1.0\r\n\r\n`, null, 1],
    ['HTTP/1.0 that keeps', `GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n`, 'keep-alive', 2],
  ])('%s', async (_, request, connection, answered) => {
    const answers = await say(request + request);
    expect(server.asked).toHaveLength(answered);
    expect(/^Connection: (.*)\r$/m.exec(answers)?.[1] ?? null).toBe(connection);
  });

  test('several requests at once are answered one after the other', async () => {
    const answers = await say(`POST /1 HTTP/1.1\r\n${host}\r\n\r\n\r\nGET /2 HTTP/1.1\r\n${host}\r\n`);
    expect(answers.match(/"\/\d"/g)).toEqual(['"/1"', '"/2"']);
  });

  test('a bad request after a good one', async () => {
    const answers = await say(`GET / HTTP/1.1\r\n${host}\r\nGET /%zz HTTP/1.1\r\n\r\n`);
    expect(answers).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answers.endsWith(bad)).toBe(true);
  });

  test('a client that waits is told to go on', async () => {
    const connection = new RawConnection(server.port);
    connection.send(`POST / HTTP/1.1\r\n${host}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n`);
    expect((await connection.response())?.statusLine).toBe('HTTP/1.1 100 Continue');
    connection.send('hi');
    expect((await connection.response())?.body).toContain('"hi"');
    connection.close();
  });

  test('OPTIONS * is the server’s own', async () => {
    expect(await say(`OPTIONS * HTTP/1.1\r\n${host}\r\n`)).toBe(
      `HTTP/1.1 200 OK\r\nContent-Length: 0\r\nDate: ${date}\r\n\r\n`,
    );
    expect(server.asked).toEqual([]);
  });
});

test('cuts the connection where the gateway does', async () => {
  const cutting = await echoServer(() => ({ response: null }));
  const connection = new RawConnection(cutting.port);
  connection.send(`GET / HTTP/1.1\r\n${host}\r\n`);
  expect(await connection.response()).toBeNull();
  await cutting.close();
});

test('what the gateway refuses in the server’s place is said as the server says it', async () => {
  const told = { code: 'headers_too_large', status: 431, message: '431 Request Header Fields Too Large' } as const;
  const response = {
    status: 431,
    headers: [['Content-Type', 'text/plain; charset=utf-8']],
    body: told.message,
  } as const;
  const row = { step: 'route', title: 'Route', state: 'refused', summary: '', facts: [], log: [0, 0] } as const;
  const refusing = await echoServer(() => ({ response, trace: [{ ...row, refusal: told }] }));
  const connection = new RawConnection(refusing.port);
  connection.send(`GET / HTTP/1.1\r\n${host}\r\n`);
  expect(await connection.everything()).toBe(refused('431 Request Header Fields Too Large'));
  await refusing.close();
});

test('two servers cannot have one port', async () => {
  const answering = { now: () => 0, answer: () => Promise.reject(new Error('nobody asks')) };
  await expect(listen(server.port, answering, () => undefined)).rejects.toThrow('EADDRINUSE');
});

test('an answer that fails cuts the connection and is told', async () => {
  const told: unknown[] = [];
  const answering = { now: () => 0, answer: () => Promise.reject(new Error('broken')) };
  const failing = await listen(0, answering, (reason) => told.push(reason));
  const connection = new RawConnection(failing.port);
  connection.send(`GET / HTTP/1.1\r\n${host}\r\n`);
  expect(await connection.response()).toBeNull();
  expect(told).toEqual([new Error('broken')]);
  await failing.close();
});
