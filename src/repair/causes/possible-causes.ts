/**
 * From a message back to what may have caused it: the refusals that fit, the likeliest first, each with the check that
 * decides it and with what the workspace says of it.
 */
import type { LoadedApi } from '../../gateway/loaded-api';
import type { Exchange } from '../../gateway/outcome';
import { type RefusalCode, refusalCodes } from '../../gateway/refusals';
import type { Explanation } from '../../guide/refusals/explanation';
import { explanations } from '../../guide/refusals/explanations';
import { addressedApi } from '../../workspace/addressed-api';
import type { Evaluation, Evaluator } from '../../workspace/evaluate';
import { applyImport } from '../../workspace/import/apply-import';
import type { Finding } from '../../workspace/lint/finding';
import { lintInPieces } from '../../workspace/lint/lint';
import type { Workspace } from '../../workspace/workspace';
import { judge, type Situation } from '../situation';
import { evidenceFor } from './evidence';
import { causesLeft, type LeftCause } from './finer-causes';
import { type Here, hereOf } from './here';
import { findingsFor } from './lint-causes';
import type { Message } from './message';

export interface PossibleCause {
  readonly code: RefusalCode;
  /** What in the message speaks for it, a sentence each. */
  readonly reasons: readonly string[];
  /** What the workspace says of it; `null`: nothing. */
  readonly here: Here | null;
  /** Its causes that the message leaves, the likeliest first. */
  readonly causes: readonly LeftCause[];
  /** Traps in the documents of the workspace that lead to it. */
  readonly findings: readonly Finding[];
}

/** The refusals that a message may come from. */
export interface Diagnosis {
  readonly causes: readonly PossibleCause[];
  /** Whose request was asked of the workspace's gateway: the message's own, or the workspace's; `null`: there is no API to ask. */
  readonly judged: 'message' | 'workspace' | null;
}

/** How much the workspace counts beside the message: never more than what the message itself says. */
const weights = {
  this: 8,
  passes: -3,
  other: -2,
  unreached: 0,
  impossible: -6,
  error: 3,
  warning: 1.5,
  hint: 0.5,
} as const;

const met: Readonly<Record<Explanation['met'], number>> = { 'most often': 1.5, often: 1, sometimes: 0.5, seldom: 0 };

type Pause = () => Promise<boolean>;

/** The possible causes of a message, ranked by it and by what the workspace makes likely. `pause` is waited for between pieces of the work; when it gives false the documents are looked through no further. */
export async function possibleCauses(
  message: Message,
  situation: Situation,
  evaluator: Evaluator,
  pause: Pause = () => Promise.resolve(true),
): Promise<Diagnosis> {
  const fitting = refusalCodes.flatMap((code) => {
    const evidence = message.foreign !== null && message.log.length === 0 ? null : evidenceFor(code, message);
    return evidence === null ? [] : [{ code, evidence }];
  });
  if (fitting.length === 0) return { causes: [], judged: null };

  const asked = await ask(message, situation, evaluator, pause);
  const ranked = fitting.map(({ code, evidence }) => {
    const here = asked === null ? null : hereOf(code, asked.exchange, asked.api);
    const findings = asked === null ? [] : findingsFor(code, asked.findings);
    const [worst] = findings;
    const weight =
      evidence.weight +
      (here === null ? 0 : weights[here.state]) +
      (worst === undefined || here?.state === 'impossible' ? 0 : weights[worst.severity]) +
      met[explanations[code].met];
    return {
      weight,
      cause: { code, reasons: evidence.reasons, here, causes: causesOf(code, message, asked), findings },
    };
  });
  ranked.sort((one, other) => other.weight - one.weight);
  return { causes: ranked.map(({ cause }) => cause), judged: asked?.whose ?? null };
}

interface Asked {
  readonly whose: 'message' | 'workspace';
  readonly exchange: Exchange;
  readonly api: LoadedApi | null;
  readonly findings: readonly Finding[];
}

/** Asks the workspace's gateway: with the message's own request where it has one that an API answers, else with the workspace's. */
async function ask(message: Message, situation: Situation, evaluator: Evaluator, pause: Pause): Promise<Asked | null> {
  const { workspace } = situation;
  if (workspace.apis.length === 0) return null;
  const own = await judge(evaluator, situation);
  await pause();
  const carried = message.request.some(({ kind }) => kind === 'request')
    ? await judge(evaluator, {
        ...situation,
        workspace: applyImport(workspace, message.request),
        at: message.at ?? situation.at,
      })
    : null;
  const [whose, { exchange }] =
    carried !== null && reached(carried) ? ['message' as const, carried] : ['workspace' as const, own];
  const api = addressedApi(workspace, exchange);
  return { whose, exchange, api, findings: await findingsOf(workspace, api, situation.at, pause) };
}

function reached({ exchange: { trace } }: Evaluation): boolean {
  return trace[0]?.state === 'passed';
}

/** The findings in the API that was asked, and in the policies. */
async function findingsOf(
  workspace: Workspace,
  api: LoadedApi | null,
  at: number,
  pause: Pause,
): Promise<readonly Finding[]> {
  const all = (await lintInPieces(workspace, pause, at)) ?? [];
  if (api === null) return all;
  const others = new Set(
    workspace.apis
      .filter(
        (document) =>
          addressedApi({ ...workspace, apis: [document] }, null)?.definition.api_id !== api.definition.api_id,
      )
      .map(({ id }) => id),
  );
  return all.filter(({ documentId }) => !others.has(documentId));
}

/** The finer causes; where the workspace is refused in the same way, those that it shows come first. */
function causesOf(code: RefusalCode, message: Message, asked: Asked | null): readonly LeftCause[] {
  const left = causesLeft(code, message);
  const refused = asked?.exchange.trace.find(({ refusal }) => refusal?.code === code);
  if (refused?.refusal === undefined || asked === null) return left;
  const shown = causesLeft(code, {
    error: refused.refusal.message,
    log: asked.exchange.log.slice(...refused.log).map((line) => ({
      level: line.level,
      message: line.message,
      fields: new Map(typeof line['error'] === 'string' ? [['error', line['error']]] : []),
    })),
  });
  const here = new Map(shown.map(({ cause, told }) => [cause, told]));
  return [...left].sort(
    (one, other) => other.told + (here.get(other.cause) ?? 0) - one.told - (here.get(one.cause) ?? 0),
  );
}
