/**
 * The requests of an exported folder for programs: `requests.json`, and the program that sends them and compares.
 */
import type { ExportedRequest } from './exported-requests';
import { exportedPort } from './tyk-conf';

/** The text of `requests.json`. `error` is the body where the gateway itself answers. */
export function requestsFile(requests: readonly ExportedRequest[]): string {
  const entries = requests.map(({ request, status, body }) => ({
    request,
    answer: { status, ...(body === null ? {} : { error: body }) },
  }));
  return `${JSON.stringify(entries, null, 2)}\n`;
}

/** The text of `check.mjs`, for Node without packages. */
export const checkScript = String.raw`// Sends every request of requests.json to the gateway, and compares what it answers.
// node check.mjs [ADDRESS]
import { readFileSync } from 'node:fs';
import { request as send } from 'node:http';

const { hostname, port } = new URL(process.argv[2] ?? 'http://127.0.0.1:${String(exportedPort)}');
const entries = JSON.parse(readFileSync(new URL('requests.json', import.meta.url), 'utf8'));

function answerOf({ method, path, headers, body = '' }) {
  const bytes = Buffer.from(body);
  const named = headers.some(([name]) => name.toLowerCase() === 'content-length');
  const all = named || bytes.length === 0 ? headers : [...headers, ['Content-Length', String(bytes.length)]];
  return new Promise((resolve) => {
    const sent = send({ hostname, port, method, path, headers: all.flat(), setHost: false, agent: false });
    sent.on('error', (reason) => resolve({ status: null, body: reason.message }));
    sent.on('response', async (response) => {
      const chunks = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString() });
    });
    sent.end(bytes);
  });
}

let failed = 0;
for (const [at, { request, answer }] of entries.entries()) {
  const { status, body } = await answerOf(request);
  const good = status === answer.status && (answer.error === undefined || status === null || body === answer.error);
  if (!good) failed++;
  console.log((good ? 'ok  ' : 'BAD ') + (at + 1) + '  ' + request.method + ' ' + request.path + '  ' + status);
  if (!good) console.log('      expected ' + answer.status + ' ' + (answer.error ?? '') + '\n      got      ' + status + ' ' + body);
}
console.log(entries.length - failed + ' of ' + entries.length + ' answered as expected');
process.exitCode = failed === 0 ? 0 : 1;
`;
