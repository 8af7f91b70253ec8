import { expect, test } from 'vitest';
import type { Exchange, GatewayRequest, TraceRow } from '../../src/gateway/outcome';
import { explain } from '../../src/server/explain';
import { plainText } from '../../src/server/plain-text';

const row = { step: 's', title: 'Step', state: 'passed', summary: 'fine', facts: [], log: [0, 0] } as const;
const request: GatewayRequest = { method: 'GET', path: '/orders/get', headers: [] };

function exchange(trace: readonly TraceRow[], changes: Partial<Exchange> = {}): Exchange {
  return { response: { status: 403, headers: [], body: '' }, upstream: null, log: [], trace, ...changes };
}

const refused = exchange([
  { ...row, title: 'Find the token' },
  { ...row, title: 'Issuer', state: 'skipped', summary: 'no such rule' },
  {
    ...row,
    title: 'Times',
    state: 'refused',
    summary: 'exp is past',
    facts: [
      { name: 'exp', value: '100', rule: 'now - skew < exp', holds: false },
      { name: 'now', value: '200' },
      { name: 'iat', value: '50', holds: true },
    ],
    refusal: { code: 'token_expired', status: 401, message: 'Key not authorized: token has expired' },
  },
  { ...row, state: 'not reached' },
  { ...row, state: 'not reached' },
]);

test('a row for each step, the values below the one that refused, and one line for what was not reached', () => {
  expect(explain(request, refused, false)).toEqual([
    'GET /orders/get → 403',
    '  ✓ Find the token  fine',
    '  – Issuer          no such rule',
    '  ✕ Times           exp is past',
    '      ✕ exp  100   (now - skew < exp)',
    '        now  200',
    '      ✓ iat  50',
    '      token_expired: Key not authorized: token has expired',
    '  · 2 steps not reached',
  ]);
});

test('says where an answer comes from, and that there is none', () => {
  const upstream = { method: 'GET', path: '/get', headers: [] };
  expect(explain(request, exchange([row], { upstream }), false)[0]).toBe('GET /orders/get → 403 from the upstream');
  expect(explain(request, exchange([row], { response: null }), false)[0]).toBe(
    'GET /orders/get → no answer, the connection is cut',
  );
});

test('ends with the session, as the admin API wants it named', () => {
  expect(explain(request, exchange([row], { sessionId: 'default1234' }), false).at(-1)).toBe('  session default1234');
});

test('has colours where they are wanted, and only there', () => {
  expect(explain(request, refused, true)[3]).toBe('  \u001b[31m✕ Times         \u001b[0m  exp is past');
  expect(explain(request, refused, false).join('')).not.toContain('\u001b');
});

test('what comes from outside cannot steer the terminal', () => {
  const hostile = '\u001b]0;x\u0007\n\u009b31m\u202e';
  const named = exchange([{ ...row, summary: hostile, title: 'Step' }]);
  const lines = explain({ ...request, path: hostile }, named, false);
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(plainText('a'.repeat(1000))).toHaveLength(201);
});
