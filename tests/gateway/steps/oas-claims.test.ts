import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/go/json';
import { Scene, claims, classic, expectPassed, expectRefused, oas, row, token, told } from '../build';

function ask(scheme: JsonObject, own: JsonObject) {
  return new Scene([oas(scheme)]).askAs(claims(own));
}

const issuers = { allowedIssuers: ['me', 'us'] };
const audiences = { allowedAudiences: ['a', 'b'] };
const subjects = { allowedSubjects: ['ann'] };

test.each<readonly [string, JsonObject, JsonObject]>([
  ['an issuer of the list', issuers, { iss: 'us' }],
  ['an audience of the list', audiences, { aud: 'b' }],
  ['an audience in a list', audiences, { aud: ['x', 'b'] }],
  ['an audience among things that are no text', audiences, { aud: [5, null, 'a'] }],
  ['a token id of any kind', { jtiValidation: { enabled: true } }, { jti: null }],
  ['a subject of the list', subjects, {}],
])('accepts %s', async (_, scheme, own) => {
  expectPassed(await ask(scheme, own));
});

test.each<readonly [JsonObject, string]>([
  [{}, 'issuer claim is required but not present in token'],
  [{ iss: null }, 'issuer claim must be a string'],
  [{ iss: ['me'] }, 'issuer claim must be a string'],
  [{ iss: 'me/' }, 'invalid issuer claim: me/'],
  [{ iss: '' }, 'invalid issuer claim: '],
  [{ iss: 'ME' }, 'invalid issuer claim: ME'],
])('refuses the issuer of %j: %s', async (own, text) => {
  const exchange = await ask(issuers, own);
  expectRefused(exchange, 'issuer_refused', 401, `Key not authorized: ${text}`);
  expect(told(exchange)).toEqual(['error JWT issuer validation failed', 'info ']);
});

test.each<readonly [JsonObject, string]>([
  [{}, 'audience claim is required but not present in token'],
  [{ aud: 5 }, 'invalid audience claim format'],
  [{ aud: null }, 'invalid audience claim format'],
  [{ aud: { a: 1 } }, 'invalid audience claim format'],
  [{ aud: 'c' }, 'no matching audience found in token: [c]'],
  [{ aud: ['c', 5, 'd'] }, 'no matching audience found in token: [c d]'],
  [{ aud: [] }, 'no matching audience found in token: []'],
])('refuses the audience of %j: %s', async (own, text) => {
  const exchange = await ask(audiences, own);
  expectRefused(exchange, 'audience_refused', 401, `Key not authorized: ${text}`);
  expect(told(exchange)).toEqual(['error JWT audience validation failed', 'info ']);
});

test('refuses a token without an id', async () => {
  const exchange = await ask({ jtiValidation: { enabled: true } }, {});
  const text = 'Key not authorized: JWT ID (jti) claim is required but not present in token';
  expectRefused(exchange, 'token_id_missing', 401, text);
  expect(told(exchange)).toEqual(['error JWT ID validation failed', 'info ']);
});

test('refuses another subject', async () => {
  const exchange = await ask(subjects, { sub: 'eve' });
  expectRefused(exchange, 'subject_refused', 401, 'Key not authorized: invalid subject value: eve');
  expect(told(exchange)).toEqual(['error JWT subject validation failed', 'info ']);
});

test('refuses a token without anything that could be its subject, in the words of the identity', async () => {
  const exchange = await new Scene([oas(subjects)]).askAs({ pol: 'gold' });
  const text = 'Key not authorized: no suitable claims for user ID were found';
  expectRefused(exchange, 'subject_refused', 401, text);
  expect(told(exchange)).toContain('error Failed to get identity from token');
  expect(row(exchange, 'subject').summary).toBe('no identity to compare');
});

test('the kid of the token is its subject, whatever the claims say, unless it is to be skipped', async () => {
  const eve = await token(claims({ sub: 'eve' }), { kid: 'ann' });
  const ann = await token(claims(), { kid: 'other' });
  expectPassed(await new Scene([oas(subjects)]).ask(eve));
  const refused = 'Key not authorized: invalid subject value: ';
  expectRefused(await new Scene([oas(subjects)]).ask(ann), 'subject_refused', 401, `${refused}other`);
  const skipping = oas({ ...subjects, skipKid: true });
  expectPassed(await new Scene([skipping]).ask(ann));
  expectRefused(await new Scene([skipping]).ask(eve), 'subject_refused', 401, `${refused}eve`);
});

test('an empty kid is a subject too', async () => {
  const exchange = await new Scene([oas(subjects)]).ask(await token(claims(), { kid: '' }));
  expectRefused(exchange, 'subject_refused', 401, 'Key not authorized: invalid subject value: ');
});

test('the rules are judged in their order: issuer, audience, token id, subject, custom rules', async () => {
  const all = {
    ...issuers,
    ...audiences,
    ...subjects,
    jtiValidation: { enabled: true },
    customClaimValidation: { role: { type: 'required' } },
  };
  const good: JsonObject = { iss: 'me', aud: 'a', jti: '1', sub: 'ann', role: 1 };
  const met: JsonObject = { sub: 'eve' };
  const codes: (string | undefined)[] = [];
  for (const name of ['', ...Object.keys(good)]) {
    Object.assign(met, name === '' ? {} : { [name]: good[name] });
    codes.push((await ask(all, met)).trace.find(({ state }) => state === 'refused')?.step);
  }
  expect(codes).toEqual(['issuer', 'audience', 'token-id', 'subject', 'custom-claims', undefined]);
});

test('a classic API ignores such rules', async () => {
  const exchange = await new Scene([classic({ ...issuers, allowed_issuers: ['me'] })]).askAs();
  expectPassed(exchange);
  expect(row(exchange, 'issuer')).toMatchObject({ state: 'skipped', summary: 'the API has no such rule' });
});

test('an empty list is no rule', async () => {
  expectPassed(await ask({ allowedIssuers: [], allowedAudiences: [], allowedSubjects: [] }, {}));
});
