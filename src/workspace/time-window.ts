/**
 * When the answer to a request would be another one: found by asking the gateway at the seconds where it may change, so that
 * it is right whatever the rules are.
 */
import { get } from '../go/json';
import type { LoadedApi } from '../gateway/loaded-api';
import type { GatewayState } from '../gateway/state';
import { timeRules } from '../gateway/steps/times';
import { parseToken } from '../tokens/parse';
import { addressedApi } from './addressed-api';
import type { Evaluation } from './evaluate';
import { durationText, localTime } from './time-text';
import type { Workspace } from './workspace';
import { longestToken } from './token';

/** What the gateway answers in a second. */
export interface AnswerAt {
  readonly passes: boolean;
  /** Such as `401 token has expired`; the same text is the same answer. */
  readonly text: string;
}

/** A stretch of time with one answer. Unix seconds. */
export interface AnswerSpan extends AnswerAt {
  /** Its first second; `null`: it has been so ever since. */
  readonly from: number | null;
  /** The first second after it; `null`: it stays so. */
  readonly to: number | null;
}

/** What is needed of an evaluator. */
interface Asked {
  evaluate(workspace: Workspace, state: GatewayState, at: number): Promise<Evaluation>;
}

const lastSecond = 253_402_300_799;
const mostOfState = 12;

/**
 * The answers over time to the token that an evaluation has, as it is signed now, on what the gateway remembers. `pause` is
 * waited for between two questions; when it gives false the search ends with `null`.
 */
export async function answersOverTime(
  evaluator: Asked,
  { workspace, token, exchange, at }: Evaluation,
  state: GatewayState,
  pause: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<readonly AnswerSpan[] | null> {
  const frozen: Workspace = token.ok ? { ...workspace, token: { kind: 'encoded', text: token.text } } : workspace;
  const now = Math.floor(at / 1000);
  const known = new Map<number, AnswerAt>();
  const ask = async (second: number): Promise<AnswerAt | null> => {
    const before = known.get(second);
    if (before !== undefined) return before;
    if (!(await pause())) return null;
    // In the middle of the second: a session ends after the first moment of one (behaviour 7.2).
    const answer = answerOf(await evaluator.evaluate(frozen, state, second * 1000 + 500));
    known.set(second, answer);
    return answer;
  };

  const changes = changeSeconds(token.ok ? token.text : '', addressedApi(workspace, exchange), state, now);
  const samples = [...new Set([...changes.flatMap((second) => [second - 1, second, second + 1]), now])]
    .filter((second) => second >= 0 && second <= lastSecond)
    .sort((a, b) => a - b);
  const spans: AnswerSpan[] = [];
  let last = -1;
  for (const second of samples) {
    const answer = await ask(second);
    if (answer === null) return null;
    for (let span = spans.at(-1); span !== undefined && span.text !== answer.text; span = spans.at(-1)) {
      const changed = await firstOther(ask, span.text, last, second);
      if (changed === null) return null;
      spans[spans.length - 1] = { ...span, to: changed.second };
      spans.push({ ...changed.answer, from: changed.second, to: null });
      last = changed.second;
    }
    if (spans.length === 0) spans.push({ ...answer, from: null, to: null });
    last = second;
  }
  return spans;
}

/** The first second after `low`, up to `high`, in which the answer is not `text`: in `low` it is, in `high` it is not. */
async function firstOther(
  ask: (second: number) => Promise<AnswerAt | null>,
  text: string,
  low: number,
  high: number,
): Promise<{ readonly second: number; readonly answer: AnswerAt } | null> {
  let [same, other] = [low, high];
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    const answer = await ask(middle);
    if (answer === null) return null;
    if (answer.text === text) same = middle;
    else other = middle;
  }
  const answer = await ask(other);
  return answer === null ? null : { second: other, answer };
}

