import { expect, test } from 'vitest';
import { beginHistory, change, redo, replacePresent, undo } from '../../src/workspace/history';

test('goes back and forward', () => {
  const two = change(change(beginHistory('a'), 'b'), 'c');
  expect(undo(two).present).toBe('b');
  expect(undo(undo(two)).present).toBe('a');
  expect(undo(undo(undo(two))).present).toBe('a');
  expect(redo(undo(two)).present).toBe('c');
});

test('joins changes of one topic in a row to one step', () => {
  const typed = ['ab', 'abc', 'abcd'].reduce((history, value) => change(history, value, 'name'), beginHistory('a'));
  expect(typed.past).toEqual(['a']);
  expect(undo(typed).present).toBe('a');
  expect(change(typed, 'x', 'path').past).toEqual(['a', 'abcd']);
});

test('begins a new step after an undo, also for the same topic', () => {
  const typed = change(beginHistory('a'), 'b', 'name');
  const again = change(undo(typed), 'c', 'name');
  expect(again.past).toEqual(['a']);
  expect(again.future).toEqual([]);
});

test('takes no step for a value that is the same, or that nobody asked for', () => {
  const history = change(beginHistory('a'), 'b');
  expect(change(history, 'b')).toBe(history);
  expect(undo(replacePresent(history, 'b at noon')).present).toBe('a');
});
