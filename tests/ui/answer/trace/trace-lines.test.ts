import { expect, test } from 'vitest';
import type { StepState, TraceRow } from '../../../../src/gateway/outcome';
import { foldAround, foldTitles, traceLines, type TraceLine } from '../../../../src/ui/answer/trace/trace-lines';

const rows = (...states: readonly (readonly [string, StepState])[]): readonly TraceRow[] =>
  states.map(([step, state]) => ({ step, title: `Step ${step}`, state, summary: '', facts: [], log: [0, 0] }));

const shut = (): boolean => false;

function written(lines: readonly TraceLine[]): readonly string[] {
  return lines.map((line) => {
    const fold = line.fold === null ? '' : `[${line.fold.rows.map(({ step }) => step).join(' ')}]`;
    return line.kind === 'step' ? `${line.inside ? '  ' : ''}${line.row.step}${fold}` : fold;
  });
}

const good = rows(['a', 'passed'], ['b', 'skipped'], ['c', 'skipped'], ['d', 'passed'], ['e', 'skipped']);
const bad = rows(['a', 'passed'], ['b', 'refused'], ['c', 'not reached'], ['d', 'skipped'], ['e', 'not reached']);

test('puts skipped steps behind the one before them', () => {
  expect(written(traceLines(good, shut, shut))).toEqual(['a[b c]', 'd[e]']);
});

test('shows the steps of an open fold on lines of their own, still foldable', () => {
  expect(written(traceLines(good, (fold) => fold === 'b', shut))).toEqual(['a[b c]', '  b', '  c', 'd[e]']);
});

test('does not fold a step that was opened', () => {
  expect(written(traceLines(good, shut, (step) => step === 'c'))).toEqual(['a[b]', 'c', 'd[e]']);
});

test('folds all that comes after a refusal into one line, and names what the API has', () => {
  const lines = traceLines(bad, shut, shut);
  expect(written(lines)).toEqual(['a', 'b', '[c d e]']);
  const last = lines.at(-1)?.fold;
  expect(last === null || last === undefined ? [] : foldTitles(last)).toEqual(['step c', 'step e']);
  expect(written(traceLines(bad, (fold) => fold === 'c', shut))).toEqual(['a', 'b', '[c d e]', '  c', '  d', '  e']);
});

test('keeps the key of a step when it moves into a fold and out of it', () => {
  const key = (lines: readonly TraceLine[], step: string): string | undefined =>
    lines.find((line) => line.kind === 'step' && line.row.step === step)?.key;
  expect(
    key(
      traceLines(good, () => true, shut),
      'b',
    ),
  ).toBe(
    key(
      traceLines(good, shut, () => true),
      'b',
    ),
  );
});

test('finds the fold that hides a step', () => {
  expect(foldAround(traceLines(good, shut, shut), 'c')?.name).toBe('b');
  expect(
    foldAround(
      traceLines(good, () => true, shut),
      'c',
    ),
  ).toBeNull();
  expect(foldAround(traceLines(good, shut, shut), 'a')).toBeNull();
});

test('shows nothing of an empty trace', () => {
  expect(traceLines([], shut, shut)).toEqual([]);
});

test('keeps the capitals of an abbreviation in a title', () => {
  const [row] = rows(['api granted', 'skipped']);
  if (row === undefined) throw new Error('there is a row');
  const named = { ...row, title: 'API granted' };
  expect(
    foldTitles({ name: 'x', rows: [named, { ...row, title: 'Token id' }], state: 'skipped', open: false }),
  ).toEqual(['API granted', 'token id']);
});
