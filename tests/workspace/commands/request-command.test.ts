import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GatewayRequest, Header } from '../../../src/gateway/outcome';
import { freshState } from '../../../src/gateway/state';
import { makeNetwork } from '../../../src/mock/network';
import { guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { requestCommand } from '../../../src/workspace/commands/request-command';
import { Evaluator } from '../../../src/workspace/evaluate';
import { recognise } from '../../../src/workspace/import/recognise';
import { buildRequest } from '../../../src/workspace/request';
import type { Workspace } from '../../../src/workspace/workspace';
import { argumentsOf, inShell, workFolder } from './shell';

const folder = workFolder();

/** Takes one request after another and keeps its bytes. */
class Recorder {
  readonly #server: Server;
  #heard: (text: string) => void = () => undefined;

  constructor() {
    this.#server = createServer((socket) => {
      this.#listen(socket);
    });
  }

  #listen(socket: Socket): void {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      const text = Buffer.concat(chunks).toString('utf8');
      const [head = '', body] = text.split(/\r\n\r\n(.*)/s);
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
      if (body === undefined || Buffer.byteLength(body) < length) return;
      this.#heard(text);
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
  }

  start(): Promise<number> {
    return new Promise((resolve) => {
      this.#server.listen(0, '127.0.0.1', () => {
        const address = this.#server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  }

  stop(): void {
    this.#server.close();
  }

  next(): Promise<string> {
    return new Promise((resolve) => {
      this.#heard = resolve;
    });
  }
}

const recorder = new Recorder();
let port = 0;
beforeAll(async () => {
  port = await recorder.start();
});
afterAll(() => {
  recorder.stop();
});

function shown(request: GatewayRequest, workspace: Workspace = guideHmacWorkspace()) {
  return { request, workspace, token: { ok: true, text: '' } } as const;
}

/** A request as curl sent it, without what curl adds of its own. */
async function sent(request: GatewayRequest): Promise<GatewayRequest> {
  const { text } = requestCommand(shown(request), `http://127.0.0.1:${String(port)}`);
  const heard = recorder.next();
  await inShell(text, folder);
  const [head = '', body = ''] = (await heard).split(/\r\n\r\n(.*)/s);
  const [start = '', ...lines] = head.split('\r\n');
  const [, method = '', path = ''] = /^(\S+) (.*) HTTP\/1\.1$/s.exec(start) ?? [];
  const own = new Set(['host', 'user-agent', 'accept', 'content-length']);
  const headers = lines
    .map((line): Header => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()])
    .filter(([name]) => !own.has(name.toLowerCase()));
  return { method, path, headers, ...(body === '' ? {} : { body }) };
}

function requestOf(changes: Partial<GatewayRequest>): GatewayRequest {
  return { method: 'GET', path: '/orders/get', headers: [['Host', 'gateway.test']], ...changes };
}

const odd = `it's "odd" $HOME \`x\` \\ ! \n\ttab * ? [a] {b} ~ # é 😀 %s`;

const requests: readonly (readonly [name: string, request: GatewayRequest])[] = [
  [
    'the guide’s',
    requestOf({
      headers: [
        ['Host', 'gateway.test'],
        ['Authorization', 'Bearer a.b.c'],
      ],
    }),
  ],
  ['a query with everything', requestOf({ path: `/orders/get?x=1&y='%20"$z\`;|<>()!*` })],
  ['braces and brackets', requestOf({ path: '/orders/{a,b}/[1-3]?x[]=1' })],
  ['a path that is not clean', requestOf({ path: '/orders/../x/./y//z/..' })],
  ['a path that a URL cannot hold', requestOf({ path: '/orders/a b#é' })],
  ['a target that is no path', requestOf({ method: 'OPTIONS', path: '*' })],
  ['an odd body', requestOf({ method: 'POST', headers: [['Content-Type', 'text/plain']], body: odd })],
  [
    'a body that looks like a file',
    requestOf({ method: 'PUT', headers: [['Content-Type', 'a/b']], body: '@/etc/hostname' }),
  ],
  ['a body without a type', requestOf({ method: 'POST', body: 'x=1' })],
  ['a GET with a body', requestOf({ headers: [['Content-Type', 'a/b']], body: '-d' })],
  ['a HEAD', requestOf({ method: 'HEAD' })],
  ['a HEAD with a body', requestOf({ method: 'HEAD', headers: [['Content-Type', 'a/b']], body: 'x' })],
  ['a method of its own', requestOf({ method: 'PROPFIND' })],
  ['cookies', requestOf({ headers: [['Cookie', `a=1; b="x 'y'"; c=`]] })],
  ['a cookie without a value', requestOf({ headers: [['Cookie', 'jar.txt']] })],
  [
    'an empty header, and one twice',
    requestOf({
      headers: [
        ['X-Empty', ''],
        ['X-A', `it's`],
        ['X-A', '"2" $x'],
      ],
    }),
  ],
];

test.each(requests)('curl sends %s to the letter', async (_, request) => {
  const wanted = { ...request, headers: request.headers.filter(([name]) => name !== 'Host') };
  expect(await sent(request)).toEqual(wanted);
});

test.each(requests)('%s comes back from its own command', async (_, request) => {
  const { text } = requestCommand(shown(request));
  const { parts } = await recognise(text);
  const found = parts.find((part) => part.kind === 'request')?.request;
  const token = parts.find((part) => part.kind === 'token')?.token ?? null;
  if (found === undefined) throw new Error(text);
  const back = buildRequest(found, token);
  const sorted = ({ headers }: GatewayRequest) => headers.filter(([name]) => name !== 'Host').sort();
  expect({ ...back, headers: sorted(back) }).toEqual({ ...request, headers: sorted(request) });
});

test('is short where nothing is odd', async () => {
  const evaluation = await new Evaluator(makeNetwork(() => ({ providers: [] }))).evaluate(
    guideHmacWorkspace(),
    freshState(),
    1_800_000_000_000,
  );
  const token = evaluation.token.ok ? evaluation.token.text : '';
  expect(requestCommand(evaluation)).toEqual({
    id: 'request',
    title: 'Send the request',
    shell: 'sh',
    text: `curl -i \\\n  http://localhost:8080/orders/get \\\n  -H 'Authorization: Bearer ${token}'`,
  });
});

test('gives curl one argument for each value, whatever is in it', async () => {
  const request = requestOf({ method: 'POST', headers: [['X-A', odd.replace('\n', ' ')]], body: odd });
  const { text } = requestCommand(shown(request), 'https://gw.example/');
  expect(await argumentsOf('curl', text, folder)).toEqual([
    [
      '-i',
      'https://gw.example/orders/get',
      '-H',
      `X-A: ${odd.replace('\n', ' ')}`,
      '-H',
      'Content-Type:',
      '--data-raw',
      odd,
      '',
    ],
  ]);
});

test('says when there is no token, and when the clock was moved', () => {
  const workspace: Workspace = { ...guideHmacWorkspace(), clock: { runs: false, at: 0 } };
  const token = { ok: false, field: 'key', message: 'Choose a key to sign with.' } as const;
  const { note } = requestCommand({ request: requestOf({}), workspace, token });
  expect(note).toBe(
    'It carries no token: Choose a key to sign with. The clock of this page was moved: your gateway judges the token’s times by its own.',
  );
});
