/**
 * What an answer that came with a shared workspace must look like to be shown.
 */
import * as v from 'valibot';
import type { Exchange, LogLine } from '../../gateway/outcome';
import { refusalCodes } from '../../gateway/refusals';
import type { SharedAnswer } from './shared-answer';

const mostRows = 200;
const mostLines = 2_000;
const mostEntries = 1_000;

const text = v.string();
const maybe = v.exactOptional(text);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const pair = v.pipe(v.tuple([text, text]), v.readonly());
const headers = v.pipe(v.array(pair), v.maxLength(mostEntries), v.readonly());
const status = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999));

const response = v.object({ status, headers, body: text });
const upstream = v.object({ method: text, path: text, headers, body: maybe });

const logLine: v.GenericSchema<unknown, LogLine> = v.objectWithRest(
  { level: v.picklist(['debug', 'info', 'warning', 'error', 'panic']), message: text },
  v.unknown(),
);

const place = v.object({
  document: v.picklist(['api', 'policy', 'token header', 'token payload', 'request', 'key set', 'session']),
  id: maybe,
  path: v.pipe(v.array(text), v.maxLength(mostEntries), v.readonly()),
});

const fact = v.object({
  name: text,
  value: text,
  rule: maybe,
  holds: v.exactOptional(v.boolean()),
  place: v.exactOptional(place),
});

const row = v.object({
  step: text,
  mw: maybe,
  title: text,
  state: v.picklist(['passed', 'skipped', 'refused', 'not reached']),
  summary: text,
  facts: v.pipe(v.array(fact), v.maxLength(mostEntries), v.readonly()),
  refusal: v.exactOptional(v.object({ code: v.picklist(refusalCodes), status, message: text })),
  log: v.pipe(v.tuple([count, count]), v.readonly()),
});

const exchange: v.GenericSchema<unknown, Omit<Exchange, 'session' | 'sessionId'>> = v.object({
  response: v.nullable(response),
  upstream: v.nullable(upstream),
  upstreamAnswer: v.exactOptional(response),
  log: v.pipe(v.array(logLine), v.maxLength(mostLines), v.readonly()),
  trace: v.pipe(
    v.array(row),
    v.maxLength(mostRows),
    // Lists on the screen go by the step's name.
    v.check((rows) => new Set(rows.map(({ step }) => step)).size === rows.length, 'two steps have the same name'),
    v.readonly(),
  ),
});

/** An answer of the newest version. */
export const answerSchema: v.GenericSchema<unknown, SharedAnswer> = v.object({
  at: v.pipe(v.number(), v.minValue(-8.6e15), v.maxValue(8.6e15)),
  exchange,
});
