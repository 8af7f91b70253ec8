import { describe, expect, test } from 'vitest';
import {
  decodeFirst,
  get,
  isObject,
  kindWord,
  marshal,
  nodeKindWord,
  nodeToValue,
  parseNode,
  set,
  sortedNames,
  unmarshal,
  type Decoded,
  type JsonObject,
  type JsonValue,
} from '../../src/go/json';
import { encodeUtf8 } from '../../src/go/utf8';
import { jsonTexts } from './cases/json';

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function written(decoded: Decoded): string {
  return decoded.ok ? `= ${marshal(decoded.value)}` : `! ${decoded.error}`;
}

test.each(jsonTexts)('unmarshals and decodes %j as Go does', (text, whole, first) => {
  expect(written(unmarshal(bytesOf(text)))).toBe(whole);
  expect(written(decodeFirst(bytesOf(text)))).toBe(first);
});

test.each(jsonTexts)('parses %j to a tree with the same value or error', (text, whole, first) => {
  const parsed = (mode: 'whole' | 'first'): string => {
    const result = parseNode(bytesOf(text), mode);
    return written(result.ok ? nodeToValue(result.node) : result);
  };
  expect(parsed('whole')).toBe(whole);
  expect(parsed('first')).toBe(first);
});

describe('the limit of 10000 levels', () => {
  const nested = (levels: number): Uint8Array => encodeUtf8('{"a":'.repeat(levels) + '1' + '}'.repeat(levels));

  test('lets 10000 levels pass, which can be written again', () => {
    const decoded = unmarshal(nested(10_000));
    expect(decoded.ok && marshal(decoded.value).length).toBe(60_001);
  });

  test('refuses 10001 levels', () => {
    const error = "invalid character '{' exceeded max depth";
    expect(unmarshal(nested(10_001))).toEqual({ ok: false, error });
    expect(decodeFirst(nested(10_001))).toEqual({ ok: false, error });
  });

  test('counts levels, not brackets', () => {
    const text = `[${'[],'.repeat(20_000)}"${'['.repeat(20_000)}"]`;
    expect(unmarshal(encodeUtf8(text)).ok).toBe(true);
  });
});

test('keeps literals, order, repeated names and offsets in the tree', () => {
  const result = parseNode(encodeUtf8(' {"é":1.50, "a" : [true], "é":null} x'), 'first');
  expect(result).toEqual({
    ok: true,
    end: 37,
    node: {
      kind: 'object',
      start: 1,
      end: 37,
      members: [
        { name: 'é', nameStart: 2, value: { kind: 'number', start: 7, end: 11, literal: '1.50' } },
        {
          name: 'a',
          nameStart: 13,
          value: {
            kind: 'array',
            start: 19,
            end: 25,
            items: [{ kind: 'boolean', start: 20, end: 24, value: true }],
          },
        },
        { name: 'é', nameStart: 27, value: { kind: 'null', start: 32, end: 36 } },
      ],
    },
  });
});

test('has members of any name as plain own members', () => {
  const decoded = unmarshal(encodeUtf8('{"__proto__":1,"constructor":2}'));
  const value: JsonValue = decoded.ok ? decoded.value : null;
  expect(isObject(value) && [get(value, '__proto__'), get(value, 'constructor'), get(value, 'toString')]).toEqual([
    1,
    2,
    undefined,
  ]);
  const object: JsonObject = {};
  set(object, '__proto__', 'own');
  expect(marshal(object)).toBe('{"__proto__":"own"}');
});

test('sorts names by code point, not by UTF-16 unit', () => {
  expect(sortedNames({ '😀': 1, '\uffff': 2, z: 3, '': 4, Z: 5 })).toEqual(['', 'Z', 'z', '\uffff', '😀']);
});

test('has the words of type errors', () => {
  expect([null, true, 1, '', [], {}].map((value) => kindWord(value))).toEqual([
    'null',
    'bool',
    'number',
    'string',
    'array',
    'object',
  ]);
  const node = parseNode(encodeUtf8('false'), 'whole');
  expect(node.ok && nodeKindWord(node.node)).toBe('bool');
});

test('writes a lone surrogate as Go writes a byte that is no UTF-8', () => {
  expect(marshal(['\udcff', '\ud800x'])).toBe('["\\ufffd","\\ufffdx"]');
});
