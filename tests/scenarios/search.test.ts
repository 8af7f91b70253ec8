import { describe, expect, test } from 'vitest';
import { scenarios } from '../../src/scenarios/catalogue';
import type { Expectation } from '../../src/scenarios/scenario';
import { searchScenarios } from '../../src/scenarios/search';

const ids = (query: string): readonly string[] => searchScenarios(query).map(({ id }) => id);
const expectations = scenarios.flatMap(({ id, steps }) => steps.map((step) => ({ id, ...step.expect })));
const unique = (texts: readonly (string | undefined)[]) =>
  [...new Set(texts)].filter((text): text is string => text !== undefined);

/** Checks that a query finds every scenario that states a text, before all others. */
function findsFirst(query: string, states: (expectation: Expectation) => boolean): void {
  const stating = new Set(expectations.filter(states).map(({ id }) => id));
  const found = ids(query);
  expect(new Set(found.slice(0, stating.size))).toEqual(stating);
}

describe('an error', () => {
  const errors = unique(expectations.map(({ error }) => error));

  test.each(errors)('as it stands finds its scenarios first: %s', (error) => {
    findsFirst(error, (each) => each.error === error || each.log === error);
  });

  test.each(errors)('in a whole body finds its scenarios first: %s', (error) => {
    findsFirst(`{\n    "error": "${error.replaceAll('"', '\\"')}"\n}`, (each) => {
      return each.error === error || each.log === error;
    });
  });
});

describe('a log line', () => {
  test.each(unique(expectations.map(({ log }) => log)))('finds its scenarios: %s', (log) => {
    const line = `time="2026-09-21T12:00:00Z" level=error msg="JWT validation error" api_id=x error="${log.replaceAll('"', '\\"')}"`;
    const stating = expectations.filter((each) => each.log === log).map(({ id }) => id);
    expect(ids(line)).toEqual(expect.arrayContaining(stating));
  });
});

test('of several scenarios with an error, one that is about nothing else comes first', () => {
  expect(ids('Key not authorized: token has expired')[0]).toBe('token-has-expired');
  expect(ids('Rate Limit Exceeded')[0]).toBe('rate-limit-exceeded');
});

test('a fragment of an error is enough', () => {
  const found = ids('has expired, please');
  expect(found).toContain('expiry-sticks-to-the-session');
  expect(found).toContain('api-has-expired');
  expect(found).not.toContain('token-has-expired');
});

test('a code of the playground finds what shows it', () => {
  expect(ids('kid_not_text')[0]).toBe('kid-is-not-a-string');
});

test('a status finds every scenario with it, and no other', () => {
  const found = new Set(ids('429'));
  expect(found).toEqual(new Set(expectations.filter(({ status }) => status === 429).map(({ id }) => id)));
});

test('a status narrows words', () => {
  expect(ids('500 policy')).toContain('policy-not-found');
  expect(ids('500 policy')).not.toContain('key-is-inactive');
});

test.each([
  ['secret base64', 'secret-is-not-base64'],
  ['key rotation', 'keys-rotated-cache-runs-out'],
  ['keycloak', 'keycloak-integration'],
  ['auth0', 'auth0-integration'],
  ['clock skew', 'guide-clock-skew'],
  ['default policy wrong pol', 'default-policy-does-not-replace-wrong-pol'],
  ['alg none', 'alg-none'],
  ['jwks url works once', 'raw-jwks-url-works-once'],
  ['milliseconds', 'iat-in-milliseconds'],
  ['scope comma', 'scopes-separated-by-commas'],
  ['allowedSubjects', 'invalid-subject-value'],
])('%s finds %s among the first three', (query, id) => {
  expect(ids(query).slice(0, 3)).toContain(id);
});

test('words that nobody wrote find nothing', () => {
  expect(ids('xylophone')).toEqual([]);
});

test('an empty query gives them all', () => {
  expect(searchScenarios('  ')).toEqual(scenarios);
});

test('a text of a hundred thousand characters is searched in under a tenth of a second', () => {
  const long = Array.from({ length: 5000 }, (_, at) => `level=error msg="nothing-${String(at)}"`).join(' ');
  const start = performance.now();
  searchScenarios(long);
  expect(performance.now() - start).toBeLessThan(100);
});
