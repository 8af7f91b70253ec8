/**
 * Runs a plan through the core, and holds the core to what must always be so. What a token's signature is worth is the
 * plan's word; what reached the upstream is the world's.
 */
import { readDefinition } from '../../src/gateway/admin/catalogue';
import { readPolicy, type Policy } from '../../src/gateway/definition/policy';
import { readSession } from '../../src/gateway/definition/session';
import { type ApiSource, Gateway } from '../../src/gateway/gateway';
import { addKey } from '../../src/gateway/key-admin';
import type { Exchange, GatewayRequest } from '../../src/gateway/outcome';
import { copyState, type GatewayState } from '../../src/gateway/state';
import { FuzzWorld, upstreamMark } from './fuzz-world';
import type { Ask, Load, Plan } from './plan';
import type { Tally } from './tally';

/** The invariants, as they are told. */
export const invariants = {
  throws: 'nothing throws',
  signature: 'a token whose signature is wrong is never answered 200',
  wellSigned: 'a token that is signed well is not refused for its signature',
  upstream: 'nothing reaches the upstream when the answer is a refusal',
  same: 'the same input gives the same output',
  state: 'live evaluation changes no state',
  slow: 'no request takes twenty seconds of the processor, with all that runs beside it',
} as const;

/** What did not hold, and where. */
export class Broken extends Error {
  readonly invariant: keyof typeof invariants;

  constructor(invariant: keyof typeof invariants, detail: string, cause?: unknown) {
    super(`${invariants[invariant]}: ${detail}`, { cause });
    this.invariant = invariant;
  }
}

/** All that a gateway remembers, as text. */
function written(state: GatewayState): string {
  return JSON.stringify(state, (_, value: unknown) => {
    if (value instanceof Map) return [...value];
    return typeof value === 'bigint' ? value.toString() : value;
  });
}

function load(gateway: Gateway, { apis, policies }: Load, tally: Tally): void {
  const sources: ApiSource[] = [];
  for (const text of apis) {
    const read = readDefinition(text.includes('"openapi"') ? 'oas' : 'classic', text);
    tally.document('definitions', read.ok);
    if (read.ok) sources.push({ definition: read.value.classic, oas: read.value.oas, version: text });
  }
  const found: Policy[] = [];
  for (const text of policies) {
    const read = readPolicy(text);
    tally.document('policies', read.ok);
    if (read.ok) found.push(read.value);
  }
  gateway.load(sources, found);
}

function refusalOf({ trace }: Exchange) {
  return trace.find(({ refusal }) => refusal !== undefined);
}

function show(request: GatewayRequest): string {
  const text = JSON.stringify(request);
  return text.length > 2000 ? `${text.slice(0, 2000)}…` : text;
}

function passed({ response }: Exchange): boolean {
  return response?.status === 200;
}

/** What the upstream got, and what the client did, must fit each other. */
function checkUpstream(exchange: Exchange, reached: number, ask: Ask): void {
  const refused = refusalOf(exchange);
  const answered = reached === 1 && ask.upstream?.kind !== 'failed';
  if (reached > 1) throw new Broken('upstream', `reached ${String(reached)} times by ${show(ask.request)}`);
  if (refused !== undefined && refused.step !== 'upstream' && reached > 0) {
    throw new Broken('upstream', `${refused.refusal?.code ?? ''} and yet reached by ${show(ask.request)}`);
  }
  if ((exchange.upstream !== null) !== (reached === 1) && (exchange.upstream !== null || answered)) {
    throw new Broken('upstream', `the exchange says otherwise than the upstream for ${show(ask.request)}`);
  }
  const marked = exchange.response?.body === upstreamMark;
  if (marked && !answered) throw new Broken('upstream', `its answer came without it for ${show(ask.request)}`);
  const status = exchange.response?.status ?? 0;
  if (refused !== undefined && status >= 200 && status < 400) {
    throw new Broken('upstream', `a refusal with status ${String(status)} for ${show(ask.request)}`);
  }
}

/** Runs a plan. `digest` tells everything that came of it. Throws Broken when an invariant does not hold. */
export async function runPlan(plan: Plan, tally: Tally): Promise<string[]> {
  const digest: string[] = [];
  const world = new FuzzWorld(new Map(plan.keySets), plan.startsAt);
  const gateway = new Gateway(world);
  try {
    load(gateway, plan, tally);
    for (const [name, text] of plan.keys) {
      const session = readSession(text);
      if (session.ok) addKey(gateway.world, gateway, name, session.value);
    }
  } catch (reason) {
    throw new Broken('throws', 'loading', reason);
  }
  for (const ask of plan.asks) {
    try {
      digest.push(await runAsk(gateway, world, ask, tally));
    } catch (reason) {
      throw reason instanceof Broken ? reason : new Broken('throws', show(ask.request), reason);
    }
  }
  return digest;
}

async function runAsk(gateway: Gateway, world: FuzzWorld, ask: Plan['asks'][number], tally: Tally): Promise<string> {
  if (ask.load !== undefined) load(gateway, ask.load, tally);
  world.at += ask.after;
  world.looks = ask.looks ?? Infinity;
  world.reply = ask.upstream ?? null;

  const before = written(gateway.state);
  const untouched = ask.rubbish === undefined ? null : copyState(gateway.state);
  const there = world.copy();
  const live = await gateway.fork(copyState(gateway.state), there).handle(ask.request);
  if (written(gateway.state) !== before) throw new Broken('state', show(ask.request));

  const reached = world.reached;
  const then = { at: world.at, looks: world.looks };
  // The processor's time of all threads, since a busy or sleeping machine lets any request wait.
  const usedBefore = process.cpuUsage();
  const exchange = await gateway.handle(ask.request);
  const { user, system } = process.cpuUsage(usedBefore);
  const took = (user + system) / 1000;
  tally.exchange(exchange, took, ask);
  if (took > 20_000) throw new Broken('slow', `${took.toFixed(0)} ms for ${show(ask.request)}`);

  const digest = JSON.stringify(exchange);
  if (JSON.stringify(live) !== digest || there.at !== world.at || there.reached !== world.reached - reached) {
    throw new Broken('same', show(ask.request));
  }
  checkUpstream(exchange, world.reached - reached, ask);
  if (ask.mustNotPass && passed(exchange)) throw new Broken('signature', show(ask.request));
  if (ask.wellSigned && refusalOf(exchange)?.refusal?.code === 'signature_invalid') {
    throw new Broken('wellSigned', show(ask.request));
  }
  if (ask.rubbish !== undefined && untouched !== null && passed(exchange)) {
    const elsewhere = world.copy();
    Object.assign(elsewhere, then);
    const open = await gateway.fork(untouched, elsewhere).handle(ask.rubbish);
    if (!passed(open)) throw new Broken('signature', show(ask.request));
  }
  return digest;
}
