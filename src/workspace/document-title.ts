/**
 * What a document is called in lists: its name and id, as typed.
 */
import { memberAt, type JsonPath } from './json-edit';
import type { Document, DocumentKind } from './workspace';

/** The name and id in a document's text; both may be empty. */
export interface DocumentTitle {
  /** The name, else the id, else “Untitled”. */
  readonly title: string;
  /** The API's or the policy's own id; empty where the text has none that can be read. */
  readonly id: string;
}

const kept = new WeakMap<Document, DocumentTitle>();
const extension = 'x-tyk-api-gateway';

/** The title of a document. The same document object is read once. */
export function titleOf(kind: DocumentKind, document: Document): DocumentTitle {
  const known = kept.get(document);
  if (known !== undefined) return known;
  const made = readTitle(kind, document.draft);
  kept.set(document, made);
  return made;
}

function readTitle(kind: DocumentKind, text: string): DocumentTitle {
  const first = (...paths: readonly JsonPath[]): string => {
    for (const path of paths) {
      const value = memberAt(text, path);
      if (typeof value === 'string' && value !== '') return value;
    }
    return '';
  };
  const isPolicy = kind === 'policies';
  const id = isPolicy ? first(['id']) : first([extension, 'info', 'id'], ['api_id']);
  const name = isPolicy ? first(['name']) : first([extension, 'info', 'name'], ['name']);
  return { title: name || id || 'Untitled', id };
}
