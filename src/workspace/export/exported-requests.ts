/**
 * The requests of the history as they go along with an exported folder, each with the answer that a gateway gives which
 * begins with that folder.
 */
import { readApi, readPolicy } from '../documents';
import { Gateway } from '../../gateway/gateway';
import type { GatewayRequest } from '../../gateway/outcome';
import type { Evaluation } from '../evaluate';
import { memberAt } from '../json-edit';
import { type Network, surroundingsOf } from '../network';
import { hasRelativeTimes } from '../relative-times';
import { buildRequest } from '../request';
import { decodeParts, encodeToken, type EncodedToken } from '../token';
import type { Workspace } from '../workspace';
import { originalOf } from './stand-in-address';

/** A request that was sent on the page. */
export type SentRequest = Pick<Evaluation, 'workspace' | 'request' | 'token' | 'exchange'>;

/** A request, and what it is answered. */
export interface ExportedRequest {
  readonly workspace: Workspace;
  readonly request: GatewayRequest;
  readonly token: EncodedToken;
  /** `null`: the connection is cut. */
  readonly status: number | null;
  /** The body where the gateway itself answers; `null`: the upstream’s. */
  readonly body: string | null;
  /** Why it was answered otherwise on the page; empty: it was not. */
  readonly onPage: string;
  /** When the token ends, in Unix seconds; `null`: never, or it has ended. */
  readonly ends: number | null;
}

/** Requests that were sent to what is saved now, made for a gateway that starts now. */
export interface ExportedRequests {
  readonly requests: readonly ExportedRequest[];
  /** How many were sent to something else, and are left out. */
  readonly older: number;
}

/** Whom the requests are asked. */
export interface Asking {
  /** The workspace that is exported. */
  readonly exported: Workspace;
  /** Its files. */
  readonly files: ReadonlyMap<string, string>;
  readonly network: Network;
  /** This machine's time in milliseconds, by which the gateway of the folder will judge, whatever the page's clock says. */
  readonly now: number;
}

/** Asks a gateway with the exported files each request in turn. */
export async function exportedRequests(
  sent: readonly SentRequest[],
  { exported, files, network, now }: Asking,
): Promise<ExportedRequests> {
  let clock = now;
  const wait = (milliseconds: number): Promise<void> => {
    clock += milliseconds;
    return Promise.resolve();
  };
  const gateway = new Gateway(surroundingsOf(behindStandIn(network), { now: () => clock, wait }));
  loadFiles(gateway, files);
  const same = sent.filter(({ workspace }) => savedIn(workspace) === savedIn(exported));
  const requests: ExportedRequest[] = [];
  for (const each of same) {
    const { workspace } = each;
    const { token, request } = await asOf(each, now);
    const { response, upstream } = await gateway.handle(request);
    const status = response?.status ?? null;
    const before = each.exchange.response?.status ?? null;
    requests.push({
      ...{ workspace, request, token, status },
      body: upstream === null ? (response?.body ?? null) : null,
      onPage: status === before ? '' : `On the page it was answered ${before === null ? 'by a cut' : String(before)}.`,
      ends: endOf(token, now),
    });
  }
  return { requests, older: sent.length - same.length };
}

/** A token whose times follow the clock is made anew. */
async function asOf(
  { workspace, request, token }: SentRequest,
  now: number,
): Promise<Pick<ExportedRequest, 'request' | 'token'>> {
  const draft = workspace.token;
  if (draft.kind !== 'composed' || !hasRelativeTimes(draft.payload)) return { request, token };
  const made = await encodeToken(draft, workspace.keys, Math.floor(now / 1000));
  return { token: made, request: buildRequest(workspace.request, made.ok ? made.text : null) };
}

function endOf(token: EncodedToken, now: number): number | null {
  const exp = token.ok ? memberAt(decodeParts(token.text).payload ?? '', ['exp']) : undefined;
  return typeof exp === 'number' && exp * 1000 > now ? exp : null;
}

/** The page’s world, asked at the addresses of the stand-in. */
function behindStandIn(network: Network): Network {
  return {
    random: (bytes) => network.random(bytes),
    fetchKeySet: (url) => network.fetchKeySet(originalOf(url)),
    upstream: (url, request, at) => network.upstream(originalOf(url), request, at),
  };
}

function loadFiles(gateway: Gateway, files: ReadonlyMap<string, string>): void {
  const apis = [];
  const policies = [];
  // In the order of their names, as the gateway reads them.
  for (const [name, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const isHalf = files.has(name.replace(/\.json$/, '-oas.json'));
    const api = name.startsWith('apps/') && !isHalf ? readApi(text) : null;
    const policy = name.startsWith('policies/') ? readPolicy(text) : null;
    if (api?.ok === true) apis.push(api.value);
    if (policy?.ok === true) policies.push(policy.value);
  }
  gateway.load(apis, policies);
}

function savedIn({ apis, policies }: Workspace): string {
  return JSON.stringify([apis, policies].map((all) => all.map(({ saved }) => saved)));
}
