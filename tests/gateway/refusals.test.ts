import { expect, test } from 'vitest';
import { classification, refusal, refusalCodes } from '../../src/gateway/refusals';
import { expectRefused, refusalIn } from './build';
import { waysToRefusal } from './ways-to-refusal';

const answered = refusalCodes.filter((code) => code !== 'client_id_not_text');

test.each(answered)('%s is met, with its status and its message', async (code) => {
  const { status, message, meet } = waysToRefusal[code];
  expectRefused(await meet(), code, status, message);
});

test('every refusal that the gateway knows is met by the way that is written for it', async () => {
  const codes: (string | undefined)[] = [];
  for (const { meet } of Object.values(waysToRefusal)) codes.push(refusalIn(await meet())?.code);
  expect(codes).toEqual(Object.keys(waysToRefusal));
  expect([...codes].sort()).toEqual([...refusalCodes].sort());
});

test('a client id that is no text cuts the connection: no answer, no access line, no session', async () => {
  const exchange = await waysToRefusal.client_id_not_text.meet();
  expect(refusalIn(exchange)).toEqual({ code: 'client_id_not_text', status: 0, message: '' });
  expect(exchange.response).toBeNull();
  expect(exchange.upstream).toBeNull();
  expect(exchange.session).toBeNull();
  expect(exchange.log.at(-1)).toEqual({
    level: 'panic',
    message: 'interface conversion: interface {} is float64, not string',
  });
});

test.each([
  'version_missing',
  'token_missing',
  'signature_invalid',
  'token_expired',
  'issuer_refused',
  'policy_unknown',
  'policies_not_applicable',
  'key_inactive',
  'path_not_granted',
  'rate_exceeded',
] as const)('%s is answered without a word to the upstream', async (code) => {
  const { response, upstream, trace } = await waysToRefusal[code].meet();
  expect(upstream).toBeNull();
  expect(trace.at(-1)).toMatchObject({ step: 'upstream', state: 'not reached' });
  expect(response?.headers.map(([name]) => name)).not.toContain('X-Ratelimit-Limit');
});

test('a detail goes into the text as it is, also where it looks like a replacement pattern', () => {
  expect(refusal('issuer_refused', "$& $' $$").message).toBe("Key not authorized: $& $' $$");
});

test('a refusal without a place for a detail keeps its text', () => {
  expect(refusal('quota_exceeded', 'much').message).toBe('Quota exceeded');
});

test('identities, policies and access rights are not classified in the access log; tokens and limits are', () => {
  expect(classification('identity_missing')).toBeUndefined();
  expect(classification('api_not_granted')).toBeUndefined();
  expect(classification('token_expired')).toEqual({ flag: 'TKE', detail: 'jwt_token_expired' });
  expect(classification('rate_exceeded')).toEqual({ flag: 'RLT', detail: 'session_rate_limited' });
});
