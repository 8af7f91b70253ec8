/**
 * Runs a request through the pipeline and writes a trace row for every step, also for those that it does not reach.
 */
import { logFailedUpstream, logRefusal, logSuccess } from './access-log';
import { errorResponse } from './error-response';
import { Journey, type World } from './journey';
import type { LoadedApi } from './loaded-api';
import { LogWriter, MiddlewareLog } from './log';
import type { ClassicDefinition } from './definition/classic';
import { lateOas } from './definition/late-oas';
import type { OasDocument } from './definition/oas';
import type { Exchange, Fact, GatewayResponse, Refusal, TraceRow } from './outcome';
import { type Middleware, type Step, pipeline } from './pipeline';
import { proxiedResponse, retarget, upstreamRequest } from './proxy';
import { refusal } from './refusals';
import type { RequestInProgress } from './request';
import { changeAnswer, changesAnswers, responseHeaderInjector } from './response-headers';
import { obfuscated } from './session-id';
import { save, shownSession } from './session-store';
import { type StepName, TraceWriter, routeStep } from './trace';
import { upstreamFailure } from './upstream-failure';

/** A middleware, and why the API does not have it. */
interface Planned {
  readonly middleware: Middleware;
  readonly absent: string | null;
  readonly steps: readonly PlannedStep[];
}

interface PlannedStep {
  readonly name: StepName;
  readonly step: Step;
}

interface Plan {
  readonly middlewares: readonly Planned[];
  readonly changesAnswers: boolean;
}

const plans = new WeakMap<LoadedApi, Plan>();

/** Which middlewares an API has does not change while it is loaded. */
function planOf(api: LoadedApi): Plan {
  const known = plans.get(api);
  if (known !== undefined) return known;
  const middlewares = pipeline.map((middleware) => {
    const { mw } = middleware;
    const steps = middleware.steps.map((step) => ({ name: { step: step.step, mw, title: step.title }, step }));
    return { middleware, absent: middleware.absent(api), steps };
  });
  const plan = { middlewares, changesAnswers: changesAnswers(api) };
  plans.set(api, plan);
  return plan;
}

/** What comes after the middlewares has rows of its own. */
const upstreamStep: StepName = { step: 'upstream', mw: 'ReverseProxy', title: 'Upstream' };
const responseHeaders: StepName = { step: 'response-headers', mw: responseHeaderInjector, title: 'Response headers' };

/** Runs a request through the middlewares of an API, and on to the upstream. */
export async function run(world: World, api: LoadedApi, request: RequestInProgress): Promise<Exchange> {
  const writer = new LogWriter();
  const journey = new Journey(world, api, request, writer, new MiddlewareLog(writer, '', api.log, '', '', undefined));
  const trace = new TraceWriter(writer);
  traceRoute(trace, api, request);

  for (const { middleware, absent, steps } of planOf(api).middlewares) {
    const { mw } = middleware;
    if (absent !== null) {
      for (const { name } of steps) trace.pass(name, 'skipped', absent);
      continue;
    }
    const log = new MiddlewareLog(writer, mw, api.log, request.path, request.origin, loggerKey(journey, mw));
    journey.log = log;
    log.debug('Started');
    const ignored = journey.ignored && middleware.skipsIgnored;
    for (const { name, step } of steps) {
      const why = ignored ? 'the path is ignored' : (step.unless?.(journey) ?? null);
      if (why !== null) {
        trace.pass(name, 'skipped', why);
        continue;
      }
      trace.begin();
      const running = step.run(journey);
      const result = running instanceof Promise ? await running : running;
      const { summary, facts } = result;
      if (result.state === 'refused') {
        trace.end(name, 'refused', summary, facts, result.refusal);
        return refused(journey, trace, result.refusal);
      }
      if (result.state === 'answered') {
        trace.end(name, 'passed', summary, facts);
        log.finished(respondedCode);
        saveSession(journey);
        return finish(journey, trace, result.response);
      }
      trace.end(name, result.state, summary, facts);
      if (result.learned !== undefined) journey.learn(result.learned);
    }
    log.finished(200);
    saveSession(journey);
  }
  return toUpstream(journey, trace);
}

/** Go's own number for "a middleware has answered". */
const respondedCode = 666;

/** Answers a refused request, and writes the lines that end it. A panic answers and writes nothing more. */
function refused(journey: Journey, trace: TraceWriter, told: Refusal): Exchange {
  if (told.code === 'client_id_not_text') return finish(journey, trace, null);
  const response = errorResponse(told, circumstances(journey));
  logRefusal(journey, told);
  saveSession(journey);
  journey.log.finished(told.status, told.message);
  return finish(journey, trace, response);
}

