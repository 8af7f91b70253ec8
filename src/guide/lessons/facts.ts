/**
 * What the checks of the lessons look at: the workspace, what the gateway would answer to it, and what it answered.
 */
import { readApi, readPolicy } from '../../workspace/documents';
import type { ApiSource } from '../../gateway/gateway';
import { loadApi, type LoadedApi } from '../../gateway/loaded-api';
import type { Exchange } from '../../gateway/outcome';
import type { Policy } from '../../gateway/definition/policy';
import type { Evaluation } from '../../workspace/evaluate';
import { memberAt } from '../../workspace/json-edit';
import { partText } from '../../workspace/signing';
import type { JsonValue } from '../../go/json';
import type { Document, Workspace } from '../../workspace/workspace';
import type { Outcome } from './lesson';

export interface Facts {
  readonly workspace: Workspace;
  /** What would be answered, if what is typed were saved; `null` before the first time that it was asked. */
  readonly live: Evaluation | null;
  /** The requests that were sent while these documents were there, the oldest first. */
  readonly sent: readonly Evaluation[];
}

/**
 * The facts of a workspace. A request counts when an API that was there then is there still: whoever begins a lesson anew
 * has new documents, and so nothing sent yet.
 */
export function factsOf(workspace: Workspace, live: Evaluation | null, history: readonly Evaluation[]): Facts {
  const ids = new Set(workspace.apis.map(({ id }) => id));
  return { workspace, live, sent: history.filter((entry) => entry.workspace.apis.some(({ id }) => ids.has(id))) };
}

/** A document that can be read, and what it says as it is typed. */
export interface ReadDocument<T> {
  readonly document: Document;
  readonly value: T;
}

/** The API that the lessons are about: the one whose listen path the request's path begins with, else the first. `null`: none can be read. */
export function apiInHand({ apis, request }: Workspace): ReadDocument<ApiSource> | null {
  const readable = apis.flatMap((document) => {
    const read = readApi(document.draft);
    return read.ok ? [{ document, value: read.value }] : [];
  });
  const asked = readable
    .filter(({ value }) => request.path.startsWith(value.definition.proxy.listen_path))
    .sort((a, b) => b.value.definition.proxy.listen_path.length - a.value.definition.proxy.listen_path.length);
  return asked[0] ?? readable[0] ?? null;
}

/** The API in hand as the gateway would load it; `null`: there is none, or it would not. */
export function loadedApiInHand(workspace: Workspace): LoadedApi | null {
  const api = apiInHand(workspace);
  const loading = api === null ? null : loadApi(api.value.definition, api.value.oas);
  return loading?.ok === true ? loading.api : null;
}

/** The API as the gateway has it; `null` when it was never saved, or what was saved cannot be read. */
export function savedApi({ document: { saved } }: ReadDocument<ApiSource>): ApiSource | null {
  const read = saved === null ? null : readApi(saved);
  return read?.ok === true ? read.value : null;
}

/** The policies that the gateway has, each with its document. */
export function savedPolicies({ policies }: Workspace): readonly ReadDocument<Policy>[] {
  return policies.flatMap((document) => {
    const read = document.saved === null ? null : readPolicy(document.saved);
    return read?.ok === true ? [{ document, value: read.value }] : [];
  });
}

/** Whether a policy opens an API: it names the API, and both are of one organization. */
export function grants({ access_rights: rights, org_id: organization }: Policy, { definition }: ApiSource): boolean {
  return organization === definition.org_id && rights !== null && Object.hasOwn(rights, definition.api_id);
}

/** A claim of the token at the top of its payload; undefined where there is none, or no payload that can be read. */
export function claimOf({ token }: Workspace, name: string): JsonValue | undefined {
  return memberAt(partText(token, 'payload') ?? '', [name]);
}

/** What an exchange came to; `null` when the connection was cut. */
export function outcomeOf({ response, trace }: Exchange): Outcome | null {
  const refused = trace.find(({ refusal }) => refusal !== undefined);
  return response === null ? null : { status: response.status, code: refused?.refusal?.code ?? null };
}

/** The gateway's answer in a few words: `403: Key not authorized`. */
export function answerText({ response, trace }: Exchange): string {
  if (response === null) return 'nothing: the connection was cut';
  const message = trace.find(({ refusal }) => refusal !== undefined)?.refusal?.message;
  return message === undefined ? String(response.status) : `${String(response.status)}: ${message}`;
}
