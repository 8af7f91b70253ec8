import { expect, test } from 'vitest';
import { refusalCodes } from '../../../src/gateway/refusals';
import { textsOf } from '../../../src/guide/refusals/lookalikes';
import { searchRefusals } from '../../../src/guide/refusals/search';

test('an empty search finds all refusals, each once', () => {
  expect([...searchRefusals(' ')].sort()).toEqual([...refusalCodes].sort());
});

test('every refusal is found by its code, by its code in words and by its text', () => {
  for (const code of refusalCodes) {
    expect(searchRefusals(code), code).toContain(code);
    expect(searchRefusals(code.replaceAll('_', ' ')), code).toContain(code);
    for (const text of textsOf(code)) expect(searchRefusals(text.replaceAll('…', 'x')), text).toContain(code);
  }
});

test.each([
  ['429', ['rate_exceeded', 'api_rate_exceeded']],
  ['quota', ['quota_exceeded']],
  ['No matching KID', ['kid_unknown']],
  ['jwt_unexpected_signing_method', ['signing_method_unexpected']],
  ['rotated keys', ['kid_unknown']],
  ["Couldn't find a matching policy for scope item", ['scopes_unmapped', 'scope_policies_failed']],
] as const)('%s finds %s', (query, codes) => {
  expect(searchRefusals(query)).toEqual(expect.arrayContaining([...codes]));
});

test('what has the words in its title comes before what has them anywhere', () => {
  expect(searchRefusals('signature')[0]).toBe('signature_invalid');
  expect(searchRefusals('zebra')).toEqual([]);
});