function traceRoute(trace: TraceWriter, { definition, listen }: LoadedApi, request: RequestInProgress): void {
  const place = { document: 'api', id: definition.api_id, path: ['proxy', 'listen_path'] } as const;
  const fact: Fact = { name: 'path', value: request.path, rule: listen.template, holds: true, place };
  trace.end(routeStep, 'passed', `${listen.template} is ${definition.name}`, [fact]);
}

/** A middleware's logger keeps the key that it was last given, until the API is loaded anew. */
function loggerKey({ world, api, maybeSession }: Journey, mw: string): string | undefined {
  const { loggerKeys } = world.state;
  const { api_id: id } = api.definition;
  const kept = loggerKeys.get(id);
  const sessionId = maybeSession?.keyId ?? '';
  const before = kept?.get(mw);
  if (sessionId === '') return before;
  const key = obfuscated(sessionId);
  if (kept === undefined) loggerKeys.set(id, new Map([[mw, key]]));
  else if (key !== before) kept.set(mw, key);
  return key;
}

function saveSession(journey: Journey): void {
  const session = journey.maybeSession;
  if (session !== undefined) save(journey.world, session, journey.api.definition);
}

function circumstances({ request, answerHeaders }: Journey) {
  return { method: request.method, contentType: request.header('Content-Type'), headers: answerHeaders };
}

async function toUpstream(journey: Journey, trace: TraceWriter): Promise<Exchange> {
  const { api, world } = journey;
  trace.begin();
  retarget(journey);
  const outgoing = upstreamRequest(journey);
  const answer = outgoing.ok
    ? await world.surroundings.upstream(outgoing.url, outgoing.request)
    : ({ kind: 'failed', error: outgoing.error } as const);
  const value = outgoing.ok ? outgoing.url : api.definition.proxy.target_url;
  const place = { document: 'api', id: api.definition.api_id, path: ['proxy', 'target_url'] } as const;
  const fact: Fact = { name: 'upstream', value, holds: answer.kind !== 'failed', place };

  if (answer.kind === 'failed') {
    const told = refusal(upstreamFailure(answer.error).code);
    const response = errorResponse(told, circumstances(journey));
    logFailedUpstream(journey, told.status, answer.error);
    saveSession(journey);
    trace.end(upstreamStep, 'refused', answer.error, [fact], told);
    return finish(journey, trace, response);
  }
  trace.end(upstreamStep, 'passed', `answered ${String(answer.response.status)}`, [fact]);
  let { headers } = answer.response;
  if (planOf(api).changesAnswers) {
    trace.begin();
    const changed = changeAnswer(journey, headers);
    ({ headers } = changed);
    const summary = `${String(changed.facts.length)} headers set`;
    trace.end(responseHeaders, 'passed', summary, changed.facts);
  }
  const response = proxiedResponse(journey, { ...answer.response, headers });
  logSuccess(journey, response.status);
  saveSession(journey);
  const exchange = exchangeOf(journey, trace.rows, response, outgoing.ok ? outgoing.request : null);
  return { ...exchange, upstreamAnswer: answer.response };
}

/** Ends a request that did not get its answer from the upstream: rows for what was not reached, and the whole. */
function finish(journey: Journey, trace: TraceWriter, response: GatewayResponse | null): Exchange {
  const { api } = journey;
  for (const { absent, steps } of planOf(api).middlewares) {
    for (const { name } of steps) {
      if (!trace.has(name.step)) trace.pass(name, absent === null ? 'not reached' : 'skipped', absent ?? 'not reached');
    }
  }
  if (!trace.has(upstreamStep.step)) trace.pass(upstreamStep, 'not reached', 'not reached');
  if (planOf(api).changesAnswers) trace.pass(responseHeaders, 'not reached', 'not reached');
  return exchangeOf(journey, trace.rows, response, null);
}

/** All that the request gave, with the session that it came to as it is now. */
function exchangeOf(
  { logWriter, sessionId, world, api }: Journey,
  rows: readonly TraceRow[],
  response: GatewayResponse | null,
  upstream: Exchange['upstream'],
): Exchange {
  const log = logWriter.lines;
  const { oas } = api;
  const trace = oas === null ? rows : rows.map((row) => inOas(row, api.definition, oas));
  if (sessionId === null) return { response, upstream, log, trace };
  const session = shownSession(world, api.definition.org_id, sessionId);
  return { response, upstream, log, trace, sessionId, session };
}

/** The steps know the classic definition; a person has the OAS document. */
function inOas(row: TraceRow, definition: ClassicDefinition, oas: OasDocument): TraceRow {
  const facts = row.facts.map((fact) => {
    if (fact.place?.document !== 'api') return fact;
    return { ...fact, place: { ...fact.place, path: lateOas.value.placeInOas(oas, definition, fact.place.path) } };
  });
  return { ...row, facts };
}
