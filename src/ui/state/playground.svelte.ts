import { getContext, setContext, tick } from 'svelte';
import type { Place } from '../../gateway/outcome';
import { arePartsLoaded, loadParts } from '../../go/late';
import { makeNetwork } from '../../mock/network';
import { ProviderHost } from '../../mock/provider-host';
import { readApi, readPolicy } from '../../workspace/documents';
import { Evaluator, type Evaluation } from '../../workspace/evaluate';
import { setMember } from '../../workspace/json-edit';
import { followListenPath } from '../../workspace/prefilled-path';
import { buildRequest } from '../../workspace/request';
import { encodeToken } from '../../workspace/token';
import { isUnsaved, withDocument, type Document, type DocumentKind, type Workspace } from '../../workspace/workspace';
import type { FirstSight } from './first-sight';
import { untilFetched } from '../kit/late-trouble.svelte';
import { LiveAnswer } from './live-answer.svelte';
import { MockGateway, type HistoryEntry, type SaveResult } from './mock-gateway.svelte';
import { TickingClock } from './ticking-clock.svelte';
import { View } from './view.svelte';
import { WorkspaceState } from './workspace-state.svelte';

/** What the answer column shows. */
export type Shown =
  | { readonly kind: 'live'; readonly evaluation: Evaluation }
  | { readonly kind: 'sent'; readonly evaluation: HistoryEntry };

/** A document of the workspace and its list. */
export interface DocumentRef {
  readonly kind: DocumentKind;
  readonly document: Document;
}

/** The whole page's state, and the verbs that change it. Components read it and call it; none keeps a copy. */
export class Playground {
  readonly #state: WorkspaceState;
  readonly view = new View();
  readonly clock: TickingClock;
  readonly gateway: MockGateway;
  /** The identity providers under their host names. */
  readonly providers: ProviderHost;
  /** Asks what would be answered. */
  readonly evaluator: Evaluator;
  readonly live: LiveAnswer;
  /** What waits for parts of the gateway, in order. */
  readonly #waiting: (() => void)[] = [];
  #isTaking = false;
  #openings = $state(0);
  #sending = $state(false);
  #asksToSave = $state(false);
  #failure = $state.raw<string | null>(null);

  /** What else is known of the workspace that the page begins with; `null`: nothing but the answer. */
  firstSight: FirstSight | null = null;

  constructor(workspace: Workspace) {
    this.#state = new WorkspaceState(workspace);
    this.clock = new TickingClock(this.#state);
    const network = makeNetwork(() => this.workspace);
    this.providers = new ProviderHost(
      () => this.workspace,
      () => this.clock.exactly(),
    );
    this.gateway = new MockGateway(network, () => this.clock.exactly(), [this.providers]);
    this.gateway.open(workspace);
    this.evaluator = new Evaluator(network, this.gateway.base);
    this.live = new LiveAnswer(this.evaluator);
    this.#showFirst();
    $effect.root(() => {
      $effect(() => void this.answer());
    });
  }

  /** Judges the workspace as it stands; fulfilled when that is done. It happens by itself with each change: only who shows the page asks for the first. */
  answer(): Promise<void> {
    return this.live.ask({ workspace: this.workspace, state: this.gateway.state, at: this.clock.now });
  }

  /** Does something when its turn has come: at once, unless it needs parts of the gateway that are not there, or something waits for them. */
  inTurn(run: () => void, needsParts = true): void {
    const isFree = this.#waiting.length === 0 || this.#isTaking;
    if (isFree && (!needsParts || arePartsLoaded())) {
      run();
      return;
    }
    this.#waiting.push(run);
    if (this.#waiting.length === 1) void this.#takeTurns();
  }

  async #takeTurns(): Promise<void> {
    await untilFetched(loadParts);
    for (let run = this.#waiting[0]; run !== undefined; run = this.#waiting[0]) {
      this.#isTaking = true;
      run();
      this.#isTaking = false;
      // Fields follow each step, as if nothing had waited.
      await tick();
      this.#waiting.shift();
    }
  }

  /** Fulfilled when nothing waits any more. */
  #turn(): Promise<void> {
    return new Promise((resolve) => {
      this.inTurn(resolve, false);
    });
  }

  get workspace(): Workspace {
    return this.#state.current;
  }

  get canUndo(): boolean {
    return this.#state.canUndo;
  }

  get canRedo(): boolean {
    return this.#state.canRedo;
  }

  /** A request is under way. */
  get sending(): boolean {
    return this.#sending;
  }

  /** What went wrong in the playground itself; `null` when nothing did. */
  get failure(): string | null {
    return this.#failure ?? this.live.failure;
  }

