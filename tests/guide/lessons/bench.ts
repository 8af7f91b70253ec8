/** Follows lessons as the page does, without one: a workspace, a gateway on a clock that stands still, and what was sent. */
import { answerAdmin } from '../../../src/gateway/admin/admin';
import { emptyCatalogue } from '../../../src/gateway/admin/catalogue';
import { Gateway } from '../../../src/gateway/gateway';
import { settings } from '../../../src/gateway/settings';
import { factsOf, type Facts } from '../../../src/guide/lessons/facts';
import type { Action, Edit } from '../../../src/guide/lessons/lesson';
import { makeNetwork } from '../../../src/mock/network';
import { issueToken } from '../../../src/ui/scenarios/issue-token';
import { formOf, readApi, readPolicy } from '../../../src/workspace/documents';
import { Evaluator, loadDocuments, type Evaluation } from '../../../src/workspace/evaluate';
import { surroundingsOf } from '../../../src/workspace/network';
import { followListenPath } from '../../../src/workspace/prefilled-path';
import { buildRequest } from '../../../src/workspace/request';
import { encodeToken } from '../../../src/workspace/token';
import { isUnsaved, type Workspace } from '../../../src/workspace/workspace';

/** When everything happens, in milliseconds. */
export const now = 1_790_000_000_250;

export class Bench {
  workspace: Workspace;
  readonly history: Evaluation[] = [];
  readonly #gateway: Gateway;
  readonly #evaluator: Evaluator;

  constructor(workspace: Workspace) {
    this.workspace = workspace;
    const network = makeNetwork(() => this.workspace);
    this.#gateway = new Gateway(surroundingsOf(network, { now: () => now, wait: () => Promise.resolve() }));
    this.#evaluator = new Evaluator(network, this.#gateway);
    this.#load();
  }

  /** Opens another workspace, as whoever begins a lesson does: the gateway forgets its sessions and key sets. */
  open(workspace: Workspace): void {
    this.workspace = workspace;
    this.#gateway.reset();
    this.#load();
  }

  async facts(): Promise<Facts> {
    return factsOf(this.workspace, await this.live(), this.history);
  }

  live(): Promise<Evaluation> {
    return this.#evaluator.evaluate(this.workspace, this.#gateway.state, now);
  }

  async perform(actions: readonly Action[]): Promise<void> {
    for (const action of actions) {
      if (action.do === 'edit') this.#edit(action.edit);
      else if (action.do === 'make') this.#edit(await action.make(now));
      else if (action.do === 'update') this.#save();
      else if (action.do === 'send') await this.#send();
      else {
        const provider = this.workspace.providers.find(({ shape }) => shape === action.from);
        if (provider === undefined) throw new Error(`there is no provider of the shape ${action.from}`);
        const text = await issueToken(provider, action.grant, now);
        this.workspace = { ...this.workspace, token: { kind: 'encoded', text } };
      }
    }
  }

  #edit(edit: Edit): void {
    this.workspace = followListenPath(this.workspace, edit(this.workspace));
  }

  async #send(): Promise<void> {
    const { workspace } = this;
    const token = await encodeToken(workspace.token, workspace.keys, Math.floor(now / 1000));
    const request = buildRequest(workspace.request, token.ok ? token.text : null);
    const exchange = await this.#gateway.handle(request);
    this.history.push({ workspace, at: now, token, request, exchange, problems: [], skipped: [] });
  }

  /** Everything that is saved is taken by the admin API of a gateway that has nothing yet. */
  #save(): void {
    const { apis, policies } = this.workspace;
    for (const { draft } of apis.filter(isUnsaved)) {
      const form = formOf(draft);
      const read = readApi(draft);
      if (!form.ok || !read.ok) throw new Error('the definition cannot be read');
      this.#admin(form.value === 'oas' ? '/tyk/apis/oas' : '/tyk/apis', draft);
    }
    for (const { draft } of policies.filter(isUnsaved)) {
      const read = readPolicy(draft);
      if (!read.ok) throw new Error(read.error);
      this.#admin('/tyk/policies', draft);
    }
    const save = (document: Workspace['apis'][number]) => ({ ...document, saved: document.draft });
    this.workspace = { ...this.workspace, apis: apis.map(save), policies: policies.map(save) };
    this.#load();
  }

  #admin(path: string, body: string): void {
    const call = { method: 'POST', path, body, secret: settings.secret };
    const { response } = answerAdmin(this.#gateway, emptyCatalogue(), call);
    if (response === null || response.status >= 300) throw new Error(`${path}: ${response?.body ?? 'no answer'}`);
  }

  #load(): void {
    const { apis, policies } = loadDocuments(this.workspace, 'saved');
    this.#gateway.load(apis, policies);
  }
}
