/**
 * Puts the script that the page needs before anything is typed into one file: the modules that its entry imports, and those
 * that they import, without what is imported when it is needed. One file compresses better than the sixty it would be.
 */
import type { Plugin } from 'vite';

/** The entry's module, as the end of its path. */
const entry = '/src/main.ts';

type ModuleInfo = (id: string) => { readonly importedIds: readonly string[] } | null;

/** The plugin; it only sets how the build splits the site into files. */
export function firstLoad(): Plugin {
  let first: ReadonlySet<string> = new Set();
  return {
    name: 'first-load',
    apply: 'build',
    buildEnd() {
      const start = [...this.getModuleIds()].find((id) => id.endsWith(entry));
      // What is built to be measured has another entry.
      first = start === undefined ? new Set() : closureOf(start, (id) => this.getModuleInfo(id));
    },
    config: () => ({
      build: {
        rolldownOptions: {
          output: { codeSplitting: { groups: [{ name: (id) => (first.has(id) ? 'page' : null) }] } },
        },
      },
    }),
  };
}

/** All that a module imports at once, itself or through others. */
function closureOf(start: string, infoOf: ModuleInfo): ReadonlySet<string> {
  const found = new Set([start]);
  for (const id of found) for (const imported of infoOf(id)?.importedIds ?? []) found.add(imported);
  // The entry waits for what is loaded late, and that for the file it shares with the entry: it stands alone.
  found.delete(start);
  return found;
}
