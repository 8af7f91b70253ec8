/**
 * Work that takes more than a moment with a large text, and needs nothing of the page: it may be done in a worker.
 */
import { convertDefinition, type Conversion } from '../../workspace/convert';
import type { GivenFile } from '../../workspace/import/given-file';
import { makeExport, type ExportOrder, type MadeExport } from '../export/make-export';
import { recogniseFiles, recogniseText, type FoundImport } from '../../workspace/import/recognise-files';

/** What is to be done, as plain data. */
export type Work =
  | { readonly kind: 'import of a text'; readonly text: string }
  | { readonly kind: 'import of files'; readonly files: readonly GivenFile[] }
  | { readonly kind: 'conversion'; readonly text: string }
  | { readonly kind: 'export'; readonly order: ExportOrder };

/** What the worker answers: what came of the work, or our own failure in a sentence. */
export type Carried<Made> = { readonly ok: true; readonly made: Made } | { readonly ok: false; readonly error: string };

/** Does the work. */
export async function carryOut(work: Work): Promise<FoundImport | Conversion | MadeExport> {
  switch (work.kind) {
    case 'import of a text':
      return await recogniseText(work.text);
    case 'import of files':
      return await recogniseFiles(work.files);
    case 'conversion':
      return convertDefinition(work.text);
    case 'export':
      return await makeExport(work.order);
  }
}
