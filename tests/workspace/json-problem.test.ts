import { expect, test } from 'vitest';
import { errorOffset } from '../../src/workspace/json-problem';

test('says where a text stops being JSON', () => {
  expect(errorOffset('{\n  "a" 1\n}')).toBe(8);
  expect(errorOffset('{"a": 1,}')).toBe(8);
  expect(errorOffset('{"a": ')).toBe(6);
  expect(errorOffset('{}')).toBe(2);
});
