import { expect, test } from 'vitest';
import { network } from '../../src/mock/network';

test('the upstream answers with what it received', async () => {
  const answer = await network.upstream('http://httpbin.org/get?a=1', {
    method: 'GET',
    path: '/get?a=1',
    headers: [['User-Agent', 'Tyk/v5.14.0']],
  });
  if (answer.kind !== 'answer') throw new Error(answer.error);
  expect(JSON.parse(answer.response.body)).toEqual({
    method: 'GET',
    url: 'http://httpbin.org/get?a=1',
    headers: { 'User-Agent': 'Tyk/v5.14.0' },
  });
  expect(answer.response.headers).toContainEqual(['Content-Length', String(answer.response.body.length)]);
});

test('no host of a key set is known', async () => {
  expect(await network.fetchKeySet('https://idp.example/jwks')).toEqual({
    kind: 'failed',
    error: 'dial tcp: lookup idp.example on 127.0.0.11:53: no such host',
  });
});

test('random bytes are as many as asked for', () => {
  expect(network.random(16)).toHaveLength(16);
});
