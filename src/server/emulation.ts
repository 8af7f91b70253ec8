/**
 * The gateway that a server runs: from a folder as a real one has it, or with the setup guide's example.
 */
import { emptyCatalogue, putDefinition, putPolicy } from '../gateway/admin/catalogue';
import { Gateway } from '../gateway/gateway';
import type { Surroundings } from '../gateway/outcome';
import { guideHmac } from '../scenarios/guide-hmac';
import type { Folder } from './folder/folder';
import { plainText } from './plain-text';
import { type Emulation, loadCatalogue } from './site';

/** Says something to the person in front of the terminal. */
export type Tell = (line: string) => void;

/** The guide's first example. What is saved to it is kept in memory. */
export function guideEmulation(surroundings: Surroundings, tell: Tell): Emulation {
  const gateway = new Gateway(surroundings);
  const catalogue = emptyCatalogue();
  putDefinition(catalogue, 'classic', guideHmac.definition);
  putPolicy(catalogue, guideHmac.policy);
  const reload = (): void => loadAndTell({ gateway, catalogue }, tell);
  reload();
  return { gateway, catalogue, reload, saved: () => undefined };
}

/** A folder's gateway. Each reload reads the files again; what is saved goes to them only where `writes` says so. */
export function folderEmulation(folder: Folder, writes: boolean, surroundings: Surroundings, tell: Tell): Emulation {
  const gateway = new Gateway(surroundings);
  const catalogue = emptyCatalogue();
  const reload = (): void => {
    for (const { file, problem } of folder.refresh(catalogue)) tell(plainText(`${file} skipped: ${problem}`));
    loadAndTell({ gateway, catalogue }, tell);
  };
  const saved = (): void => {
    if (!writes) return;
    try {
      for (const file of folder.write(catalogue)) tell(`written: ${file}`);
    } catch (reason) {
      tell(`could not be written: ${reason instanceof Error ? reason.message : String(reason)}`);
    }
  };
  reload();
  return { gateway, catalogue, reload, saved };
}

function loadAndTell({ gateway, catalogue }: Pick<Emulation, 'gateway' | 'catalogue'>, tell: Tell): void {
  for (const { apiId, problem } of loadCatalogue(gateway, catalogue))
    tell(plainText(`API ${apiId} is not served: ${problem}`));
}
