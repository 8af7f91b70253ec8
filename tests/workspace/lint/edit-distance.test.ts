import { expect, test } from 'vitest';
import { editDistance, nearest } from '../../../src/workspace/lint/edit-distance';

test('counts letters put in, left out, changed and swapped', () => {
  expect(editDistance('source', 'source', 2)).toBe(0);
  expect(editDistance('sourc', 'source', 2)).toBe(1);
  expect(editDistance('sourcee', 'source', 2)).toBe(1);
  expect(editDistance('sourse', 'source', 2)).toBe(1);
  expect(editDistance('soruce', 'source', 2)).toBe(1);
  expect(editDistance('abcdef', 'source', 2)).toBe(3);
});

test('finds the name that was meant', () => {
  const known = ['jwt_source', 'jwt_signing_method', 'name'];
  expect(nearest('jwtSource', known)).toBe('jwt_source');
  expect(nearest('jwt_singing_method', known)).toBe('jwt_signing_method');
  expect(nearest('mane', known)).toBeUndefined();
  expect(nearest('note', known)).toBeUndefined();
});
