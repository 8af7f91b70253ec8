import { expect, test } from 'vitest';
import { isLogged } from '../../../src/gateway/log-format';
import { classification, refusalCodes } from '../../../src/gateway/refusals';
import type { Explanation } from '../../../src/guide/refusals/explanation';
import { explanations, families, refusalCodeOf } from '../../../src/guide/refusals/explanations';
import { statusOf, textsOf } from '../../../src/guide/refusals/lookalikes';
import { fits, overlap } from '../../../src/guide/refusals/template';
import { accessLine } from '../../gateway/build';
import { waysToRefusal } from '../../gateway/ways-to-refusal';
import { mistold, refusedRow, stepLines } from './told-lines';

test.each(refusalCodes)('%s: step, answer and log are what its page says', async (code) => {
  const exchange = await waysToRefusal[code].meet();
  const explanation = explanations[code];
  const row = refusedRow(exchange);
  expect(row.refusal?.code).toBe(code);
  expect(explanation.steps).toContain(row.step);
  expect(exchange.response?.status ?? 0).toBe(statusOf(code));
  expect(textsOf(code).some((text) => fits(text, row.refusal?.message ?? ''))).toBe(true);
  expect(mistold(explanation, stepLines(exchange))).toEqual([]);
});

test.each(refusalCodes.filter((code) => !code.startsWith('upstream_')))(
  '%s: the access line is there, and classifies, as its page says',
  async (code) => {
    const line = accessLine(await waysToRefusal[code].meet());
    expect(line === undefined).toBe(explanations[code].untold === true);
    const { flag, detail } = classification(code) ?? {};
    expect(line?.['response_flag']).toBe(flag);
    expect(line?.['response_code_details']).toBe(detail);
  },
);

test('where a page says that nothing is logged, nothing is, beside the access line', async () => {
  for (const code of refusalCodes.filter((one) => explanations[one].log.length === 0)) {
    const { log } = await waysToRefusal[code].meet();
    const lines = log.filter((line) => isLogged(line, 'info') && line['prefix'] !== 'access-log');
    expect(lines, code).toEqual([]);
  }
});

test('every refusal stands in one family', () => {
  const listed = families.flatMap(({ codes }) => codes);
  expect([...listed].sort()).toEqual([...refusalCodes].sort());
  for (const { codes } of families) expect(codes.length).toBeGreaterThan(0);
});

test('a code is found by its name, and nothing else is', () => {
  expect(refusalCodeOf('token_expired')).toBe('token_expired');
  for (const text of ['', 'token expired', 'constructor', 'toString']) expect(refusalCodeOf(text)).toBeNull();
});

test('what a cause shows in the log is something that its refusal logs', () => {
  for (const code of refusalCodes) {
    const { causes, log } = explanations[code];
    for (const { errors = [], lines = [] } of causes) {
      for (const error of errors)
        expect(
          log.some((line) => overlap(line.error ?? '', error)),
          `${code}: ${error}`,
        ).toBe(true);
      for (const line of lines)
        expect(
          log.some(({ message }) => overlap(message, line)),
          `${code}: ${line}`,
        ).toBe(true);
    }
  }
});

function prose(explanation: Explanation): readonly string[] {
  const { title, means, tell, causes, fixes, guide, log } = explanation;
  return [
    title,
    means,
    tell,
    ...causes.flatMap(({ what, check }) => [what, check]),
    ...fixes,
    ...(guide === undefined ? [] : [guide.says, guide.real]),
    ...log.flatMap(({ when }) => when ?? []),
  ];
}

test('sentences end, values stand between pairs of backticks, and nothing is said at length', () => {
  for (const code of refusalCodes) {
    const explanation = explanations[code];
    const { title, means, tell, causes, fixes, guide } = explanation;
    for (const text of prose(explanation)) {
      expect(text.split('`').length % 2, `${code}: ${text}`).toBe(1);
      expect(text.length, `${code}: ${text}`).toBeLessThan(400);
      expect(text, code).toBe(text.trim());
    }
    const sentences = [means, tell, ...fixes, ...causes.flatMap(({ what, check }) => [what, check])];
    for (const text of sentences) expect(text, code).toMatch(/[.?]`?$/);
    if (guide !== undefined) expect(guide.real, code).toMatch(/[.]$/);
    expect(title, code).not.toMatch(/[.`]/);
    expect(causes.length, code).toBeGreaterThan(0);
    expect(fixes.length, code).toBeGreaterThan(0);
  }
});
