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
  return parts.reduce(apply, workspace);
}

/** A workspace of the parts alone; what is in it is saved, as the files of a gateway that has started with them. */
export function workspaceOf(parts: readonly ImportPart[]): Workspace {
  const made = applyImport(emptyWorkspace(), parts);
  const saved = (document: Document): Document => ({ ...document, saved: document.draft });
  return { ...made, apis: made.apis.map(saved), policies: made.policies.map(saved) };
}

function apply(workspace: Workspace, part: ImportPart): Workspace {
  switch (part.kind) {
    case 'api':
      return { ...workspace, apis: put(workspace.apis, part.text, part.apiId, apiIdOf) };
    case 'policy':
      return { ...workspace, policies: put(workspace.policies, part.text, part.policyId, policyIdOf) };
    case 'key':
      return { ...workspace, keys: withKey(workspace.keys, part.key) };
    case 'token':
      return { ...workspace, token: { kind: 'encoded', text: part.token } };
    case 'request':
      return { ...workspace, request: part.request };
    case 'unknown':
      return workspace;
  }
}

function put(
  documents: readonly Document[],
  draft: string,
  id: string,
  idOf: (text: string) => string,
): readonly Document[] {
  const before = id === '' ? undefined : documents.find((document) => idOf(document.draft) === id);
  if (before === undefined) return [...documents, newDocument(draft)];
  return documents.map((document) => (document === before ? { ...document, draft } : document));
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

function withKey(keys: readonly NamedKey[], key: Omit<NamedKey, 'id'>): readonly NamedKey[] {
  const name = JSON.stringify(key.jwk);
  return keys.some(({ jwk, kid }) => kid === key.kid && JSON.stringify(jwk) === name)
    ? keys
    : [...keys, { id: freshId(), ...key }];
}
