import { expect, test } from 'vitest';
import { recordedNetwork, situationOf } from '../../../scripts/recorded-refusals';
import { isLogged, jsonLine, textLine } from '../../../src/gateway/log-format';
import type { LogLine } from '../../../src/gateway/outcome';
import { freshState } from '../../../src/gateway/state';
import { replayBefore } from '../../../src/recordings/replay';
import { possibleCauses } from '../../../src/repair/causes/possible-causes';
import { readMessage } from '../../../src/repair/causes/read-message';
import { judge } from '../../../src/repair/situation';
import { Evaluator } from '../../../src/workspace/evaluate';
import { emptyWorkspace } from '../../../src/workspace/workspace';
import { recordedCases } from '../../gateway/recorded';

const files = ['01-guide', '04-claims', '05-policies', '07-oas', '09-traps'];

/** The first in one format, the next in the other. */
function pasted(lines: readonly LogLine[], at: number): string {
  return lines.map((line, index) => (index % 2 === 0 ? textLine : jsonLine)(line, at)).join('\n');
}

test(
  'every recorded refusal is among the causes of its body, and with its log the first in nine of ten',
  { timeout: 120_000 },
  async () => {
    let refusals = 0;
    let first = 0;
    let firstHere = 0;
    const missing: string[] = [];
    for (const file of files) {
      for (const recorded of recordedCases(file)) {
        for await (const before of replayBefore(recorded)) {
          const situation = situationOf(before);
          if (situation === null) continue;
          const evaluator = new Evaluator(recordedNetwork(before.world), before.gateway);
          const { exchange } = await judge(evaluator, situation);
          const code = exchange.trace.find(({ refusal }) => refusal !== undefined)?.refusal?.code;
          const { response, logs = [] } = before.recorded;
          if (code === undefined) continue;
          refusals++;
          // Nothing but the message is known: the workspace is empty.
          const nothing = { workspace: emptyWorkspace(), state: freshState(), at: situation.at };
          const body = response.failed === undefined ? (response.body ?? '') : 'curl: (52) Empty reply from server';
          const ofBody = await possibleCauses(readMessage(body), nothing, evaluator);
          if (!ofBody.causes.some((cause) => cause.code === code)) missing.push(`${recorded.name}: ${code}`);
          const log = pasted(
            logs.filter((line) => isLogged(line, 'info')),
            situation.at,
          );
          const ofBoth = await possibleCauses(readMessage(`${body}\n${log}`), nothing, evaluator);
          if (ofBoth.causes[0]?.code === code) first++;
          // With the recorded definitions, policies, token and request, the body alone has to do.
          const here = await possibleCauses(readMessage(body), situation, evaluator);
          if (here.causes[0]?.code === code) firstHere++;
        }
      }
    }
    const share = (count: number): string =>
      `${String(count)} of ${String(refusals)} (${((count / refusals) * 100).toFixed(1)} %)`;
    console.info(
      `recorded refusals whose cause comes first: with the log ${share(first)}, with the workspace ${share(firstHere)}`,
    );
    expect(missing).toEqual([]);
    expect(refusals).toBeGreaterThan(250);
    expect(first / refusals).toBeGreaterThanOrEqual(0.9);
    expect(firstHere / refusals).toBeGreaterThanOrEqual(0.95);
  },
);