  /** The answer that is shown: the picked entry of the history, else what would be answered now; `null` before the first. */
  get shown(): Shown | null {
    const { picked } = this.view;
    const entry = picked === null ? undefined : this.gateway.history.find(({ number }) => number === picked);
    if (entry !== undefined) return { kind: 'sent', evaluation: entry };
    const { evaluation } = this.live;
    return evaluation === null ? null : { kind: 'live', evaluation };
  }

  /** The same, once its verdict has been painted: for what tells of it at length. */
  get painted(): Shown | null {
    const { shown } = this;
    if (shown === null || shown.kind === 'sent') return shown;
    const { painted } = this.live;
    return painted === null ? null : { kind: 'live', evaluation: painted };
  }

  /** Nothing is set up, and nothing was sent: that the gateway refuses is no cause for alarm. */
  get isBlank(): boolean {
    return this.workspace.apis.length === 0 && this.shown?.kind !== 'sent';
  }

  /** Documents that the gateway has not as they are typed. */
  get unsaved(): readonly DocumentRef[] {
    const { apis, policies } = this.workspace;
    return [
      ...apis.filter(isUnsaved).map((document) => ({ kind: 'apis', document }) as const),
      ...policies.filter(isUnsaved).map((document) => ({ kind: 'policies', document }) as const),
    ];
  }

  /**
   * Changes the workspace. Changes with one topic in a row are undone together. The live answer is shown again. A changed
   * document waits for the parts of the gateway that are not there yet, and whatever is done next waits for it.
   */
  update(next: (workspace: Workspace) => Workspace, topic: string | null = null): void {
    const before = this.workspace;
    const after = arePartsLoaded() ? null : next(before);
    const needsParts = after !== null && (after.apis !== before.apis || after.policies !== before.policies);
    this.inTurn(() => this.#update(next, topic), needsParts);
  }

  #update(next: (workspace: Workspace) => Workspace, topic: string | null): void {
    const before = this.workspace;
    this.#state.update((workspace) => followListenPath(workspace, next(workspace)), topic);
    if (this.workspace !== before) this.view.picked = null;
  }

  undo(): void {
    this.inTurn(() => this.#stepTo(() => this.#state.undo()));
  }

  redo(): void {
    this.inTurn(() => this.#stepTo(() => this.#state.redo()));
  }

  /** How often another workspace was opened: who keeps workspaces tells a change from another one by it. */
  get openings(): number {
    return this.#openings;
  }

  /** Opens another workspace in place of this one, which can be undone to. */
  open(workspace: Workspace): void {
    this.inTurn(() => {
      this.#openings++;
      this.#stepTo(() => this.#state.open(workspace));
      this.#showFirst();
    });
  }

  #stepTo(step: () => void): void {
    step();
    this.view.picked = null;
    this.gateway.open(this.workspace);
    const { document, gatewayTab } = this.view;
    // Who changed a provider stays with the providers.
    if (document === null && gatewayTab === 'providers') return;
    const there = document !== null && this.workspace[document.kind].some(({ id }) => id === document.id);
    if (!there) this.#showFirst();
  }

  #showFirst(): void {
    const [first] = this.workspace.apis;
    this.view.document = first === undefined ? null : { kind: 'apis', id: first.id };
  }

  /** Changes the text of a document. */
  editDocument(kind: DocumentKind, id: string, edit: (text: string) => string, topic: string | null = null): void {
    this.update(
      (workspace) => withDocument(workspace, kind, id, (document) => ({ ...document, draft: edit(document.draft) })),
      topic,
    );
  }

  /** Adds a document and opens it. */
  addDocument(kind: DocumentKind, document: Document): void {
    this.update((workspace) => ({ ...workspace, [kind]: [...workspace[kind], document] }));
    this.view.document = { kind, id: document.id };
  }

  /** Removes a document, from the gateway too. */
  removeDocument(kind: DocumentKind, id: string): void {
    const document = this.workspace[kind].find((each) => each.id === id);
    if (document === undefined) return;
    this.update((workspace) => ({ ...workspace, [kind]: workspace[kind].filter((each) => each.id !== id) }));
    if (document.saved !== null) this.gateway.remove(kind, document.saved, this.workspace);
    if (this.view.document?.id === id) {
      const next = this.workspace[kind].at(-1);
      if (next === undefined) this.#showFirst();
      else this.view.document = { kind, id: next.id };
    }
  }

  /** Saves a document to the gateway: the guide's Update. What the admin API says is in the result, good or bad; `null` while the API is on its way. */
  saveDocument(kind: DocumentKind, id: string): SaveResult | null {
    const { gateway } = this;
    if (this.#waiting.length > 0 || !gateway.isAdminReady) {
      this.inTurn(() => void gateway.adminReady().then(() => this.saveDocument(kind, id)));
      return null;
    }
    const document = this.workspace[kind].find((each) => each.id === id);
    if (document === undefined) return null;
    const text = document.draft;
    const saved = withDocument(this.workspace, kind, id, (each) => ({ ...each, saved: text }));
    const result = this.gateway.save(kind, id, text, saved);
    if (!result.ok) return result;
    const named = kind === 'apis' ? withGivenId(text, result) : text;
    this.update((workspace) =>
      withDocument(workspace, kind, id, (each) => ({
        ...each,
        saved: named,
        draft: each.draft === text ? named : each.draft,
      })),
    );
    return result;
  }

