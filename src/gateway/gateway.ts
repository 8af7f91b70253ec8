/**
 * The emulated gateway: APIs and policies that it has loaded, and one call for each request.
 */
import { cleanPath, escapePath } from '../go/url';
import type { ClassicDefinition } from './definition/classic';
import type { OasDocument } from './definition/oas';
import type { Policy } from './definition/policy';
import type { SessionState } from './definition/session';
import { movedResponse, notFoundResponse, serverResponse } from './error-response';
import type { World } from './journey';
import { type LoadedApi, loadApi } from './loaded-api';
import { listenPathLength } from './path-patterns';
import type { Exchange, GatewayRequest, GatewayResponse, Refusal, Surroundings, TraceRow } from './outcome';
import { refusal } from './refusals';
import { RequestInProgress } from './request';
import { PolicySet } from './policy-set';
import { run } from './run';
import { shownSession } from './session-store';
import { settings } from './settings';
import { type GatewayState, freshState } from './state';
import { routeStep } from './trace';

/** An API to load: its classic definition, and the OAS document that it was made from, if it was. */
export interface ApiSource {
  readonly definition: ClassicDefinition;
  readonly oas: OasDocument | null;
  /** A text that changes when and only when the definition does: an unchanged API stays as it is in memory. */
  readonly version: string;
}

/** An API that no request reaches, and why. */
export interface SkippedApi {
  readonly apiId: string;
  readonly problem: string;
}

export class Gateway {
  readonly #surroundings: Surroundings;
  #state: GatewayState;
  #loaded = new Map<string, { readonly version: string; readonly api: LoadedApi }>();
  #routes: readonly LoadedApi[] = [];
  #policies = new PolicySet();

  constructor(surroundings: Surroundings, state: GatewayState = freshState()) {
    this.#surroundings = surroundings;
    this.#state = state;
  }

  /** What the gateway remembers. Its maps change with every request. */
  get state(): GatewayState {
    return this.#state;
  }

  /** Forgets sessions, counters and caches, as a restart with an empty store does. */
  reset(state: GatewayState = freshState()): void {
    this.#state = state;
  }

  /** The same gateway with the same APIs and policies on another state: what happens there leaves this one as it is. */
  fork(state: GatewayState, surroundings: Surroundings = this.#surroundings): Gateway {
    const copy = new Gateway(surroundings, state);
    copy.#loaded = new Map([...this.#loaded].map(([id, { version, api }]) => [id, { version, api: { ...api } }]));
    copy.#routes = routesOf([...copy.#loaded.values()].map(({ api }) => api));
    copy.#policies = this.#policies;
    return copy;
  }

  /** Takes these APIs and policies into force. APIs whose definition did not change stay as they are. */
  load(apis: readonly ApiSource[], policies: readonly Policy[]): readonly SkippedApi[] {
    const skipped: SkippedApi[] = [];
    const before = this.#loaded;
    const taken = countListenPaths(
      apis.map(({ definition, version }) => {
        const same = before.get(definition.api_id);
        return same?.version === version ? same.api.definition : definition;
      }),
    );
    this.#loaded = new Map();
    for (const { definition, oas, version } of apis) {
      const id = definition.api_id;
      const same = before.get(id);
      if (same?.version === version) {
        this.#loaded.set(id, same);
        continue;
      }
      const listens = definition.proxy.listen_path;
      const usable = listens !== '' && !listens.includes(' ');
      const collides = usable && (taken.get(listens) ?? 0) > 1 && same?.api.definition.proxy.listen_path !== listens;
      const loading = loadApi(collides ? withListenPath(definition, `${listens}-${id}`) : definition, oas);
      if (!loading.ok) {
        skipped.push({ apiId: id, problem: loading.problem });
        continue;
      }
      this.#renew(id, definition);
      this.#loaded.set(id, { version, api: loading.api });
    }
    for (const [apiId, { api }] of this.#loaded) {
      if (api.unrouted !== null) skipped.push({ apiId, problem: api.unrouted });
    }
    for (const id of before.keys()) if (!this.#loaded.has(id)) this.#state.keySets.delete(id);
    this.#routes = routesOf([...this.#loaded.values()].map(({ api }) => api));
    this.#policies = new PolicySet(policies);
    return skipped;
  }

  /** What a definition that is new or has changed takes with it. */
  #renew(id: string, definition: ClassicDefinition): void {
    const { loggerKeys, rates, keySets } = this.#state;
    loggerKeys.delete(id);
    rates.delete(`apilimiter-${definition.org_id}${id}`);
    if ((definition.jwt_jwks_uris?.length ?? 0) > 0) keySets.delete(id);
  }

