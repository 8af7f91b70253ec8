import type { Expectation } from '../../scenarios/scenario';

/** What the client is to see, in a few words: the status, and the error's text or what else becomes of the request. */
export function expectedText({ status, code, error }: Expectation): { readonly status: string; readonly rest: string } {
  if (status === null) return { status: 'no answer', rest: 'the connection is cut' };
  if (code !== null) return { status: String(status), rest: error ?? '' };
  if (status < 300) return { status: String(status), rest: 'let through' };
  return { status: String(status), rest: status < 400 ? 'redirected' : 'let through, the upstream answers so' };
}

/** Whether an expected answer is good, for its colour: the words say it too. */
export function isGood({ status, code }: Expectation): boolean {
  return code === null && status !== null && status < 300;
}
