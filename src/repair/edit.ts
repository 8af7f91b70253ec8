/**
 * The edits that changes are made of: of a definition by the names of its classic form, of a policy, of the token, of the request.
 */
import type { JsonValue } from '../go/json';
import { placeInOas } from '../gateway/definition/oas';
import { readApi } from '../workspace/documents';
import { setMember, type JsonPath } from '../workspace/json-edit';
import { type DocumentKind, type NamedKey, type RequestDraft, withDocument } from '../workspace/workspace';
import type { ReadApi } from './refused';
import type { Situation } from './situation';

type Edit = (situation: Situation) => Situation;

function inText(kind: DocumentKind, id: string, edit: (text: string) => string): Edit {
  return (situation) => ({
    ...situation,
    workspace: withDocument(situation.workspace, kind, id, (document) => ({
      ...document,
      draft: edit(document.draft),
    })),
  });
}

/** Sets a member of an API's definition, named as in the classic form. In an OAS document it is set where that one has it. */
export function inDefinition({ document }: ReadApi, path: readonly string[], value: JsonValue | undefined): Edit {
  return inText('apis', document.id, (text) => {
    const read = readApi(text);
    if (!read.ok) return text;
    const { oas, definition } = read.value;
    return setMember(text, oas === null ? path : placeInOas(oas, definition, path), value);
  });
}

/** Sets a member of an API's own text, by its place there. */
export function inApiText({ document }: ReadApi, path: JsonPath, value: JsonValue | undefined): Edit {
  return inText('apis', document.id, (text) => setMember(text, path, value));
}

/** Sets a member of a policy. */
export function inPolicy(documentId: string, path: JsonPath, value: JsonValue | undefined): Edit {
  return inText('policies', documentId, (text) => setMember(text, path, value));
}

/** Changes the request. */
export function inRequest(edit: (request: RequestDraft) => RequestDraft): Edit {
  return (situation) => ({
    ...situation,
    workspace: { ...situation.workspace, request: edit(situation.workspace.request) },
  });
}

/** Puts a token in place of the one there is, made of two JSON texts and signed with a key. */
export function withToken(header: string, payload: string, key: NamedKey): Edit {
  return (situation) => {
    const { workspace } = situation;
    const keys = workspace.keys.some(({ id }) => id === key.id) ? workspace.keys : [...workspace.keys, key];
    const token = { kind: 'composed', header, payload, keyId: key.id, fault: null } as const;
    return { ...situation, workspace: { ...workspace, keys, token } };
  };
}

/** Several edits, one after another. */
export function all(...edits: readonly Edit[]): Edit {
  return (situation) => edits.reduce((before, edit) => edit(before), situation);
}
