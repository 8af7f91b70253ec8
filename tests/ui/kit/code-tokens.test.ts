import { expect, test } from 'vitest';
import { colouredLines, lineAt } from '../../../src/ui/kit/code-tokens';

const kinds = (text: string): string[] =>
  colouredLines(text).flatMap((line) =>
    line.filter(({ kind }) => kind !== 'plain').map((token) => `${token.kind} ${token.text}`),
  );

test('tells names, strings, numbers and words apart', () => {
  expect(kinds('{"a" : "b", "c": [-1.5e3, true, null]}')).toEqual([
    'name "a"',
    'string "b"',
    'name "c"',
    'number -1.5e3',
    'word true',
    'word null',
  ]);
});

test('gives the text back whatever it is', () => {
  for (const text of ['', '{', '"open', '"a\\', 'now - 1', '{\n\t"x":\r\n "é👩‍👧"}\n', '\u0000"\n"', 'nullx-tf1']) {
    const again = colouredLines(text).map((line) => line.map((token) => token.text).join(''));
    expect(again.join('\n')).toBe(text);
  }
});

test('finds the line of an offset', () => {
  expect([0, 1, 2, 3, 4].map((offset) => lineAt('a\nb\n', offset))).toEqual([0, 0, 1, 1, 2]);
});
