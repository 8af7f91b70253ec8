/** What curl prints with `-i`, beside what the page says. */
import type { Header } from '../../../src/gateway/outcome';
import type { Evaluation } from '../../../src/workspace/evaluate';

/** An answer in a form in which two can be compared; `null`: the connection was cut. */
export type Answer = { readonly status: number; readonly headers: readonly string[]; readonly body: unknown } | null;

/** The answer in what curl printed. */
export function curlAnswer(printed: string): Answer {
  const [head = '', body = ''] = printed.split(/\r\n\r\n(.*)/s);
  const [start = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line): Header => {
    const [, name = '', value = ''] = /^([^:]*): ?(.*)$/s.exec(line) ?? [];
    return [name, value];
  });
  return answerOf(Number(/^HTTP\/1\.1 (\d+)/.exec(start)?.[1]), headers, body);
}

/** The answer of the page. */
export function pageAnswer({ exchange: { response } }: Evaluation): Answer {
  return response === null ? null : answerOf(response.status, response.headers, response.body);
}

/** What only the connection has. */
const ofConnection = new Set(['date', 'connection', 'transfer-encoding']);

function answerOf(status: number, all: readonly Header[], body: string): Answer {
  const echo = withoutClient(body);
  // Of an answer to HEAD only the length of the echo is left.
  const isUpstreams = echo !== null || (body === '' && all.some(([name]) => name.toLowerCase() === 'server'));
  const left = all.filter(([name]) => {
    const lower = name.toLowerCase();
    return !ofConnection.has(lower) && !(isUpstreams && lower === 'content-length');
  });
  return { status, headers: left.map(([name, value]) => `${name}: ${value}`).sort(), body: echo ?? body };
}

/** An upstream's echo without what every client says of itself; `null`: it is none. */
function withoutClient(body: string): unknown {
  if (!body.startsWith('{') || !body.includes('"headers"')) return null;
  const read: unknown = JSON.parse(body);
  if (typeof read !== 'object' || read === null || !('headers' in read)) return null;
  if (typeof read.headers !== 'object' || read.headers === null) return null;
  const own = new Set(['accept', 'user-agent', 'host', 'content-length']);
  const headers = Object.entries(read.headers).filter(([name]) => !own.has(name.toLowerCase()));
  return { ...read, headers: Object.fromEntries(headers) };
}
