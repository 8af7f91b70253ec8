import { getContext, setContext } from 'svelte';
import type { DocumentForm as FormOfDocument } from '../../../workspace/fields/field';
import type { DocumentKind } from '../../../workspace/workspace';
import type { JsonPath } from '../../../workspace/json-edit';
import type { Finding } from '../../../workspace/lint/finding';

/** The document that a form is a view of, for the controls in it. Its members follow the document. */
export interface DocumentForm {
  readonly kind: DocumentKind;
  /** The document's id in the workspace. */
  readonly id: string;
  readonly text: string;
  readonly form: FormOfDocument;
  /** What the lint says, by the name of the field that shows the place. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** Changes the text. Changes of one topic in a row are undone together. */
  edit(topic: string, change: (text: string) => string): void;
}

/** A place of the document to put the cursor on, and the section that has it. Another `serial` asks again. */
export interface FormCursor {
  readonly path: JsonPath;
  readonly section: string;
  readonly serial: number;
}

const key = Symbol('document form');

/** Gives a document to the controls below. */
export function provideDocumentForm(form: DocumentForm): void {
  setContext(key, form);
}

/** The document that the control belongs to. */
export function useDocumentForm(): DocumentForm {
  const found = getContext<DocumentForm | undefined>(key);
  if (found === undefined) throw new Error('There is no document form above this component.');
  return found;
}
