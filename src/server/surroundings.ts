/**
 * The world around a gateway that runs as a server: this machine's clock and randomness, and the network.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathUnescape } from '../go/url';
import { encodeUtf8 } from '../go/utf8';
import type { Header, KeySetAnswer, Surroundings, UpstreamAnswer, UpstreamRequest } from '../gateway/outcome';
import { send } from './send';

/** What answers in the place of every upstream; `null`: they are asked themselves. */
export type MockUpstream = Surroundings['upstream'] | null;

/** Key sets are fetched from where they are; upstreams are, too, where nothing stands in for them. */
export function machineSurroundings(mock: MockUpstream): Surroundings {
  return {
    now: () => Date.now(),
    wait: (milliseconds) => sleep(milliseconds),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    fetchKeySet,
    upstream: mock ?? proxy,
  };
}

const noBody = new Uint8Array();

async function fetchKeySet(url: string): Promise<KeySetAnswer> {
  const [, user, host = ''] = /^https?:\/\/(?:([^/?#]*)@)?([^/?#]*)/i.exec(url) ?? [];
  const headers: Header[] = [
    ['Host', host],
    ['User-Agent', 'Go-http-client/1.1'],
  ];
  if (user !== undefined) headers.push(['Authorization', basicAuthorization(user)]);
  headers.push(['Accept-Encoding', 'gzip']);
  const answer = await send(url.replace(/^([^/]*\/\/)[^/?#]*@/, '$1'), {
    method: 'GET',
    headers,
    body: noBody,
    gunzips: true,
  });
  return answer.kind === 'failed' ? answer : { kind: 'answer', ...answer.response };
}

/** The name and the password in a URL (RFC 7617). */
function basicAuthorization(user: string): string {
  const [name = '', ...password] = user.split(':');
  const plain = [name, password.join(':')].map(unescaped).join(':');
  return `Basic ${Buffer.from(plain).toString('base64')}`;
}

function unescaped(text: string): string {
  const read = pathUnescape(text);
  return read.ok ? read.value : text;
}

/** Sends as it is told; only the length is that of the bytes, which the core's text may not have. */
async function proxy(url: string, { method, headers, body = '' }: UpstreamRequest): Promise<UpstreamAnswer> {
  const bytes = encodeUtf8(body);
  const sent = headers.map(([name, value]): Header =>
    name === 'Content-Length' ? [name, String(bytes.length)] : [name, value],
  );
  // The one that the client has added stands last; the caller's own stands in its place by name.
  const [last, packing] = sent.at(-1) ?? ['', ''];
  return send(url, { method, headers: sent, body: bytes, gunzips: last === 'Accept-Encoding' && packing === 'gzip' });
}
