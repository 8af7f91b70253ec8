/**
 * Recorded refusals as situations of the playground: what a person would have before them who pasted the recorded
 * definitions, policies, token and request.
 */
import type { GatewayRequest, Header } from '../src/gateway/outcome';
import type { Before } from '../src/recordings/replay';
import { fromLatin1 } from '../src/recordings/replay';
import type { Situation } from '../src/repair/situation';
import type { Network } from '../src/workspace/network';
import { splitTarget } from '../src/workspace/request';
import {
  emptyWorkspace,
  newDocument,
  type NameValue,
  type RequestDraft,
  type TokenDraft,
  type Workspace,
} from '../src/workspace/workspace';

/** The situation just before a recorded exchange; `null` for a call of the admin API. */
export function situationOf({ recorded, gateway, apis, policies }: Before): Situation | null {
  const { request, at, atMs } = recorded;
  if (request === undefined) return null;
  const headers = request.headers.map(([name, value]): Header => [name, fromLatin1(value)]);
  const { token, draft } = withToken({ method: 'GET', ...request, headers });
  const workspace: Workspace = {
    ...emptyWorkspace(),
    apis: apis.map(({ classic, oas }) => newDocument(oas ?? classic ?? '')),
    policies: policies.map((policy) => newDocument(JSON.stringify(policy))),
    token,
    request: draft,
    clock: { runs: false, at: atMs ?? at * 1000 },
  };
  return { workspace, state: gateway.state, at: atMs ?? at * 1000 };
}

/** Finds the token in a request: the header Authorization, else a query parameter or cookie that looks like one. */
function withToken(request: GatewayRequest): { readonly token: TokenDraft; readonly draft: RequestDraft } {
  const { method, path, headers, body = '' } = request;
  const kept = headers.filter(([name]) => name.toLowerCase() !== 'host');
  const plain = (list: readonly Header[]): NameValue[] => list.map(([name, value]) => ({ name, value, on: true }));
  const base = { method, path, headers: plain(kept), cookies: [], body };
  const at = kept.findIndex(([, value]) => looksLikeToken(value));
  const first = at === -1 ? kept.findIndex(([name]) => name.toLowerCase() === 'authorization') : at;
  const found = kept[first];
  if (found !== undefined) {
    const [name, value] = found;
    const [prefix = ''] = /^bearer /i.exec(value) ?? [];
    const others = plain(kept.filter((_, index) => index !== first));
    return {
      token: { kind: 'encoded', text: value.slice(prefix.length) },
      draft: { ...base, headers: others, token: { in: 'header', name, prefix } },
    };
  }
  const pair = splitTarget(path).pairs.find(({ value }) => looksLikeToken(value));
  const text = pair?.value ?? '';
  return { token: { kind: 'encoded', text }, draft: { ...base, token: { in: 'nowhere' } } };
}

function looksLikeToken(text: string): boolean {
  return /^(?:bearer )?eyJ[\w+/=-]*\.[\w+/=-]*\.[\w+/=-]*$/i.test(text);
}

/** The world that stood around the recorded gateway, answering at once. */
export function recordedNetwork(world: Before['world']): Network {
  return {
    random: (bytes) => world.random(bytes),
    fetchKeySet: async (url) => ({ answer: await world.fetchKeySet(url), after: 0 }),
    upstream: async (url, request) => ({ answer: await world.upstream(url, request), after: 0 }),
  };
}
