/**
 * Puts the page's script into two files: what its entry imports, directly and through others, for what is shown at first,
 * and what the whole page imports beyond that. One file compresses better than the sixty it would be.
 */
import type { Plugin } from 'vite';

/** The modules that begin them, as the ends of their paths. */
const entries = { first: '/src/main.ts', page: '/src/whole-page.ts' };

type ModuleInfo = (id: string) => { readonly importedIds: readonly string[] } | null;

/** The plugin; it only sets how the build splits the site into files. */
export function firstLoad(): Plugin {
  let first: ReadonlySet<string> = new Set();
  let page: ReadonlySet<string> = new Set();
  return {
    name: 'first-load',
    apply: 'build',
    buildEnd() {
      const ids = [...this.getModuleIds()];
      const imported = (entry: string): ReadonlySet<string> => {
        const start = ids.find((id) => id.endsWith(entry));
        // What is built to be measured has another entry.
        return start === undefined ? new Set() : closureOf(start, (id) => this.getModuleInfo(id));
      };
      first = imported(entries.first);
      page = imported(entries.page);
    },
    config: () => ({
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [{ name: (id) => (first.has(id) ? 'first' : page.has(id) ? 'page' : null) }],
            },
          },
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
