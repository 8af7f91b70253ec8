import { expect, test } from 'vitest';
import { refusal, refusalCodes } from '../../../src/gateway/refusals';
import { explanations } from '../../../src/guide/refusals/explanations';
import { lookalikes, statusOf, textsOf } from '../../../src/guide/refusals/lookalikes';
import { fits } from '../../../src/guide/refusals/template';
import { waysToRefusal } from '../../gateway/ways-to-refusal';

const exactOf = (code: (typeof refusalCodes)[number]): readonly string[] =>
  lookalikes(code).flatMap((other) => (other.exact ? [other.code] : []));

test('two refusals look like each other, or neither like the other', () => {
  for (const code of refusalCodes) {
    for (const other of lookalikes(code)) {
      expect(lookalikes(other.code), `${other.code} of ${code}`).toContainEqual({ code, exact: other.exact });
    }
  }
});

test('refusals that give the same answer are all told of each other', () => {
  for (const code of refusalCodes) {
    const { status, message } = waysToRefusal[code];
    const same = refusalCodes.filter((other) => {
      const way = waysToRefusal[other];
      return other !== code && way.status === status && way.message === message;
    });
    for (const other of same) expect(exactOf(code), code).toContain(other);
  }
});

test('a refusal is told of every other whose texts could be its own answer', () => {
  for (const code of refusalCodes) {
    const { status, message } = waysToRefusal[code];
    for (const other of refusalCodes) {
      if (other === code || statusOf(other) !== status) continue;
      if (textsOf(other).some((text) => fits(text, message))) expect(exactOf(code), code).toContain(other);
    }
  }
});

test('ten refusals say no more than “Key not authorized”', () => {
  expect([...exactOf('signature_invalid')].sort()).toEqual([
    'algorithm_unknown',
    'key_of_token_unknown',
    'key_set_unavailable',
    'key_unreadable',
    'key_vanished',
    'kid_not_text',
    'kid_unknown',
    'source_not_base64',
    'token_malformed',
  ]);
});

test('an expired token is taken for one of the future where that fails too, and a text of the subject rule for none without its prefix', () => {
  expect(exactOf('token_expired')).toEqual(['token_issued_in_future', 'token_not_valid_yet']);
  expect(exactOf('token_issued_in_future')).toEqual(['token_expired']);
  expect(exactOf('identity_missing')).toEqual([]);
});

test('the same text under another status is told, and is not exact', () => {
  expect(lookalikes('token_missing')).toEqual([{ code: 'auth_key_missing', exact: false }]);
  expect(lookalikes('version_unknown')).toEqual([{ code: 'base_version_unknown', exact: false }]);
});

test('the texts of a refusal are those of the gateway, with its details put in', () => {
  expect(textsOf('quota_exceeded')).toEqual([refusal('quota_exceeded').message]);
  expect(textsOf('issuer_refused')).toContain('Key not authorized: invalid issuer claim: …');
  expect(textsOf('request_malformed')).toContain('400 Bad Request');
  for (const code of refusalCodes) expect(textsOf(code).length, code).toBeGreaterThan(0);
});

test('every refusal that looks like another says how to know it, in words of its own', () => {
  const told = refusalCodes.filter((code) => lookalikes(code).length > 0).map((code) => explanations[code].tell);
  expect(new Set(told).size).toBe(told.length);
});
