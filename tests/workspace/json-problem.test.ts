import { expect, test } from 'vitest';
import { errorOffset, jsonProblem } from '../../src/workspace/json-problem';

test('says where a text stops being JSON', () => {
  expect(errorOffset('{\n  "a" 1\n}')).toBe(8);
  expect(errorOffset('{"a": 1,}')).toBe(8);
  expect(errorOffset('{"a": ')).toBe(6);
  expect(errorOffset('{}')).toBe(2);
});

test('says what is wrong there, by line and column', () => {
  expect(jsonProblem('{\n  "a" 1\n}')).toEqual({
    line: 2,
    column: 7,
    message: 'A colon is expected after the name.',
  });
  expect(jsonProblem('{"a": 1,}')?.message).toBe('There is a comma too many before }.');
  expect(jsonProblem('{"a": ')?.message).toBe('The text ends too early.');
  expect(jsonProblem('{"a": 1} // x')?.message).toBe('There is a comment; JSON has none.');
  expect(jsonProblem('{}')).toBeNull();
});
