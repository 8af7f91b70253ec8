import { expect, test } from 'vitest';
import { lookup } from '../../src/go/gjson';
import { isObject, kindWord, marshal, unmarshal, type JsonObject, type JsonValue } from '../../src/go/json';
import { encodeUtf8 } from '../../src/go/utf8';
import { claimsJson, lookups } from './cases/gjson';

function objectOf(json: string): JsonObject {
  const decoded = unmarshal(encodeUtf8(json));
  return decoded.ok && isObject(decoded.value) ? decoded.value : {};
}

const claims = objectOf(claimsJson);

/** gjson's name for the type of a value. */
function typeName(value: JsonValue): string {
  switch (kindWord(value)) {
    case 'null':
      return 'Null';
    case 'bool':
      return value === true ? 'True' : 'False';
    case 'number':
      return 'Number';
    case 'string':
      return 'String';
    default:
      return 'JSON';
  }
}

test.each(lookups)('finds %j as gjson does', (path, wanted) => {
  const found = lookup(claims, path);
  expect(found.exists ? `${typeName(found.value)} ${marshal(found.value)}` : '').toBe(wanted);
  expect(found.isNull).toBe(found.value === null);
});

test('tells null from nothing', () => {
  expect(lookup(claims, 'nul')).toEqual({ exists: true, isNull: true, value: null });
  expect(lookup(claims, 'deep.none')).toEqual({ exists: false, isNull: true, value: null });
});

test('reads the literal nan as a number', () => {
  expect(lookup(claims, '!nan')).toEqual({ exists: true, isNull: false, value: NaN });
});

test('looks into claims nested to the limit', () => {
  const nested = objectOf(`{"a":${'['.repeat(9_999)}${']'.repeat(9_999)},"b":{"c":1}}`);
  expect(lookup(nested, 'b.c').value).toBe(1);
  expect(lookup(nested, 'a.0.0.#').value).toBe(1);
  expect(lookup(nested, '*').exists).toBe(true);
});

test('ends soon on a path made to search without end', () => {
  const wide = objectOf(`{"a":[${Array.from({ length: 500 }, () => '{"b":[{"c":1}]}').join()}]}`);
  const start = performance.now();
  lookup(wide, '@dig:@dig:@dig:@dig:c');
  expect(performance.now() - start).toBeLessThan(2_000);
});
