import { expect, test } from 'vitest';
import {
  append,
  isNumber,
  lengthAt,
  namesAt,
  numberAt,
  put,
  rename,
  setNumber,
  setText,
  spelled,
  textAt,
} from '../../../src/workspace/fields/member';

test('writes over whatever is in the way of a member', () => {
  expect(JSON.parse(put('{"a": null}', ['a', 'b'], 1))).toEqual({ a: { b: 1 } });
  expect(JSON.parse(put('{"a": [1]}', ['a', 'b'], 1))).toEqual({ a: { b: 1 } });
  expect(JSON.parse(put('{"a": {"b": 1}}', ['a', 0], 1))).toEqual({ a: [1] });
  expect(JSON.parse(put('[]', ['a'], 1))).toEqual({ a: 1 });
  expect(put('{"a": null}', ['a', 'b'], undefined)).toBe('{"a": null}');
});

test('adds no empty text where there is none', () => {
  expect(setText('{}', ['a'], '')).toBe('{}');
  expect(JSON.parse(setText('{"a": "x"}', ['a'], ''))).toEqual({ a: '' });
});

test('keeps a number’s digits', () => {
  const text = setNumber('{"a": 1, "b": 2}', ['a'], '12345678901234567890.10');
  expect(text).toBe('{"a": 12345678901234567890.10, "b": 2}');
  expect(numberAt(text, ['a'])).toBe('12345678901234567890.10');
  expect(numberAt('{"a": "60"}', ['a'])).toBe('"60"');
  expect(JSON.parse(setNumber('{}', ['p', 'q'], '-1'))).toEqual({ p: { q: -1 } });
});

test('knows what JSON takes for a number', () => {
  expect(['0', '-1', '1.5', '1e3', '-0.5E-2'].every(isNumber)).toBe(true);
  expect(['', '01', '+1', '.5', '5.', '1 ', 'x', '--1', '1e'].some(isNumber)).toBe(false);
});

test('renames a member in its place, and never onto another', () => {
  expect(rename('{"a": 1, "b": 2}', ['a'], 'c"d')).toBe('{"c\\"d": 1, "b": 2}');
  expect(rename('{"a": 1, "b": 2}', ['a'], 'b')).toBe('{"a": 1, "b": 2}');
  expect(rename('{"a": 1}', ['x'], 'y')).toBe('{"a": 1}');
});

test('adds to a list, and makes one', () => {
  expect(JSON.parse(append('{"a": [1]}', ['a'], 2))).toEqual({ a: [1, 2] });
  expect(JSON.parse(append('{"a": null}', ['a'], 2))).toEqual({ a: [2] });
  expect(JSON.parse(append('{}', ['a', 'b'], 2))).toEqual({ a: { b: [2] } });
});

test('reads names, lengths and texts of whatever is there', () => {
  const text = '{"o": {"b": 1, "a": 2}, "l": [1, 2], "t": 5, "n": null}';
  expect(namesAt(text, ['o'])).toEqual(['b', 'a']);
  expect(namesAt(text, ['l'])).toEqual([]);
  expect(lengthAt(text, ['l'])).toBe(2);
  expect(lengthAt(text, ['o'])).toBe(0);
  expect([textAt(text, ['t']), textAt(text, ['n']), textAt(text, ['x'])]).toEqual(['5', '', '']);
});

test('spells a path as the text does, the exact name first', () => {
  expect(spelled('{"Proxy": {"LISTEN_path": ""}}', ['proxy', 'listen_path'])).toEqual(['Proxy', 'LISTEN_path']);
  expect(spelled('{"Name": 1, "name": 2}', ['name'])).toEqual(['name']);
  expect(spelled('{}', ['a', 'b'])).toEqual(['a', 'b']);
});
