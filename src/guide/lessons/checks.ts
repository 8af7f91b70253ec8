/**
 * Checks that several lessons share. Each gives a sentence for the person, whether it is met or not.
 */
import type { RefusalCode } from '../../gateway/refusals';
import type { Evaluation } from '../../workspace/evaluate';
import { isUnsaved } from '../../workspace/workspace';
import { answerText, apiInHand, outcomeOf, savedApi, type Facts } from './facts';
import type { Checked, Where } from './lesson';

/** An answer that a lesson waits for. `code`: `null` for 200 from the upstream. */
export interface Awaited {
  readonly code: RefusalCode | null;
  /** What else must be so, and the sentence that says what is not. */
  readonly and?: (entry: Evaluation) => string | null;
}

const done = (found: string): Checked => ({ done: true, found });
const open = (found: string): Checked => ({ done: false, found });

/** A check that is met or not by a sentence for each. */
export function when(condition: boolean, met: string, unmet: string): Checked {
  return condition ? done(met) : open(unmet);
}

/** Whether these answers came, in this order; others may have come between. What is found is about the last of them. */
export function answered(facts: Facts, awaited: readonly Awaited[]): Checked {
  const last = awaited.at(-1);
  if (last === undefined) throw new Error('No answer is awaited.');
  let next = 0;
  let found: Evaluation | null = null;
  for (const entry of facts.sent) {
    const wanted = awaited[next];
    if (wanted === undefined) break;
    if (!isAwaited(entry, wanted)) continue;
    next++;
    found = entry;
  }
  if (next === awaited.length && found !== null) return done(`Answered ${answerText(found.exchange)}.`);
  const { live, sent } = facts;
  if (next === awaited.length - 1 && live !== null && isAwaited(live, last)) {
    return open(`It would be answered ${answerText(live.exchange)}. Now send it.`);
  }
  const newest = sent.at(-1);
  if (newest === undefined) return open('Nothing was sent yet.');
  const but = outcomeOf(newest.exchange)?.code === last.code ? (last.and?.(newest) ?? null) : null;
  return open(but ?? `The last answer was ${answerText(newest.exchange)}.`);
}

function isAwaited(entry: Evaluation, { code, and }: Awaited): boolean {
  const outcome = outcomeOf(entry.exchange);
  if (outcome?.code !== code || (code === null && outcome.status !== 200)) return false;
  return (and?.(entry) ?? null) === null;
}

/** Where to go for an answer: to what brings it about, then to Update, then to Send. */
export function thenSend(where: Where, awaited: Awaited): (facts: Facts) => Where {
  return ({ live, workspace }) => {
    if (live === null || !isAwaited(live, awaited)) return where;
    return { spot: [...workspace.apis, ...workspace.policies].some(isUnsaved) ? 'update' : 'send' };
  };
}

/** Whether everything is saved that is typed, and the API in hand with it. */
export function allSaved({ workspace }: Facts): Checked {
  const api = apiInHand(workspace);
  if (api === null || savedApi(api) === null) return open('The API was never saved.');
  const count = [...workspace.apis, ...workspace.policies].filter(isUnsaved).length;
  return when(
    count === 0,
    'The gateway has all of it.',
    `${count === 1 ? 'One document is' : `${count} documents are`} not saved.`,
  );
}

/** Whether the token's signature fits what the API checks it with, as it is typed. */
export function signatureFits({ live }: Facts): Checked {
  const rows = live?.exchange.trace ?? [];
  const row = rows.find(({ step }) => step === 'signature');
  if (row?.state === 'passed') return done('The signature fits the key of the API.');
  if (row?.state === 'refused') return open('The signature does not fit the key of the API.');
  if (live?.token.ok === false) return open(live.token.message);
  const before = rows.find(({ state }) => state === 'refused');
  return open(
    before === undefined ? 'The signature is not looked at.' : `It is refused before that, at “${before.title}”.`,
  );
}
