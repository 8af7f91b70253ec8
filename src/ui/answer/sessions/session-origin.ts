/**
 * Which request made a session, and through which API.
 */
import type { HistoryEntry } from '../../state/mock-gateway.svelte';
import { readApi } from '../../../workspace/documents';
import { routedApi } from '../trace/fact-place';

/** The request that made a session, or used it first where the history does not know who made it. */
export interface SessionOrigin {
  readonly number: number;
  readonly made: boolean;
  /** The API's name; its id where it has none; empty when it is not known. */
  readonly api: string;
}

/** Where a session comes from, by the history; `null`: no request of the history has to do with it. */
export function originOfSession(sessionId: string, history: readonly HistoryEntry[]): SessionOrigin | null {
  const ofIt = history.filter(({ exchange }) => exchange.sessionId === sessionId);
  const maker = ofIt.findLast(({ exchange }) =>
    exchange.trace.some(({ step, facts }) => step === 'session' && facts.some(isNew)),
  );
  const entry = maker ?? ofIt[0];
  if (entry === undefined) return null;
  return { number: entry.number, made: maker !== undefined, api: apiName(entry) };
}

function isNew({ name, value }: { readonly name: string; readonly value: string }): boolean {
  return name === 'stored' && value === 'no';
}

/** The name of the API that a request went to, as it was then; empty when it went to none. */
export function apiName({ exchange, workspace }: Pick<HistoryEntry, 'exchange' | 'workspace'>): string {
  const id = routedApi(exchange.trace);
  if (id === undefined) return '';
  for (const { draft, saved } of workspace.apis) {
    for (const text of [saved, draft]) {
      const read = text === null ? null : readApi(text);
      if (read?.ok === true && read.value.definition.api_id === id) return read.value.definition.name || id;
    }
  }
  return id;
}
