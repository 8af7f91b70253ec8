/**
 * The answer in a line, and its cause in a sentence with the numbers that decided.
 */
import type { RefusalCode } from '../gateway/refusals';
import type { Refusal, TraceRow } from '../gateway/outcome';
import type { Evaluation } from '../workspace/evaluate';
import { passedCause, refusedCause } from './verdict-cause';

/** What a verdict is made of. */
export type Judged = Pick<Evaluation, 'exchange' | 'at' | 'token' | 'workspace' | 'request'>;

/** The answer in a line: how good it is, the status, the reason, and one sentence more. */
export interface Verdict {
  /** For the colour: `warn` is an answer that is no refusal, and not what one hopes for. */
  readonly tone: 'ok' | 'warn' | 'bad';
  /** What the gateway did, in a word. */
  readonly word: 'Passed' | 'Refused' | 'Redirected' | 'Answered' | 'Cut off';
  /** `null`: the connection was cut. */
  readonly status: number | null;
  /** The refusal's stable code; `null` when nothing was refused. */
  readonly code: RefusalCode | null;
  readonly refusal: Refusal | null;
  /** The step that stopped the request. */
  readonly row: TraceRow | null;
  /** Such as `Refused 401 · token has expired`. */
  readonly headline: string;
  /** The cause, in a sentence or two. */
  readonly detail: string;
}

/** The sign of each tone; `calm` is that of a gateway in which nothing is set up. */
export const verdictMarks = { ok: '✓', warn: '!', bad: '✕', calm: '○' } as const;

/** What a request came to. */
export function verdictOf(judged: Judged): Verdict {
  const { response, trace, upstream } = judged.exchange;
  const row = trace.find(({ state }) => state === 'refused') ?? null;
  const refusal = row?.refusal ?? null;
  const status = response?.status ?? null;
  const told = (word: Verdict['word'], tone: Verdict['tone'], reason: string, detail: string): Verdict => {
    const headline = status === null ? `${word} · ${reason}` : `${word} ${String(status)} · ${reason}`;
    return { tone, word, status, code: refusal?.code ?? null, refusal, row, headline, detail };
  };

  if (row !== null && refusal !== null) {
    const cause = refusedCause(judged, row, refusal);
    if (status === null) return told('Cut off', 'bad', 'the gateway gives no answer', cause);
    return told('Refused', 'bad', shortened(refusal.message) || row.title, cause);
  }
  if (row !== null) return told('Redirected', 'warn', row.summary, passedCause(judged));
  if (status === null) return told('Cut off', 'bad', 'the gateway gives no answer', passedCause(judged));
  if (upstream === null) return told('Answered', 'ok', 'the gateway answered by itself', passedCause(judged));
  return told('Passed', status < 400 ? 'ok' : 'warn', 'the upstream answered', passedCause(judged));
}

/** The message without what nearly all of them begin with. */
function shortened(message: string): string {
  const text = message.replace(/^key not authorized: /i, '').replace(/^\d{3} /, '');
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
