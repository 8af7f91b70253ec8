import { emptyCatalogue } from '../../gateway/admin/catalogue';
import type { AdminAnswer, AdminCall } from '../../gateway/admin/reply';
import type { SessionState } from '../../gateway/definition/session';
import { Gateway, type SkippedApi } from '../../gateway/gateway';
import type { GatewayRequest, Surroundings } from '../../gateway/outcome';
import { copyState, type GatewayState } from '../../gateway/state';
import { settings } from '../../gateway/settings';
import { GatewayHost, type Sent } from '../../mock/gateway-host';
import type { JsonObject } from '../../go/json';
import { arePartsLoaded, loadParts } from '../../go/late';
import type { WorkerHost } from '../../mock/worker';
import { formOf, readApi, readPolicy } from '../../workspace/documents';
import { loadDocuments, type Evaluation } from '../../workspace/evaluate';
import { type Network, surroundingsOf } from '../../workspace/network';
import type { DocumentKind, Workspace } from '../../workspace/workspace';
import { LatePart, whenUsed } from '../kit/late-part.svelte';
import { untilFetched } from '../kit/late-trouble.svelte';

const adminApi = new LatePart(() => import('../../gateway/admin/admin'));

/** What the admin API said to a document that was saved, and to the reload after it. */
export interface SaveResult {
  /** The text that was saved, or was to be. */
  readonly text: string;
  readonly ok: boolean;
  readonly call: { readonly method: string; readonly path: string };
  readonly answer: AdminAnswer;
  /** Why the gateway serves no request of it, though it was saved. */
  readonly skipped: readonly SkippedApi[];
}

/** A request that was sent. */
export interface HistoryEntry extends Evaluation {
  /** 1 for the first of the visit. */
  readonly number: number;
  /** `null`: through the service worker; else, in a sentence, why not. */
  readonly withoutWorker: string | null;
  /** From Send to the answer, in milliseconds. */
  readonly took: number;
  /** It came with a shared workspace: the sender's gateway gave this answer. */
  readonly isShared?: true;
}

/** A row of the session store. */
export interface StoredSessionRow {
  readonly id: string;
  /** As the admin API shows it, its policies applied anew. */
  readonly session: SessionState;
  /** When the store drops it, in milliseconds; `null`: never. */
  readonly expiresAt: number | null;
}

/** An entry of the key set cache. */
export interface CachedKeySetRow {
  readonly apiId: string;
  readonly name: string;
  readonly keys: number;
  /** Milliseconds of the gateway's clock. */
  readonly endsAt: number;
}

/** The mock gateway that requests are sent to: what is saved to it, what it remembers, and what it answered. */
export class MockGateway {
  readonly #gateway: Gateway;
  readonly #host: GatewayHost;
  readonly #now: () => number;
  #catalogue = emptyCatalogue();
  /** In a wrapper of its own, made anew whenever something in it has changed: views follow the wrapper. */
  #remembered: { readonly state: GatewayState };
  #history = $state.raw<readonly HistoryEntry[]>([]);
  #saves = $state.raw<ReadonlyMap<string, SaveResult>>(new Map());
  #withoutWorker = $state<string | null>(null);
  readonly #hosts: readonly WorkerHost[];
  #started: Promise<void> | null = null;

  /** `now`: the gateway's clock, in milliseconds. `beside`: who else answers requests of the service worker. */
  constructor(network: Network, now: () => number, beside: readonly WorkerHost[]) {
    const wait: Surroundings['wait'] = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
    this.#now = now;
    this.#gateway = new Gateway(surroundingsOf(network, { now, wait }));
    this.#remembered = $state.raw({ state: this.#gateway.state });
    this.#host = new GatewayHost(this.#gateway);
    this.#hosts = [this.#host, ...beside];
    whenUsed(() => void this.started);
  }

  /** What the gateway remembers, for a copy of it. Reading it makes a view follow its changes. */
  get state(): GatewayState {
    return this.#remembered.state;
  }

  /** The gateway itself, for copies of it. */
  get base(): Gateway {
    return this.#gateway;
  }

  /** Every request of the visit, the newest last. */
  get history(): readonly HistoryEntry[] {
    return this.#history;
  }

