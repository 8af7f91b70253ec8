/**
 * Puts recognised parts into the workspace.
 */
import { formOf } from '../documents';
import { memberAt } from '../json-edit';
import { type Document, emptyWorkspace, freshId, type NamedKey, newDocument, type Workspace } from '../workspace';
import type { ImportPart } from './part';

/**
 * The workspace with the parts in it. A definition or policy replaces the one of the same id and is not saved to the
 * gateway yet; a key that is there already stays as it is. What is of kind `unknown` changes nothing.
 */
export function applyImport(workspace: Workspace, parts: readonly ImportPart[]): Workspace {
  if (parts.every(({ kind }) => kind === 'unknown')) return workspace;
  const apis = parts.flatMap((part) => (part.kind === 'api' ? [{ id: part.apiId, text: part.text }] : []));
  const policies = parts.flatMap((part) => (part.kind === 'policy' ? [{ id: part.policyId, text: part.text }] : []));
  const keys = parts.flatMap((part) => (part.kind === 'key' ? [part.key] : []));
  const token = parts.findLast((part) => part.kind === 'token');
  const request = parts.findLast((part) => part.kind === 'request');
  return {
    ...workspace,
    ...(apis.length === 0 ? {} : { apis: put(workspace.apis, apis, apiIdOf) }),
    ...(policies.length === 0 ? {} : { policies: put(workspace.policies, policies, policyIdOf) }),
    ...(keys.length === 0 ? {} : { keys: withKeys(workspace.keys, keys) }),
    ...(token === undefined ? {} : { token: { kind: 'encoded', text: token.token } }),
    ...(request === undefined ? {} : { request: request.request }),
  };
}

/** A workspace of the parts alone; what is in it is saved, as the files of a gateway that has started with them. */
export function workspaceOf(parts: readonly ImportPart[]): Workspace {
  const made = applyImport(emptyWorkspace(), parts);
  const saved = (document: Document): Document => ({ ...document, saved: document.draft });
  return { ...made, apis: made.apis.map(saved), policies: made.policies.map(saved) };
}

/** The documents with the given ones in place of those of the same id, or behind them; an empty id is nobody's. */
function put(
  documents: readonly Document[],
  given: readonly { readonly id: string; readonly text: string }[],
  idOf: (text: string) => string,
): readonly Document[] {
  const next = [...documents];
  const places = new Map<string, number>();
  const note = (id: string, at: number): void => {
    if (id !== '' && !places.has(id)) places.set(id, at);
  };
  for (const [at, { draft }] of documents.entries()) note(idOf(draft), at);
  for (const { id, text } of given) {
    const at = places.get(id);
    const before = at === undefined ? undefined : next[at];
    if (at === undefined || before === undefined) {
      note(idOf(text), next.length);
      next.push(newDocument(text));
    } else next[at] = { ...before, draft: text };
  }
  return next;
}

/** The id that a definition's text gives, read even when the gateway would not read the text; empty: none. */
function apiIdOf(text: string): string {
  const form = formOf(text);
  const path = form.ok && form.value === 'oas' ? ['x-tyk-api-gateway', 'info', 'id'] : ['api_id'];
  const id = memberAt(text, path);
  return typeof id === 'string' ? id : '';
}

/** The id that a policy's text gives; empty: none. */
function policyIdOf(text: string): string {
  const id = memberAt(text, ['id']);
  return typeof id === 'string' ? id : '';
}

function withKeys(keys: readonly NamedKey[], given: readonly Omit<NamedKey, 'id'>[]): readonly NamedKey[] {
  const nameOf = ({ kid, jwk }: Omit<NamedKey, 'id'>): string => JSON.stringify([kid, jwk]);
  const known = new Set(keys.map(nameOf));
  const added = given.filter((key) => {
    const name = nameOf(key);
    return !known.has(name) && known.add(name);
  });
  return added.length === 0 ? keys : [...keys, ...added.map((key) => ({ id: freshId(), ...key }))];
}
