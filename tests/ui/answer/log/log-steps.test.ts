import { expect, test } from 'vitest';
import type { Exchange } from '../../../../src/gateway/outcome';
import { isAccessLine, logGroups, stepsOfLines } from '../../../../src/ui/answer/log/log-steps';
import { claims, now, Scene } from '../../../gateway/build';
import { waysThrough } from '../../../gateway/ways-through';
import { waysToRefusal } from '../../../gateway/ways-to-refusal';

function told({ trace, log }: Exchange): readonly string[] {
  const steps = stepsOfLines(trace, log);
  return log.map(({ message }, at) => `${steps[at] ?? 'none'}: ${message}`);
}

test('gives a line to the step that wrote it, and a middleware’s first and last lines to its steps', async () => {
  const lines = told(await new Scene().askAs(claims({ exp: now - 5 })));
  expect(lines).toEqual([
    'version: Started',
    'version: Finished',
    'count: Started',
    'count: Finished',
    'find-token: Started',
    'times: ',
    'times: Finished',
  ]);
});

test('gives what comes last of a request that passes to the upstream', async () => {
  const lines = told(await new Scene().askAs());
  expect(lines.at(-1)).toBe('upstream: ');
  expect(lines).toContain('identity: JWT authority is centralised');
});

test.each([
  ...Object.entries(waysToRefusal).map(([code, { meet }]) => [code, meet] as const),
  ...Object.entries(waysThrough),
])('leaves no line without a step: %s', async (_, meet) => {
  const { trace, log } = await meet();
  const steps = stepsOfLines(trace, log);
  expect(steps).toHaveLength(log.length);
  for (const step of steps) expect(trace.some((row) => row.step === step)).toBe(true);
});

test('groups lines in a row of one step', () => {
  expect(logGroups(['a', 'a', 'b', null, 'a'], [0, 1, 2, 3, 4])).toEqual([
    { step: 'a', lines: [0, 1] },
    { step: 'b', lines: [2] },
    { step: null, lines: [3] },
    { step: 'a', lines: [4] },
  ]);
  expect(logGroups(['a', 'b', 'a'], [0, 2])).toEqual([{ step: 'a', lines: [0, 2] }]);
});

test('knows the access log’s line', async () => {
  const { log } = await new Scene().askAs();
  expect(log.filter(isAccessLine)).toHaveLength(1);
  expect(isAccessLine(undefined)).toBe(false);
});
