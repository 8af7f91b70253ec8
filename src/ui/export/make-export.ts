/**
 * The zip that the page exports, made from plain data alone, so that a worker can make it.
 */
import { makeNetwork } from '../../mock/network';
import { exportFolder, type ExportedFolder, type Exporting } from '../../workspace/export/export-folder';
import { zipOf } from '../../workspace/export/zip';
import type { Workspace } from '../../workspace/workspace';

/** What is exported, and the name of the folder in the zip. */
export interface ExportOrder extends Omit<Exporting, 'network'> {
  readonly folder: string;
}

/** The folder, and the zip that it is in. */
export interface MadeExport {
  readonly made: ExportedFolder;
  readonly zip: Uint8Array<ArrayBuffer>;
}

/** Makes the folder and the zip. */
export async function makeExport({ folder, ...exporting }: ExportOrder): Promise<MadeExport> {
  const made = await exportFolder({ ...exporting, network: makeNetwork(() => exporting.workspace) });
  return { made, zip: zipOf(made.files, folder) };
}

/** UTF-16 units of all that is long in what is exported. */
export function lengthOf({ workspace, sent }: Pick<ExportOrder, 'workspace' | 'sent'>): number {
  const requests = sent.map(({ request, token }) => (request.body ?? '').length + (token.ok ? token.text.length : 0));
  return lengthOfTexts(workspace) + requests.reduce((sum, length) => sum + length, 0);
}

function lengthOfTexts({ apis, policies, token, request }: Workspace): number {
  const documents = [...apis, ...policies].map(({ draft, saved }) => draft.length + (saved ?? '').length);
  const ofToken = token.kind === 'encoded' ? token.text.length : token.header.length + token.payload.length;
  return documents.reduce((sum, length) => sum + length, ofToken + request.body.length + request.path.length);
}
