import type { Exchange, Refusal, TraceRow } from '../gateway/outcome';

/** The answer in a line: good or bad, the status, the reason, and one sentence more. */
export interface Verdict {
  readonly good: boolean;
  /** `null`: the connection was cut. */
  readonly status: number | null;
  readonly refusal: Refusal | null;
  readonly row: TraceRow | null;
  /** Such as `401 · token has expired`. */
  readonly headline: string;
  readonly detail: string;
}

/** What an exchange comes to. */
export function verdictOf({ response, trace, upstream, sessionId, session }: Exchange): Verdict {
  const row = trace.find(({ state }) => state === 'refused') ?? null;
  const refusal = row?.refusal ?? null;
  const status = response?.status ?? null;
  const good = refusal === null && row === null && status !== null;
  const code = status === null ? 'Connection cut' : String(status);
  if (good) {
    const by = upstream === null ? 'The gateway answered by itself.' : 'The request reached the upstream.';
    const held =
      sessionId === undefined || session === null || session === undefined
        ? ''
        : ` The session of ${quoted(session.alias)} has ${policies(session.apply_policies)}.`;
    return {
      good,
      status,
      refusal,
      row,
      headline: `${code} · ${upstream === null ? 'answered' : 'passed'}`,
      detail: by + held,
    };
  }
  const message = refusal?.message ?? '';
  const reason = message === '' ? (row?.title ?? '') : message.replace(/^Key not authorized: /, '');
  const where = row === null ? '' : `${row.title}: ${row.summary}.`;
  return { good, status, refusal, row, headline: `${code} · ${reason}`, detail: where };
}

function quoted(text: string): string {
  return text === '' ? 'the key' : `“${text}”`;
}

function policies(ids: readonly string[] | null): string {
  if (ids === null || ids.length === 0) return 'no policy';
  return `${ids.length === 1 ? 'the policy' : 'the policies'} ${ids.join(', ')}`;
}