  /** Why the page has no service worker, in a sentence; `null` when it has one. */
  get withoutWorker(): string | null {
    return this.#withoutWorker;
  }

  /** Fulfilled when the service worker answers, or it is known that there is none. It is started by asking for this, or once the page is used. */
  get started(): Promise<void> {
    return (this.#started ??= this.#startWorker());
  }

  /** What the admin API said when a document was last saved. */
  saveResult(documentId: string): SaveResult | undefined {
    return this.#saves.get(documentId);
  }

  /** The sessions that the gateway holds. */
  get sessions(): readonly StoredSessionRow[] {
    const rows: StoredSessionRow[] = [];
    for (const [id, { session: stored, expiresAt }] of this.state.sessions) {
      if (expiresAt !== null && expiresAt <= this.#now()) continue;
      const session = this.#gateway.session(stored.org_id, id);
      if (session !== null) rows.push({ id, session, expiresAt });
    }
    return rows;
  }

  /** The key sets that the gateway keeps; those that have ended are left out. */
  get keySets(): readonly CachedKeySetRow[] {
    const rows: CachedKeySetRow[] = [];
    for (const [apiId, entries] of this.state.keySets) {
      for (const [name, { content, endsAt }] of entries) {
        if (endsAt <= this.#now() || content.kind === 'definition') continue;
        const keys = content.kind === 'legacy' ? content.keys.length : content.set.keys.length;
        rows.push({ apiId, name, keys, endsAt });
      }
    }
    return rows;
  }

  /** Takes what is saved in a workspace into force, as files that were there before the gateway started. */
  open(workspace: Workspace): void {
    this.#catalogue = emptyCatalogue();
    const { apis, policies } = this.#catalogue;
    // What the page has read before is not read again.
    for (const { saved } of workspace.apis) {
      const read = saved === null ? null : readApi(saved);
      if (read?.ok === true)
        apis.set(read.value.definition.api_id, { classic: read.value.definition, oas: read.value.oas });
    }
    for (const { saved } of workspace.policies) {
      const read = saved === null ? null : readPolicy(saved);
      if (read?.ok === true) policies.set(read.value.id, read.value);
    }
    this.#reload(workspace);
  }

  /**
   * Saves a document through the admin API and reloads, as a person's Update does. `workspace` is the one in which it is
   * saved: it is what the gateway has after the reload, if the admin API took it.
   */
  save(kind: DocumentKind, documentId: string, text: string, workspace: Workspace): SaveResult {
    const call = this.#saveCall(kind, text);
    const answer = this.#admin({ ...call, body: text });
    const ok = answer.response !== null && answer.response.status < 300;
    const skipped = ok ? this.#reload(workspace) : [];
    const result = { text, ok, call, answer, skipped };
    this.#saves = new Map(this.#saves).set(documentId, result);
    return result;
  }

  /** Fulfilled when the admin API is there: what it does throws before. It is fetched once the page is used. */
  async adminReady(): Promise<void> {
    await Promise.all([adminApi.fetched(), untilFetched(loadParts)]);
  }

  /** Whether the admin API is there. */
  get isAdminReady(): boolean {
    return adminApi.module !== null && arePartsLoaded();
  }

  #admin(call: Omit<AdminCall, 'secret'>): AdminAnswer {
    const { module } = adminApi;
    if (module === null) throw new Error('The admin API was asked before it was there.');
    return module.answerAdmin(this.#gateway, this.#catalogue, { ...call, secret: settings.secret });
  }

  #saveCall(kind: DocumentKind, text: string): { readonly method: string; readonly path: string } {
    if (kind === 'policies') {
      const policy = readPolicy(text);
      const id = policy.ok ? policy.value.id : '';
      const known = this.#catalogue.policies.has(id);
      return known ? { method: 'PUT', path: `/tyk/policies/${id}` } : { method: 'POST', path: '/tyk/policies' };
    }
    const form = formOf(text);
    const base = form.ok && form.value === 'oas' ? '/tyk/apis/oas' : '/tyk/apis';
    const api = readApi(text);
    const id = api.ok ? api.value.definition.api_id : '';
    const loaded = this.#gateway.api(id);
    const sameForm = loaded?.definition.is_oas === (base === '/tyk/apis/oas');
    return sameForm ? { method: 'PUT', path: `${base}/${id}` } : { method: 'POST', path: base };
  }

  /** Deletes what was saved of a document, and reloads; `workspace` is the one without it. */
  remove(kind: DocumentKind, saved: string, workspace: Workspace): void {
    if (kind === 'policies') {
      const policy = readPolicy(saved);
      if (policy.ok) this.#catalogue.policies.delete(policy.value.id);
    } else {
      const api = readApi(saved);
      if (api.ok) this.#catalogue.apis.delete(api.value.definition.api_id);
    }
    this.#reload(workspace);
  }

  #reload(workspace: Workspace): readonly SkippedApi[] {
    const { apis, policies } = loadDocuments(workspace, 'saved');
    const skipped = this.#gateway.load(apis, policies);
    this.#changed();
    return skipped;
  }

  /** Sends a request through the service worker, or straight to the gateway where there is none. Rejects when the playground fails. */
  async send(asked: Omit<Evaluation, 'exchange' | 'at' | 'skipped' | 'problems'>): Promise<HistoryEntry> {
    await Promise.all([this.started, untilFetched(loadParts)]);
    const start = performance.now();
    const at = this.#now();
    const { exchange, withoutWorker } = await this.#answer(asked.request);
    const took = performance.now() - start;
    const number = (this.#history.at(-1)?.number ?? 0) + 1;
    const entry = { ...asked, at, exchange, number, withoutWorker, took, skipped: [], problems: [] };
    this.#history = [...this.#history, entry];
    this.#changed();
    return entry;
  }

  /** Puts an answer into the history that somebody else had, and shared; gives its number. */
  recall(evaluation: Evaluation): number {
    const number = (this.#history.at(-1)?.number ?? 0) + 1;
    this.#history = [...this.#history, { ...evaluation, number, withoutWorker: null, took: 0, isShared: true }];
    return number;
  }

  async #answer(request: GatewayRequest): Promise<Sent> {
    const withoutWorker = this.#withoutWorker;
    if (withoutWorker === null) return this.#host.send(request);
    return { exchange: await this.#gateway.handle(request), withoutWorker };
  }

  /** Deletes a session as the admin API does: its quota counters end too. */
  deleteSession(id: string): void {
    const path = `/tyk/keys/${encodeURIComponent(id)}`;
    this.#admin({ method: 'DELETE', path, body: '' });
    this.#changed();
  }

  /** Reads a Tyk OAS API through the admin API, which changes what the gateway has of it (behaviour 4.2). */
  readOasApi(id: string): void {
    this.#admin({ method: 'GET', path: `/tyk/apis/oas/${id}`, body: '' });
  }

  /** Makes a key through the admin API; `session` says what it may. Throws when the API refuses it. */
  addKey(name: string, session: JsonObject): void {
    const path = `/tyk/keys/${encodeURIComponent(name)}`;
    const { response } = this.#admin({ method: 'POST', path, body: JSON.stringify(session) });
    if (response === null || response.status >= 300) throw new Error(`The gateway refused the key ${name}.`);
    this.#changed();
  }

  /** Forgets sessions, counters and caches, as a gateway that starts with an empty store. */
  clearSessions(): void {
    this.#gateway.reset();
    this.#changed();
  }

  /** Goes on with another state, such as the one that a fix was found with. */
  restore(state: GatewayState): void {
    this.#gateway.reset(copyState(state));
    this.#changed();
  }

  /** Empties the key set cache: of one API, or of all. */
  flushKeySets(apiId?: string): void {
    this.#gateway.flushKeySets(apiId);
    this.#changed();
  }

  /** Forgets the requests of the visit. */
  clearHistory(): void {
    this.#history = [];
  }

  #changed(): void {
    this.#remembered = { state: this.#gateway.state };
  }

  async #startWorker(): Promise<void> {
    try {
      const { startWorker } = await import('../../mock/worker');
      await startWorker(this.#hosts, (why) => {
        this.#withoutWorker = why;
      });
    } catch (reason) {
      const why = reason instanceof Error ? reason.message : String(reason);
      this.#withoutWorker = why.endsWith('.') ? why : `The service worker could not be started (${why}).`;
    }
  }
}
