/**
 * Where the value of a fact stands, in words and as a place that can be jumped to.
 */
import type { Fact, Place, TraceRow } from '../../../gateway/outcome';
import { localTime } from '../../../workspace/time-text';

/** The id of the API that a request was routed to; undefined when it was routed to none. */
export function routedApi(trace: readonly TraceRow[]): string | undefined {
  return trace.find(({ step }) => step === 'route')?.facts.find(({ place }) => place?.document === 'api')?.place?.id;
}

/** The place with the id of the API that the request was routed to, where it leaves out which API is meant. */
export function completePlace(place: Place, trace: readonly TraceRow[]): Place {
  if (place.document !== 'api' || place.id !== undefined) return place;
  const id = routedApi(trace);
  return id === undefined ? place : { ...place, id };
}

const documents: Readonly<Record<Place['document'], string>> = {
  api: 'API definition',
  policy: 'policy',
  'token header': 'token header',
  'token payload': 'token payload',
  request: 'request',
  'key set': 'key set',
  session: 'session',
};

/** Where a place is, for a reader: `policy gold`. */
export function placeName({ document, id }: Place): string {
  return document === 'policy' && id !== undefined ? `policy ${id}` : documents[document];
}

const timeFacts = new Set(['exp', 'iat', 'nbf', 'expires']);

/** The value and the rule of a fact; Unix seconds in them are told as times of the day too. `at`: the gateway's time, in milliseconds. */
export function readableFact({ name, value, rule = '' }: Fact, at: number): { value: string; rule: string } {
  if (!timeFacts.has(name)) return { value, rule };
  const clock = (seconds: string): string => localTime(Number(seconds), at / 1000);
  const isTime = /^\d{9,10}(\.\d+)?$/.test(value);
  return {
    value: isTime ? `${clock(value)} (${value})` : value,
    rule: rule.replace(/(?<![\d.])\d{9,10}(?:\.\d+)?(?![\d.])/g, clock),
  };
}