function answerOf({ exchange: { response, trace } }: Evaluation): AnswerAt {
  const refused = trace.find(({ state }) => state === 'refused');
  const status = response === null ? 'connection cut' : String(response.status);
  if (refused === undefined) return { passes: response !== null, text: response === null ? status : 'passes' };
  const message = (refused.refusal?.message ?? refused.summary).replace(/^Key not authorized: /, '');
  return { passes: false, text: `${status} ${message}` };
}

/** The seconds around which the answer may change: the token's times with the API's skews, and what the gateway keeps until when. */
function changeSeconds(token: string, api: LoadedApi | null, state: GatewayState, now: number): readonly number[] {
  const seconds: number[] = [];
  for (const { at, until } of timeMarks(token, api)) seconds.push(at, until);
  if (api !== null) {
    for (const { expires } of [api, ...api.versions.values()]) {
      if (typeof expires === 'number') seconds.push(Math.floor(expires / 1000));
    }
  }
  const kept: number[] = [];
  for (const { session, expiresAt } of state.sessions.values()) {
    if (session.expires > 0) kept.push(session.expires);
    if (expiresAt !== null) kept.push(expiresAt / 1000);
  }
  for (const entries of state.keySets.values()) for (const { endsAt } of entries.values()) kept.push(endsAt / 1000);
  for (const { endsAt } of state.quotas.values()) if (endsAt !== null) kept.push(endsAt / 1000);
  for (const { resetsAt } of state.rates.values()) kept.push(resetsAt / 1000);
  const coming = kept.filter((second) => second > now && second <= lastSecond).sort((a, b) => a - b);
  return [...seconds, ...coming.slice(0, mostOfState).map(Math.floor)];
}

/** A time of the token: the claim, and how far the API's skew moves it. Unix seconds. */
export interface TimeMark {
  readonly claim: 'exp' | 'nbf' | 'iat';
  readonly at: number;
  /** With the skew: later for exp, earlier for nbf and iat. */
  readonly until: number;
}

/** The times of a token that a calendar has. Zero and what is no number are left out: they say nothing of a time. */
export function timeMarks(token: string, api: LoadedApi | null): readonly TimeMark[] {
  if (token.length > longestToken) return [];
  const read = parseToken(token);
  const claims = read.claims ?? {};
  const marks: TimeMark[] = [];
  for (const { claim, skewField } of timeRules) {
    const value = get(claims, claim);
    if (typeof value !== 'number' || value === 0 || value < 0 || value > lastSecond) continue;
    const at = Math.floor(value);
    const skew = Math.min(api?.definition[skewField] ?? 0, lastSecond);
    marks.push({ claim, at, until: claim === 'exp' ? at + skew : at - skew });
  }
  return marks;
}

/** The span that holds a time in Unix seconds. */
export function spanAt(spans: readonly AnswerSpan[], now: number): AnswerSpan | undefined {
  return spans.find(({ from, to }) => (from === null || from <= now) && (to === null || now < to));
}

/** In one or two sentences: what is answered now, and when that changes. `zone` is the time zone, by default the machine's. */
export function spansText(spans: readonly AnswerSpan[], now: number, zone?: string): string {
  const current = spanAt(spans, now);
  if (current === undefined) return '';
  const time = (second: number): string => localTime(second, now, zone);
  if (current.passes) {
    const { from, to } = current;
    const start = from === null ? '' : ` from ${time(from)}`;
    if (to === null) return from === null ? 'Passes at any time.' : `Passes${start} on; no time changes that.`;
    return `Passes${start} until ${time(to)}; the answer would change in ${durationText(to - now)}.`;
  }
  const passing = spans.filter(({ passes }) => passes);
  const next = passing.find(({ from }) => from !== null && from > now);
  const why = `Refused: ${current.text}.`;
  if (next?.from !== undefined && next.from !== null) {
    const end = next.to === null ? ' on' : ` until ${time(next.to)}`;
    return `${why} Passes from ${time(next.from)}${end}, in ${durationText(next.from - now)}.`;
  }
  const past = passing.at(-1)?.to;
  if (past === undefined || past === null) return `Refused at any time: ${current.text}.`;
  return `${why} Passed until ${time(past)}, ${durationText(now - past)} ago.`;
}
