/**
 * What is read of long documents is kept by their text: read beforehand, one thing at a time, it is not all to be done in
 * the moment in which they are shown.
 */
import { readApi, readPolicy } from './documents';
import { countPathLists } from './fields/path-lists';
import { isCleanJson } from './json-edit';
import type { Document, Workspace } from './workspace';

/** Characters from which on a document is long: half of that takes a few milliseconds. */
const long = 50_000;

/**
 * Reads the long documents of a workspace as the gateway and as the form will, with a pause before each reading. What stood
 * in the workspace `before` has been read.
 */
export async function readAhead(
  { apis, policies }: Workspace,
  pause: () => Promise<void>,
  before: Workspace | null = null,
): Promise<void> {
  const done = new Set(before === null ? [] : [...longTexts(before.apis), ...longTexts(before.policies)]);
  for (const [documents, readings] of [
    [apis, [readApi, isCleanJson, countPathLists]],
    [policies, [readPolicy, isCleanJson]],
  ] as const) {
    for (const text of longTexts(documents)) {
      if (done.has(text)) continue;
      done.add(text);
      for (const read of readings) {
        await pause();
        read(text);
      }
    }
  }
}

function longTexts(documents: readonly Document[]): readonly string[] {
  return documents.flatMap(({ draft, saved }) => [draft, saved ?? draft]).filter((text) => text.length >= long);
}
