import { setMember } from '../json-edit';
import { withDocument, type Workspace } from '../workspace';
import type { Fix } from './finding';

/** The workspace with a fix made in the drafts; what was saved stays. An edit of a document that is gone does nothing. */
export function applyFix(workspace: Workspace, fix: Fix): Workspace {
  return fix.edits.reduce(
    (before, { kind, documentId, path, value }) =>
      withDocument(before, kind, documentId, (document) => ({
        ...document,
        draft: setMember(document.draft, path, value),
      })),
    workspace,
  );
}
