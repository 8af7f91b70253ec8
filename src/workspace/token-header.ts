/**
 * The header of the workspace's token, whichever way the token is given.
 */
import { isObject, unmarshal, type JsonObject } from '../go/json';
import { decodeParts } from './token';
import type { TokenDraft } from './workspace';

const utf8 = new TextEncoder();

/** The header's text: as it is typed, or decoded from a pasted token; `null` when that is not base64url. */
function headerText(draft: TokenDraft): string | null {
  return draft.kind === 'composed' ? draft.header : decodeParts(draft.text).header;
}

/** The header as the gateway reads it; empty when it cannot. */
export function tokenHeader(draft: TokenDraft): JsonObject {
  const read = unmarshal(utf8.encode(headerText(draft) ?? ''));
  return read.ok && isObject(read.value) ? read.value : {};
}
