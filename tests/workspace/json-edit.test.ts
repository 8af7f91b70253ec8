import { expect, test } from 'vitest';
import { isCleanJson, memberAt, pathAt, rangeOf, setMember } from '../../src/workspace/json-edit';

const text = '{\n    "b": 12345678901234567890,\n    "a": { "x": [1, 2, 3] },\n    "b2": "\\u0041"\n}';

test('changes one member and leaves everything else as it was typed', () => {
  expect(setMember(text, ['a', 'x', 1], 'two')).toBe(text.replace('[1, 2, 3]', '[1, "two", 3]'));
});

test('takes a path of the gateway, whose indices are texts', () => {
  expect(memberAt(text, ['a', 'x', '2'])).toBe(3);
  expect(memberAt(text, ['a', 'y'])).toBeUndefined();
});

test('adds a member with the indent of the text, and its missing parents', () => {
  expect(setMember('{\n    "a": 1\n}', ['p', 'q'], true)).toBe(
    '{\n    "a": 1,\n    "p": {\n        "q": true\n    }\n}',
  );
  expect(JSON.parse(setMember('', ['p', 'q'], 1))).toEqual({ p: { q: 1 } });
});

test('takes a member away, the last one of an object too', () => {
  expect(JSON.parse(setMember(text, ['a'], undefined))).not.toHaveProperty('a');
  expect(setMember('{"a": 1}', ['a'], undefined)).toBe('{}');
  expect(setMember(text, ['nothing', 'here'], undefined)).toBe(text);
});

test('puts an object in place of a value that can hold no member', () => {
  expect(JSON.parse(setMember('{"a": null, "b": 1}', ['a', 'x', 'y'], 2))).toEqual({ a: { x: { y: 2 } }, b: 1 });
});

test('finds where a member stands, or the nearest parent that does', () => {
  const { from, to } = rangeOf(text, ['a', 'x']);
  expect(text.slice(from, to)).toBe('[1, 2, 3]');
  const parent = rangeOf(text, ['a', 'missing', 'more']);
  expect(text.slice(parent.from, parent.to)).toBe('{ "x": [1, 2, 3] }');
  const whole = rangeOf(text, ['b2'], 'whole');
  expect(text.slice(whole.from, whole.to)).toBe('"b2": "\\u0041"');
});

test('tells the path of what stands at an offset', () => {
  expect(pathAt(text, text.indexOf('2, 3'))).toEqual(['a', 'x', 1]);
});

test('knows comments, trailing commas and cut texts as no JSON', () => {
  expect(['{"a":1}', '{"a":1,}', '// x\n{}', '{"a":', ''].map(isCleanJson)).toEqual([true, false, false, false, false]);
});
