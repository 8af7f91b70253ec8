import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/go/json';
import { guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { addressedApi } from '../../../src/workspace/addressed-api';
import { explainTime } from '../../../src/workspace/claims/claim-times';
import { setMember } from '../../../src/workspace/json-edit';
import { newDocument } from '../../../src/workspace/workspace';

const now = Date.UTC(2026, 10, 25, 17, 42, 10) / 1000;

/** The guide's API with a skew of 60 seconds for all three. */
const lenient = (() => {
  const guide = guideHmacWorkspace();
  const skews = ['jwt_issued_at_validation_skew', 'jwt_expires_at_validation_skew', 'jwt_not_before_validation_skew'];
  const draft = skews.reduce((text, name) => setMember(text, [name], 60), guide.apis[0]?.draft ?? '');
  return addressedApi({ ...guide, apis: [newDocument(draft)] }, null);
})();

const said = (claim: string, value: JsonValue, api = lenient): string => {
  const { text, tone } = explainTime(claim, value, api, now, 'UTC');
  return `${text} (${tone})`;
};

test.each<[string, JsonValue, string]>([
  ['exp', now + 252, 'expires in 4 min 12 s (plain)'],
  ['exp', now, 'expires now, within the skew (warn)'],
  ['exp', now - 59, 'expired 59 s ago, within the skew (warn)'],
  ['exp', now - 60, 'expired 1 min ago (bad)'],
  ['nbf', now - 10, 'valid since 17:42:00 (plain)'],
  ['nbf', now + 60, 'valid in 1 min, within the skew (warn)'],
  ['nbf', now + 61, 'valid in 1 min 1 s (bad)'],
  ['iat', 1_516_239_022, 'issued 8 y ago (plain)'],
  ['iat', now, 'issued now (plain)'],
  ['iat', now + 60, 'issued 1 min in the future, within the skew (warn)'],
  ['iat', now + 61, 'issued 1 min 1 s in the future (bad)'],
  ['auth_time', now - 60, '1 min ago (plain)'],
])('says of %s: %j %s', (claim, value, text) => {
  expect(said(claim, value)).toBe(text);
});

test('knows no skew without an API', () => {
  expect(said('exp', now, null)).toBe('expires now (bad)');
});

test('warns that the skew of exp is undone by KeyExpired', () => {
  expect(explainTime('exp', now - 1, lenient, now, 'UTC').details.join(' ')).toContain('KeyExpired knows no skew');
});

test('points out milliseconds, and what they come to', () => {
  expect(said('exp', now * 1000)).toMatch(/^milliseconds: ends year 588\d\d \(warn\)$/);
  expect(said('iat', now * 1000)).toMatch(/^milliseconds: year 588\d\d \(bad\)$/);
  expect(said('auth_time', now * 1000 - 60_000)).toBe('milliseconds: 1 min ago (warn)');
  expect(explainTime('exp', now * 1000, lenient, now, 'UTC').details[0]).toContain('17:42:10 here');
});

test.each<[JsonValue, string]>([
  ['soon', 'a text, not a number: refused (bad)'],
  ['', 'empty, not a number: refused (bad)'],
  [null, 'null, not a number: refused (bad)'],
  [[], 'a list, not a number: refused (bad)'],
  [true, 'true, not a number: refused (bad)'],
  [0, '0 counts as absent (warn)'],
  [0.5, 'expired 56 y ago (bad)'],
  [2 ** 63, 'too large: it turns over and has expired (bad)'],
])('points out exp: %j', (value, text) => {
  expect(said('exp', value)).toBe(text);
});

test('lets an nbf beyond all numbers pass, as the gateway does', () => {
  expect(said('nbf', 2 ** 63)).toBe('too large: it turns over and passes (warn)');
});

test('gives the local time where there is room, and both times in full', () => {
  const { wide, details } = explainTime('exp', now + 60, lenient, now, 'Europe/Berlin');
  expect(wide).toBe('18:43:10 · expires in 1 min');
  expect(details[0]).toBe('18:43:10 here, 2026-11-25 17:43:10 UTC, in 1 min.');
});