  /** Saves all that is unsaved; whether the admin API took all of it. */
  async saveAll(): Promise<boolean> {
    await this.#turn();
    await this.gateway.adminReady();
    let ok = true;
    for (const { kind, document } of this.unsaved) ok = (this.saveDocument(kind, document.id)?.ok ?? true) && ok;
    return ok;
  }

  /** Send was asked for while something was unsaved: the person chooses to save first, or not. */
  get asksToSave(): boolean {
    return this.#asksToSave && this.unsaved.length > 0;
  }

  /** What the Send button does: sends; where something is unsaved it asks first, and the second time saves and sends. */
  askToSend(): void {
    this.inTurn(() => this.#askToSend(), false);
  }

  #askToSend(): void {
    if (this.unsaved.length === 0) void this.send();
    else if (this.asksToSave) void this.saveAndSend();
    else this.#asksToSave = true;
  }

  /** Saves all and sends; nothing is sent where the admin API refuses one. */
  async saveAndSend(): Promise<void> {
    if (await this.saveAll()) await this.send();
  }

  /** Sends nothing after all. */
  dontSend(): void {
    this.#asksToSave = false;
  }

  /** Sends the request for real, to what is saved: it uses up rate and quota, leaves a session, and enters the history. */
  async send(): Promise<void> {
    await this.#turn();
    const { workspace } = this;
    const token = await encodeToken(workspace.token, workspace.keys, Math.floor(this.clock.exactly() / 1000));
    const request = buildRequest(workspace.request, token.ok ? token.text : null);
    await this.#sendAsked({ workspace, token, request });
  }

  /** Sends a request of the history again, as it was, to what is saved now. */
  async sendAgain({ workspace, token, request }: HistoryEntry): Promise<void> {
    await this.#sendAsked({ workspace, token, request });
  }

  async #sendAsked(asked: Pick<Evaluation, 'workspace' | 'token' | 'request'>): Promise<void> {
    this.#asksToSave = false;
    this.#sending = true;
    this.#failure = null;
    try {
      const entry = await this.gateway.send(asked);
      this.view.picked = entry.number;
    } catch (reason) {
      this.#failure = reason instanceof Error ? reason.message : String(reason);
    } finally {
      this.#sending = false;
    }
  }

  /** The document that a place is in; undefined when it is in none, or that one is gone. */
  documentOf({ document, id }: Place): DocumentRef | undefined {
    if (document === 'api') {
      const found = this.workspace.apis.find(({ draft }) => {
        const read = readApi(draft);
        return read.ok && read.value.definition.api_id === id;
      });
      return found === undefined ? undefined : { kind: 'apis', document: found };
    }
    if (document !== 'policy') return undefined;
    const found = this.workspace.policies.find(({ draft }) => {
      const read = readPolicy(draft);
      return read.ok && read.value.id === id;
    });
    return found === undefined ? undefined : { kind: 'policies', document: found };
  }

  /** Opens the column and the document of a place, and puts the cursor there. */
  reveal(place: Place): void {
    const ref = this.documentOf(place);
    if (ref !== undefined) {
      this.view.column = 'gateway';
      this.view.document = { kind: ref.kind, id: ref.document.id };
    } else if (place.document === 'token header' || place.document === 'token payload') this.view.column = 'token';
    else if (place.document === 'request') this.view.column = 'answer';
    else if (place.document === 'session' || place.document === 'key set') {
      this.view.column = 'answer';
      this.view.answerTab = 'sessions';
    }
    this.view.jumpTo(place);
  }
}

/** The definition with the id that the gateway gave it, where it had none of its own. */
function withGivenId(text: string, { answer }: SaveResult): string {
  const read = readApi(text);
  if (!read.ok || read.value.definition.api_id !== '') return text;
  const id = /"key":"([^"]*)"/.exec(answer.response?.body ?? '')?.[1];
  if (id === undefined) return text;
  const path = read.value.oas === null ? ['api_id'] : ['x-tyk-api-gateway', 'info', 'id'];
  return setMember(text, path, id);
}

const key = Symbol('playground');

/** Gives the playground to the components below. */
export function providePlayground(playground: Playground): void {
  setContext(key, playground);
}

/** The page's playground. */
export function usePlayground(): Playground {
  const found: unknown = getContext(key);
  if (!(found instanceof Playground)) throw new Error('There is no playground above this component.');
  return found;
}
