/**
 * Puts the page's script into four files: what its entry imports, directly and through others, for what is shown at first;
 * what the whole page imports beyond that; the late parts of the gateway, and those of the page. One file compresses better
 * than the sixty it would be, and is there sooner.
 */
import type { Plugin } from 'vite';
import { partsModules } from './late-parts';

/** The modules that begin the files, as the ends of their paths, by the file's name. What two of them import is in the first of both. */
const entries = {
  first: '/src/main.ts',
  page: '/src/whole-page.ts',
  'gateway-parts': partsModules.gateway,
  'page-parts': partsModules.page,
};

type ModuleInfo = (id: string) => { readonly importedIds: readonly string[] } | null;

/** The plugin; it only sets how the build splits the site into files. */
export function firstLoad(): Plugin {
  let fileOf: ReadonlyMap<string, string> = new Map();
  return {
    name: 'first-load',
    apply: 'build',
    buildEnd() {
      const ids = [...this.getModuleIds()];
      const found = new Map<string, string>();
      for (const [file, entry] of Object.entries(entries)) {
        const start = ids.find((id) => id.endsWith(entry));
        // What is built to be measured has another entry.
        if (start === undefined) continue;
        for (const id of closureOf(start, (imported) => this.getModuleInfo(imported))) {
          if (!found.has(id)) found.set(id, file);
        }
      }
      fileOf = found;
    },
    config: () => ({
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              // The first takes what its modules import before another does.
              groups: Object.keys(entries).map((name, at, { length }) => ({
                name,
                test: (id) => fileOf.get(id) === name,
                priority: length - at,
              })),
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
