/**
 * What is read of long documents is kept by their text: read beforehand, one thing at a time, it is not all to be done in
 * the moment in which they are shown.
 */
import { readApi, readPolicy } from './documents';
import { countPathLists } from './fields/path-lists';
import { isCleanJson } from './json-edit';
import type { Workspace } from './workspace';

/** Characters from which on a document is long: half of that takes a few milliseconds. */
const long = 50_000;

/** Reads the long documents of a workspace as the gateway and as the form will, with a pause before each reading. */
export async function readAhead({ apis, policies }: Workspace, pause: () => Promise<void>): Promise<void> {
  for (const [documents, readings] of [
    [apis, [readApi, isCleanJson, countPathLists]],
    [policies, [readPolicy, isCleanJson]],
  ] as const) {
    for (const { draft, saved } of documents) {
      for (const text of new Set([draft, saved ?? draft])) {
        if (text.length < long) continue;
        for (const read of readings) {
          await pause();
          read(text);
        }
      }
    }
  }
}
