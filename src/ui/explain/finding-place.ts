import type { Place } from '../../gateway/outcome';
import { readApi, readPolicy } from '../../workspace/documents';
import type { Finding } from '../../workspace/lint/finding';
import type { Workspace } from '../../workspace/workspace';

/** The place of a finding; `null`: its document is gone, or cannot be read. */
export function placeOfFinding(workspace: Workspace, { kind, documentId, path }: Finding): Place | null {
  const document = workspace[kind].find(({ id }) => id === documentId);
  if (document === undefined) return null;
  const members = path.map(String);
  if (kind === 'apis') {
    const api = readApi(document.draft);
    return api.ok ? { document: 'api', id: api.value.definition.api_id, path: members } : null;
  }
  const policy = readPolicy(document.draft);
  return policy.ok ? { document: 'policy', id: policy.value.id, path: members } : null;
}
