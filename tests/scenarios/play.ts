/** Plays a scenario as the page does: open, then for each step its actions, save, send; one gateway, one clock. */
import { answerAdmin } from '../../src/gateway/admin/admin';
import { emptyCatalogue, putDefinition, putPolicy } from '../../src/gateway/admin/catalogue';
import { Gateway } from '../../src/gateway/gateway';
import type { Exchange } from '../../src/gateway/outcome';
import { settings } from '../../src/gateway/settings';
import { makeNetwork } from '../../src/mock/network';
import { act, openScenario } from '../../src/scenarios/open-scenario';
import type { Scenario } from '../../src/scenarios/scenario';
import { issueToken } from '../../src/ui/scenarios/issue-token';
import { formOf, readApi, readPolicy } from '../../src/workspace/documents';
import { loadDocuments } from '../../src/workspace/evaluate';
import { surroundingsOf } from '../../src/workspace/network';
import { buildRequest } from '../../src/workspace/request';
import { encodeToken } from '../../src/workspace/token';
import { isUnsaved, type DocumentKind, type Workspace } from '../../src/workspace/workspace';

/** When every scenario is opened, in milliseconds. */
const opened = 1_790_000_000_250;

export class Play {
  workspace: Workspace;
  readonly gateway: Gateway;
  readonly #catalogue = emptyCatalogue();
  #now: number;

  private constructor(workspace: Workspace) {
    this.workspace = workspace;
    this.#now = opened;
    const wait = (milliseconds: number): Promise<void> => {
      this.#now += milliseconds;
      return Promise.resolve();
    };
    const network = makeNetwork(() => this.workspace);
    this.gateway = new Gateway(surroundingsOf(network, { now: () => this.#now, wait }));
    for (const { draft } of workspace.apis) {
      const form = formOf(draft);
      if (form.ok) putDefinition(this.#catalogue, form.value, draft);
    }
    for (const { draft } of workspace.policies) putPolicy(this.#catalogue, draft);
    this.#reload();
  }

  static async open(scenario: Scenario): Promise<Play> {
    const play = new Play(await openScenario(scenario, opened, (...asked) => issueToken(...asked, opened)));
    for (const { name, session } of scenario.keys ?? []) {
      play.#admin('POST', `/tyk/keys/${name}`, JSON.stringify(session));
    }
    return play;
  }

  /** Everything typed, saved once more: what the admin API says to each document. */
  saveEverything(): void {
    for (const { draft } of this.workspace.apis) this.#save('apis', draft);
    for (const { draft } of this.workspace.policies) this.#save('policies', draft);
  }

  async step(scenario: Scenario, number: number): Promise<Exchange> {
    const step = scenario.steps[number];
    if (step === undefined) throw new Error(`there is no step ${String(number)}`);
    const before = this.workspace;
    this.workspace = await act(before, step.before ?? [], {
      now: () => this.#now,
      issue: (...asked) => issueToken(...asked, this.#now),
      effects: {
        wait: (seconds) => {
          this.#now += seconds * 1000;
        },
        flushKeySets: () => {
          this.gateway.flushKeySets();
        },
        readApi: (id) => {
          this.#admin('GET', `/tyk/apis/oas/${id}`, '');
        },
        deleteSessions: () => {
          for (const id of [...this.gateway.state.sessions.keys()]) this.#admin('DELETE', `/tyk/keys/${id}`, '');
        },
      },
    });
    const kept = new Set(this.workspace.policies.map(({ id }) => id));
    for (const { id, draft } of before.policies) {
      const read = readPolicy(draft);
      if (!kept.has(id) && read.ok) this.#catalogue.policies.delete(read.value.id);
    }
    for (const { draft } of this.workspace.apis.filter(isUnsaved)) this.#save('apis', draft);
    for (const { draft } of this.workspace.policies.filter(isUnsaved)) this.#save('policies', draft);
    const saved = (document: Workspace['apis'][number]) => ({ ...document, saved: document.draft });
    this.workspace = {
      ...this.workspace,
      apis: this.workspace.apis.map(saved),
      policies: this.workspace.policies.map(saved),
    };
    this.#reload();
    const { token: draft, keys, request } = this.workspace;
    const token = await encodeToken(draft, keys, Math.floor(this.#now / 1000));
    if (!token.ok) throw new Error(token.message);
    return this.gateway.handle(buildRequest(request, token.text));
  }

  #save(kind: DocumentKind, draft: string): void {
    if (kind === 'policies') {
      const read = readPolicy(draft);
      if (!read.ok) throw new Error(read.error);
      this.#admin('PUT', `/tyk/policies/${read.value.id}`, draft);
      return;
    }
    const form = formOf(draft);
    const read = readApi(draft);
    if (!form.ok || !read.ok) throw new Error('the definition cannot be read');
    const base = form.value === 'oas' ? '/tyk/apis/oas' : '/tyk/apis';
    this.#admin('PUT', `${base}/${read.value.definition.api_id}`, draft);
  }

  #admin(method: string, path: string, body: string): void {
    const { response } = answerAdmin(this.gateway, this.#catalogue, { method, path, body, secret: settings.secret });
    if (response === null || response.status >= 300) throw new Error(`${method} ${path}: ${response?.body ?? 'none'}`);
  }

  #reload(): void {
    const { apis, policies } = loadDocuments(this.workspace, 'draft');
    this.gateway.load(apis, policies);
  }
}