  /** The policies that are in force. */
  policies(): readonly Policy[] {
    return this.#policies.all();
  }

  /** An API that is in force. */
  api(id: string): LoadedApi | undefined {
    return this.#loaded.get(id)?.api;
  }

  /** The APIs that are in force. */
  apis(): readonly LoadedApi[] {
    return [...this.#loaded.values()].map(({ api }) => api);
  }

  /** Empties the key set cache: of one API, or of all. */
  flushKeySets(apiId?: string): void {
    if (apiId === undefined) this.#state.keySets.clear();
    else this.#state.keySets.delete(apiId);
  }

  get world(): World {
    return { surroundings: this.#surroundings, state: this.#state, policies: this.#policies };
  }

  /** A session as the admin API shows it; `null` when there is none. */
  session(orgId: string, id: string): SessionState | null {
    return shownSession(this.world, orgId, id);
  }

  /** Answers a request as the real gateway does. */
  handle(request: GatewayRequest): Promise<Exchange> {
    const api = this.#apiFor(request);
    return 'request' in api ? run(this.world, api.api, api.request) : Promise.resolve(api);
  }

  /** The API that a request goes to; or what is answered before any is reached. */
  #apiFor(request: GatewayRequest): Exchange | { readonly api: LoadedApi; readonly request: RequestInProgress } {
    if (RequestInProgress.headerBytes(request) > settings.maxHeaderBytes + slack) {
      const told = refusal('headers_too_large');
      return refused(told, serverResponse(told));
    }
    const inProgress = RequestInProgress.read(request);
    if ('problem' in inProgress) {
      const told = refusal('request_malformed', inProgress.problem);
      return refused(told, serverResponse(told));
    }

    const clean = cleanPath(inProgress.path);
    if (clean !== inProgress.path) return moved(inProgress, clean);

    const api = this.#routes.find(({ prefixes }) => prefixes.some((prefix) => prefix.matches(inProgress.path)));
    if (api === undefined) {
      const told = refusal('route_not_found');
      return refused(told, notFoundResponse(told, request.method));
    }
    return { api, request: inProgress };
  }
}

function countListenPaths(definitions: readonly ClassicDefinition[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { proxy } of definitions) counts.set(proxy.listen_path, (counts.get(proxy.listen_path) ?? 0) + 1);
  return counts;
}

/** Of two APIs with one listen path each gets its id behind it, so that neither has the path that both asked for. */
function withListenPath(definition: ClassicDefinition, path: string): ClassicDefinition {
  return { ...definition, proxy: { ...definition.proxy, listen_path: path } };
}

/** The longest listen path comes first; each API also answers under its id. */
function routesOf(apis: readonly LoadedApi[]): readonly LoadedApi[] {
  const length = (api: LoadedApi): number => listenPathLength(api.definition.proxy.listen_path);
  return [...apis].sort((a, b) => length(b) - length(a));
}

/** The server reads a little more than its limit before it gives up. */
const slack = 4096;

function refused(told: Refusal, response: GatewayResponse): Exchange {
  return notRouted(response, { summary: told.message, facts: [], refusal: told });
}

/** A path that is not clean is redirected to the clean one, before any API is looked for. */
function moved(request: RequestInProgress, clean: string): Exchange {
  const location = escapePath(clean) + request.queryPart();
  const fact = { name: 'path', value: request.path, rule: `clean: ${clean}`, holds: false };
  const response = movedResponse(location, request.method);
  return notRouted(response, { summary: `redirected to ${location}`, facts: [fact] });
}

/** What is answered before any API is reached: the trace is the router's row alone. */
function notRouted(response: GatewayResponse, found: Pick<TraceRow, 'summary' | 'facts' | 'refusal'>): Exchange {
  const row: TraceRow = { ...routeStep, state: 'refused', ...found, log: [0, 0] };
  return { response, upstream: null, log: [], trace: [row] };
}
