/**
 * What the workspace itself says of a refusal: whether its request is refused so, and if not, where it stands.
 */
import type { LoadedApi } from '../../gateway/loaded-api';
import type { Exchange, TraceRow } from '../../gateway/outcome';
import type { RefusalCode } from '../../gateway/refusals';
import { explanations } from '../../guide/refusals/explanations';
import { whyImpossible } from './impossible';

/** `this`: the request is refused so; `passes`: its check is met; `other`: its step refuses for another reason; `impossible`: not with this API; `unreached`: the request does not get so far. */
export interface Here {
  readonly state: 'this' | 'passes' | 'other' | 'impossible' | 'unreached';
  /** In a sentence, with what decided. */
  readonly words: string;
}

/** A refusal in an exchange of the workspace, with the API that it went to; `null`: there is nothing to go by. */
export function hereOf(code: RefusalCode, { trace }: Exchange, api: LoadedApi | null): Here | null {
  const { steps } = explanations[code];
  const refusing = trace.find(({ state }) => state === 'refused');
  if (refusing?.refusal?.code === code) return { state: 'this', words: `Here too: ${found(refusing)}.` };
  const reason = api === null ? null : whyImpossible(code, api);
  if (reason !== null) return { state: 'impossible', words: `Not here: ${reason}.` };
  const rows = trace.filter(({ step }) => steps.includes(step));
  const passed = rows.find(({ state }) => state === 'passed');
  if (refusing !== undefined && steps.includes(refusing.step)) {
    return { state: 'other', words: `Here the same check refuses for another reason: ${found(refusing)}.` };
  }
  if (passed !== undefined && rows.every(({ state }) => state === 'passed' || state === 'skipped')) {
    return { state: 'passes', words: `Not here: this check passes (${passed.summary}).` };
  }
  const skipped = rows.find(({ state }) => state === 'skipped');
  if (skipped !== undefined && rows.every(({ state }) => state === 'skipped')) {
    return { state: 'impossible', words: `Not here: ${skipped.summary}.` };
  }
  if (refusing === undefined) return null;
  return {
    state: 'unreached',
    words: `Here the request does not get so far: “${refusing.title}” refuses it, ${found(refusing)}.`,
  };
}

/** What a refusing step found, with the gateway's own error where that says more. */
function found({ summary, facts }: TraceRow): string {
  const error = facts.find(({ name }) => name === 'error')?.value;
  return (error === undefined || summary.includes(error) ? summary : `${summary} (${error})`).replace(/\.$/, '');
}
