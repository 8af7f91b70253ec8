import { expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/go/json';
import { Scene, accessLine, claims, classic, expectPassed, expectRefused, now, refusalIn, row, told } from '../build';

const skews = {
  jwt_expires_at_validation_skew: 60,
  jwt_issued_at_validation_skew: 30,
  jwt_not_before_validation_skew: 10,
};
const texts = {
  exp: 'token has expired',
  iat: 'token used before issued',
  nbf: 'token is not valid yet',
};
const codes = { exp: 'token_expired', iat: 'token_issued_in_future', nbf: 'token_not_valid_yet' } as const;
type Claim = keyof typeof texts;

function ask(own: JsonObject, changes: JsonObject = {}) {
  return new Scene([classic(changes)]).askAs({ sub: 'ann', pol: 'gold', ...own });
}

test.each<readonly [Claim, number]>([
  ['exp', now + 1],
  ['iat', now],
  ['nbf', now],
  ['iat', -5],
  ['nbf', -5],
  ['nbf', now + 0.9],
])('lets %s %d through without a skew', async (claim, value) => {
  expectPassed(await ask({ [claim]: value }));
});

test.each<readonly [Claim, number]>([
  ['exp', now],
  ['exp', now - 1],
  ['exp', now + 0.9],
  ['exp', 0.5],
  ['exp', -5],
  ['iat', now + 1],
  ['nbf', now + 1],
])('refuses %s %d without a skew', async (claim, value) => {
  expectRefused(await ask({ [claim]: value }), codes[claim], 401, `Key not authorized: ${texts[claim]}`);
});

test.each<readonly [Claim, number, number]>([
  ['iat', now + 30, now + 31],
  ['nbf', now + 10, now + 11],
])('holds the skew of %s to the second', async (claim, last, first) => {
  expectPassed(await ask({ [claim]: last }, skews));
  expectRefused(await ask({ [claim]: first }, skews), codes[claim], 401, `Key not authorized: ${texts[claim]}`);
});

test('refuses a token expired beyond the skew; within it the session has ended', async () => {
  const message = 'Key not authorized: token has expired';
  expectRefused(await ask({ exp: now - 60 }, skews), 'token_expired', 401, message);
  expectRefused(await ask({ exp: now - 59 }, skews), 'key_expired', 401, 'Key has expired, please renew');
});

test.each<readonly [Claim]>([['exp'], ['iat'], ['nbf']])('takes %s 0 and -0 as if it were not there', async (claim) => {
  expectPassed(await ask({ [claim]: 0 }));
  expectPassed(await ask({ [claim]: -0 }));
});

test.each<readonly [Claim, JsonValue]>(
  (['exp', 'iat', 'nbf'] as const).flatMap((claim) =>
    ['1790000600', null, true, [], {}].map((value) => [claim, value] as const),
  ),
)('refuses %s when it is %j', async (claim, value) => {
  expectRefused(await ask({ [claim]: value }), codes[claim], 401, `Key not authorized: ${texts[claim]}`);
});

test('a number beyond 64 bits turns over: exp has expired, iat and nbf pass', async () => {
  expectRefused(await ask({ exp: 2 ** 63 }), 'token_expired', 401, 'Key not authorized: token has expired');
  expectPassed(await ask({ iat: 2 ** 63, nbf: 1e300 }));
  expectPassed(await ask({ exp: 1e18 }));
  expectRefused(await ask({ nbf: 1e18 }), 'token_not_valid_yet', 401, 'Key not authorized: token is not valid yet');
});

test.each<readonly [string, JsonObject, string | null]>([
  ['18446744073709551615', { exp: now + 1 }, 'token has expired'],
  ['18446744073709551615', { exp: now + 2 }, null],
  ['9223372036854775807', { exp: 1 }, null],
])('a skew of %s is a signed number to the check of %j', async (skew, own, text) => {
  const definition = JSON.stringify(classic({ jwt_expires_at_validation_skew: 0 }));
  const api = definition.replace('"jwt_expires_at_validation_skew":0', `"jwt_expires_at_validation_skew":${skew}`);
  const exchange = await new Scene([api]).askAs({ sub: 'ann', pol: 'gold', ...own });
  const refused = exchange.trace.find(({ step }) => step === 'times')?.state === 'refused';
  expect(refused).toBe(text !== null);
  if (text !== null) expectRefused(exchange, 'token_expired', 401, `Key not authorized: ${text}`);
});

test.each([
  [{ exp: now - 1, iat: now + 9, nbf: now + 9 }, 'token is not valid yet', 'token_expired', 'TKE'],
  [{ exp: now - 1, iat: now + 9 }, 'token used before issued', 'token_expired', 'TKE'],
  [{ iat: now + 9, nbf: now + 9 }, 'token is not valid yet', 'token_not_valid_yet', 'TCV'],
] as const)(
  'judges all three of %j: the last that fails gives the text, exp the class',
  async (own, text, code, flag) => {
    const exchange = await ask(own);
    expectRefused(exchange, code, 401, `Key not authorized: ${text}`);
    expect(accessLine(exchange)).toMatchObject({ response_flag: flag, status: 401, mw: 'JWTMiddleware' });
  },
);

test('says nothing above debug but the access line', async () => {
  expect(told(await ask({ exp: now }))).toEqual(['info ']);
});

test('shows each claim with the rule filled in', async () => {
  const { facts } = row(await ask({ exp: now - 60, iat: now }, skews), 'times');
  expect(facts).toEqual([
    {
      name: 'exp',
      value: String(now - 60),
      rule: `now − skew < exp · ${String(now - 60)} < ${String(now - 60)}`,
      holds: false,
      place: { document: 'token payload', path: ['exp'] },
    },
    {
      name: 'iat',
      value: String(now),
      rule: `now + skew ≥ iat · ${String(now + 30)} ≥ ${String(now)}`,
      holds: true,
      place: { document: 'token payload', path: ['iat'] },
    },
    {
      name: 'nbf',
      value: 'absent',
      rule: 'absent passes',
      holds: true,
      place: { document: 'token payload', path: ['nbf'] },
    },
  ]);
});

test('comes after the signature and before issuer and policies', async () => {
  const exchange = await ask({ exp: now - 1, pol: 'nothing' });
  expect(refusalIn(exchange)?.code).toBe('token_expired');
  expect(row(exchange, 'signature').state).toBe('passed');
  expect(row(exchange, 'issuer').state).toBe('not reached');
});

test('the fraction of a second does not count here', async () => {
  const scene = new Scene();
  scene.world.milliseconds = now * 1000 + 999;
  expectPassed(await scene.askAs(claims({ exp: now + 1 })));
});
