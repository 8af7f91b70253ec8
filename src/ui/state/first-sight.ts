import { addressedApi } from '../../workspace/addressed-api';
import { judgeSignature, knownKeys, type JudgedToken } from '../../workspace/known-keys';
import { answersOverTime, type AnswerSpan } from '../../workspace/time-window';
import type { Playground } from './playground.svelte';

/** What the page shows of a workspace that takes longer to find than its answer. */
export interface FirstSight {
  readonly judged: JudgedToken | null;
  readonly spans: readonly AnswerSpan[] | null;
}

/** Judges the workspace as it opens, and all that is shown of it, before it is shown. */
export async function lookFirst(playground: Playground): Promise<FirstSight> {
  await playground.answer();
  const { evaluation } = playground.live;
  if (evaluation === null) return { judged: null, spans: null };
  const { token, exchange, workspace } = evaluation;
  const known = knownKeys(workspace, addressedApi(workspace, exchange));
  const judged = token.ok ? { text: token.text, judgement: await judgeSignature(token.text, known) } : null;
  const spans = await answersOverTime(playground.evaluator, evaluation, playground.gateway.state, () =>
    Promise.resolve(true),
  );
  return { judged, spans };
}
