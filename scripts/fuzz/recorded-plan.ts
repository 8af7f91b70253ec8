/**
 * Plans made of what a real gateway was recorded with: its definitions, policies, key sets and requests, with odd values in
 * them. What such an API trusts is not known for certain, so a stranger's token is compared with rubbish in its place.
 */
import { fromLatin1 } from '../../src/recordings/replay';
import {
  readCases,
  type RecordedCase,
  type RecordedExchange,
  type RecordedKeySet,
} from '../../src/recordings/recording';
import type { GatewayRequest, KeySetAnswer } from '../../src/gateway/outcome';
import { isObject, type JsonObject, type JsonValue, unmarshal } from '../../src/go/json';
import { readRecording, recordingFiles } from '../replay-files';
import type { Chance } from './chance';
import { disturbed, oddTexts, torn } from './odd';
import type { Plan } from './plan';
import { someClaims, strangersToken } from './tokens';

/** A recorded case that has requests. */
export interface RecordedDocuments {
  readonly recorded: RecordedCase;
  readonly requests: readonly RecordedExchange[];
}

/** The cases of the project's recordings. */
export function recordedDocuments(): readonly RecordedDocuments[] {
  return recordingFiles()
    .flatMap((file) => [...readCases(readRecording(file))])
    .map((recorded) => ({ recorded, requests: recorded.exchanges.filter(({ request }) => request !== undefined) }))
    .filter(({ requests }) => requests.length > 0);
}

function objectOf(text: string): JsonObject | null {
  const read = unmarshal(new TextEncoder().encode(text));
  return read.ok && isObject(read.value) ? read.value : null;
}

function oddText(text: string, chance: Chance, most: number): string {
  if (chance.oneIn(60)) return torn(text, chance);
  const read = chance.oneIn(2) ? null : objectOf(text);
  return read === null ? text : JSON.stringify(disturbed(read, chance, most));
}

function answerOf({ status, body }: RecordedKeySet): KeySetAnswer {
  return { kind: 'answer', status, headers: [], body };
}

const tokenShape = /ey[\w-]+\.[\w-]*\.[\w-]*/g;

function tokenIn({ path, headers }: GatewayRequest): string | undefined {
  return [path, ...headers.map(([, value]) => value)].join(' ').match(tokenShape)?.[0];
}

function withTokens({ path, headers, ...rest }: GatewayRequest, token: string): GatewayRequest {
  const put = (text: string): string => text.replace(tokenShape, () => token);
  return { ...rest, path: put(path), headers: headers.map(([name, value]) => [name, put(value)] as const) };
}

function partOf(token: string, at: 0 | 1): JsonObject | null {
  return objectOf(Buffer.from(token.split('.')[at] ?? '', 'base64url').toString());
}

/** A token that nobody trusts, much like the recorded one. */
function estranged(chance: Chance, token: string, now: number): string {
  const claims = partOf(token, 1) ?? someClaims(chance, now);
  const [header = '', payload = '', signature = ''] = token.split('.');
  if (chance.oneIn(4)) return `${header}.${payload}A.${signature}`;
  const family = chance.pick(['hmac', 'hmac', 'rsa', 'ecdsa'] as const);
  const odd: Record<string, JsonValue> = chance.oneIn(3) ? disturbed(claims, chance, 3) : claims;
  return strangersToken(chance, family, odd, partOf(token, 0) ?? {});
}

function oddRequest(chance: Chance, request: GatewayRequest): GatewayRequest {
  const { path, headers } = request;
  switch (chance.below(8)) {
    case 0:
      return { ...request, path: `${path}${chance.pick(oddTexts)}` };
    case 1:
      return {
        ...request,
        headers: [...headers, [chance.pick(['Authorization', 'Cookie', 'X-A', '']), chance.pick(oddTexts)]],
      };
    case 2:
      return {
        ...request,
        headers: headers.map(([name, value]) => [name, chance.oneIn(2) ? value : torn(value, chance)] as const),
      };
    case 3:
      return { ...request, method: chance.pick(['POST', 'HEAD', '', 'get', 'A B']) };
    default:
      return request;
  }
}

/** A plan made of a recorded case. */
export function recordedPlan(chance: Chance, pool: readonly RecordedDocuments[]): Plan {
  const { recorded, requests } = chance.pick(pool);
  const first = chance.below(requests.length);
  const chosen = requests.slice(first, first + 1 + chance.below(6));
  const startsAt = (chosen[0]?.at ?? 0) * 1000;
  const apis = recorded.apis.map(({ oas, classic }) => oddText(oas ?? classic ?? '', chance, 3));
  const policies = recorded.policies.map((policy) => oddText(JSON.stringify(policy), chance, 2));
  const keySets = Object.entries(recorded.jwks ?? {}).map(([url, set]) => {
    const { status, body } = set;
    return [url, answerOf({ status, body: oddText(body, chance, 2) })] as const;
  });
  const keys = Object.entries(recorded.keys ?? {}).map(
    ([name, session]) => [name, oddText(JSON.stringify(session), chance, 2)] as const,
  );
  let at = startsAt;
  const asks: Plan['asks'][number][] = [];
  for (const exchange of chosen) {
    const { request: sent } = exchange;
    if (sent === undefined) continue;
    const after = chance.mostly(Math.max(0, exchange.at * 1000 - at), [0, 400, 61_000]);
    at += after;
    const headers = sent.headers.map(([name, value]) => [name, fromLatin1(value)] as const);
    const request = oddRequest(chance, { method: 'GET', ...sent, headers });
    const token = tokenIn(request);
    if (token === undefined || chance.oneIn(2)) {
      asks.push({ after, request, mustNotPass: false, wellSigned: false });
      continue;
    }
    const strange = estranged(chance, token, Math.floor(at / 1000));
    const rubbish = withTokens(request, 'a.b.c');
    asks.push({ after, request: withTokens(request, strange), rubbish, mustNotPass: false, wellSigned: false });
  }
  return { kind: 'recorded', startsAt, apis, policies, keys, keySets, asks };
}
