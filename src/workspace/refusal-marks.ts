/**
 * The places in the documents that a refusal is about: an editor marks them, beside what the lint and the schemas say.
 */
import type { Exchange, Fact, Place, TraceRow } from '../gateway/outcome';
import type { RefusalCode } from '../gateway/refusals';
import { routedTo } from './addressed-api';
import { rangeOf, type JsonPath, type Range } from './json-edit';

/** A place that a refusal is about, and what the client was told. */
export interface RefusalMark {
  readonly place: Place;
  /** Such as `Refused: 401 Key not authorized: token has expired`. */
  readonly text: string;
}

/** What the fact of a step is about is not where the fault is, or not there alone. */
const places: Readonly<Partial<Record<RefusalCode, (row: TraceRow, exchange: Exchange) => readonly Place[]>>> = {
  // Not the token’s: whatever kid it names, there is no set to look in.
  key_set_unavailable: ({ facts }) => placesOf(facts.filter(({ name }) => name !== 'kid')),
  source_not_base64: ({ facts }) => placesOf(facts.filter(({ name }) => name !== 'kid')),
  // The value that is compared is right in itself.
  subject_refused: ({ facts }) => placesOf(facts),
  key_of_token_unknown: ({ facts }) => placesOf(facts),
  // The policies are there, and cannot be used.
  policies_not_applicable: ({ facts }) => placesOf(facts),
  policy_switch_failed: ({ facts }) => placesOf(facts),
  scope_policies_failed: ({ facts }) => placesOf(facts),
  // Which key the token was made with is in no document; the API’s is.
  signature_invalid: (_, { trace }) => placesOf(trace.find(({ step }) => step === 'key')?.facts ?? []),
  // The claim that was to name one was looked for by an earlier step. An API without defaults or scopes is right in itself.
  policy_missing: ({ facts }, { trace }) => [
    ...placesOf(facts.filter(({ place, value }) => place?.document !== 'api' || value !== 'none')),
    ...placesOf((trace.find(({ step }) => step === 'base-policy')?.facts ?? []).filter(({ holds }) => holds === false)),
  ],
  // No policy of the session grants the API.
  api_not_granted: (_, { session }) =>
    (session?.apply_policies ?? []).map((id) => ({ document: 'policy', id, path: ['access_rights'] })),
};

function placesOf(facts: readonly Fact[]): readonly Place[] {
  return facts.flatMap(({ place }) => (place === undefined ? [] : [place]));
}

/** What a refused exchange marks in definitions, policies and token, each place once; nothing where it was not refused. */
export function refusalMarks(exchange: Exchange): readonly RefusalMark[] {
  const row = exchange.trace.find(({ refusal }) => refusal !== undefined);
  const { refusal } = row ?? {};
  if (row === undefined || refusal === undefined) return [];
  const told = exchange.response === null ? 'the connection is cut' : `${refusal.status} ${refusal.message}`;
  const found = places[refusal.code]?.(row, exchange) ?? placesOf(row.facts.filter(({ holds }) => holds !== true));
  const api = routedTo(exchange);
  const marks = new Map<string, RefusalMark>();
  for (const place of found) {
    const whole =
      place.document === 'api' && place.id === undefined && api !== undefined ? { ...place, id: api } : place;
    marks.set(JSON.stringify(whole), { place: whole, text: `Refused: ${told}` });
  }
  return [...marks.values()];
}

/** Where a mark stands in a text: the member with its name, as far as its first line goes; where it is missing, its parent’s first line. */
export function markRange(text: string, path: JsonPath): Range {
  const { from, to } = rangeOf(text, path, 'whole');
  const end = text.indexOf('\n', from);
  return { from, to: end === -1 ? to : Math.min(to, end) };
}
