/**
 * Asks what the gateway would answer to the workspace as it stands, on a copy of what the gateway remembers: looking
 * changes nothing.
 */
import { Gateway, type ApiSource, type SkippedApi } from '../gateway/gateway';
import type { Policy } from '../gateway/definition/policy';
import type { Exchange, GatewayRequest } from '../gateway/outcome';
import { copyState, type GatewayState } from '../gateway/state';
import { readApi, readPolicy } from './documents';
import { type Network, surroundingsOf } from './network';
import { buildRequest } from './request';
import { encodeToken, type EncodedToken } from './token';
import type { DocumentKind, Workspace } from './workspace';

/** A document that cannot be read as it is typed, and the reason. What was saved of it, if anything, is in force instead. */
export interface DocumentProblem {
  readonly kind: DocumentKind;
  readonly id: string;
  readonly message: string;
}

/** What the gateway has in force: read documents, and those that could not be read. */
export interface LoadedDocuments {
  readonly apis: readonly ApiSource[];
  readonly policies: readonly Policy[];
  readonly problems: readonly DocumentProblem[];
}

/** What a request gave, and what it was. */
export interface Evaluation {
  readonly workspace: Workspace;
  /** The gateway's time at which it was judged, in milliseconds since 1970. */
  readonly at: number;
  readonly token: EncodedToken;
  readonly request: GatewayRequest;
  readonly exchange: Exchange;
  readonly problems: readonly DocumentProblem[];
  readonly skipped: readonly SkippedApi[];
}

/** Reads the documents of a workspace: as typed, or as saved to the gateway. */
export function loadDocuments(workspace: Workspace, which: 'draft' | 'saved'): LoadedDocuments {
  const problems: DocumentProblem[] = [];
  const read = <T>(
    kind: DocumentKind,
    reader: (text: string) => { ok: true; value: T } | { ok: false; error: string },
  ) => {
    const found: T[] = [];
    for (const { id, draft, saved } of workspace[kind]) {
      const text = which === 'draft' ? draft : saved;
      if (text === null) continue;
      const typed = reader(text);
      if (typed.ok) {
        found.push(typed.value);
        continue;
      }
      problems.push({ kind, id, message: typed.error });
      const before = saved === null || saved === text ? null : reader(saved);
      if (before?.ok === true) found.push(before.value);
    }
    return found;
  };
  const apis = read('apis', readApi);
  const policies = read('policies', readPolicy);
  return { apis, policies, problems };
}

/** Asks what a gateway would answer if what is typed were saved to it. The gateway itself is never changed, so the same question has the same answer. */
export class Evaluator {
  readonly #network: Network;
  readonly #base: Gateway;

  /**
   * `base`: the gateway with what is saved to it. An API that is typed as it is saved stays as it is in memory, any other is
   * loaded anew, which empties its cache of key sets (behaviour 10.1). Without one nothing is saved.
   */
  constructor(
    network: Network,
    base = new Gateway(surroundingsOf(network, { now: () => 0, wait: () => Promise.resolve() })),
  ) {
    this.#network = network;
    this.#base = base;
  }

  /** Judges the workspace's request at a time of the gateway's clock, in milliseconds. */
  async evaluate(workspace: Workspace, state: GatewayState, at: number): Promise<Evaluation> {
    const token = await encodeToken(workspace.token, workspace.keys, Math.floor(at / 1000));
    const request = buildRequest(workspace.request, token.ok ? token.text : null);
    const { apis, policies, problems } = loadDocuments(workspace, 'draft');
    let now = at;
    // A held request, and a slow answer, pass on the evaluation's own clock, at once for the person.
    const wait = (milliseconds: number): Promise<void> => {
      now += milliseconds;
      return Promise.resolve();
    };
    const gateway = this.#base.fork(copyState(state), surroundingsOf(this.#network, { now: () => now, wait }));
    const skipped = gateway.load(apis, policies);
    const exchange = await gateway.handle(request);
    return { workspace, at, token, request, exchange, problems, skipped };
  }
}
