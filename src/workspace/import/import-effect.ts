/**
 * What taking a part would do to the workspace, told before it is done.
 */
import { titleOf } from '../document-title';
import type { Document, DocumentKind, Workspace } from '../workspace';
import { applyImport } from './apply-import';
import type { ImportPart } from './part';

/** What would become of what is there. */
export type ImportEffect =
  | { readonly kind: 'new' }
  /** What is there already is the same. */
  | { readonly kind: 'same' }
  /** `what` names what is there now; `before` is its text, where it has one. */
  | { readonly kind: 'replaces'; readonly what: string; readonly before: string | null }
  | { readonly kind: 'nothing' };

/** The effect of one part. */
export function importEffect(workspace: Workspace, part: ImportPart): ImportEffect {
  const after = applyImport(workspace, [part]);
  switch (part.kind) {
    case 'api':
      return documentEffect('apis', workspace.apis, after.apis);
    case 'policy':
      return documentEffect('policies', workspace.policies, after.policies);
    case 'key':
      return after.keys.length === workspace.keys.length ? { kind: 'same' } : { kind: 'new' };
    case 'token':
      return { kind: 'replaces', what: 'the token', before: null };
    case 'request':
      return { kind: 'replaces', what: 'the request', before: null };
    case 'unknown':
      return { kind: 'nothing' };
  }
}

function documentEffect(kind: DocumentKind, before: readonly Document[], after: readonly Document[]): ImportEffect {
  if (after.length > before.length) return { kind: 'new' };
  const at = before.findIndex((document, index) => document.draft !== after[index]?.draft);
  const replaced = before[at];
  if (replaced === undefined) return { kind: 'same' };
  return { kind: 'replaces', what: titleOf(kind, replaced).title, before: replaced.draft };
}
