import { expect, test } from 'vitest';
import { explanations } from '../../../src/guide/refusals/explanations';
import { statusOf, textsOf } from '../../../src/guide/refusals/lookalikes';
import { fits } from '../../../src/guide/refusals/template';
import { replayCase } from '../../../src/recordings/replay';
import { recordedCases } from '../../gateway/recorded';
import { mistold, refusedRow, stepLines } from './told-lines';

const files = [
  '01-guide',
  '02-token-shape',
  '03-keys',
  '04-claims',
  '05-policies',
  '06-request',
  '07-oas',
  '09-traps',
  '12-more',
];

test.each(files)('%s: every recorded refusal is as its page says', { timeout: 60_000 }, async (file) => {
  const wrong: string[] = [];
  let refusals = 0;
  for (const recorded of recordedCases(file)) {
    for await (const { exchange } of replayCase(recorded)) {
      if (!exchange.trace.some(({ refusal }) => refusal !== undefined)) continue;
      refusals++;
      const row = refusedRow(exchange);
      const { code, message, status } = row.refusal ?? {};
      if (code === undefined || message === undefined) continue;
      const page = explanations[code];
      const say = (what: string): number => wrong.push(`${recorded.name}: ${code}: ${what}`);
      if (!page.steps.includes(row.step)) say(`step ${row.step}`);
      if (status !== statusOf(code)) say(`status ${String(status)}`);
      if (!textsOf(code).some((text) => fits(text, message))) say(`text ${message}`);
      for (const line of mistold(page, stepLines(exchange))) say(line);
    }
  }
  expect(wrong).toEqual([]);
  expect(refusals).toBeGreaterThan(20);
});
