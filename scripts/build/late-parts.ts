/**
 * Brings together what is declared to be late, in two modules: the gateway's parts and the page's. All parts of a kind are
 * fetched at the same time, so a file for each would only be asked for, and kept, forty times over.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

/** The modules that have all parts of a kind. */
export const partsModules = { gateway: 'virtual:gateway-parts', page: 'virtual:page-parts' } as const;

/** The declaration of a late part, in what is written and in what Svelte makes of it. */
const declaration = /\bnew (?<declares>Late|LatePart)\(\s*\(\) =>\s*import\(["'](?<specifier>[^"']+)["']\),?\s*\)/g;

/** A late part that is declared: which module brings it, and its file. */
interface Part {
  readonly module: string;
  readonly file: string;
}

/** The plugin; it serves the build alone. */
export function lateParts(): Plugin {
  let top = '';
  return {
    name: 'late-parts',
    apply: 'build',
    configResolved({ root }) {
      top = path.join(root, 'src');
    },
    resolveId: (id) => (Object.values<string>(partsModules).includes(id) ? `\0${id}` : null),
    load(id) {
      if (!Object.values(partsModules).some((module) => id === `\0${module}`)) return null;
      const files = new Set(allParts(top).flatMap(({ module, file }) => (id === `\0${module}` ? [file] : [])));
      return [...files].map((file) => `export * as ${nameOf(top, file)} from ${JSON.stringify(file)};`).join('\n');
    },
    transform(code, id) {
      if (!id.startsWith(top)) return null;
      const brought = code.replace(declaration, (_, declares: string, specifier: string) => {
        const { module, file } = partOf(declares, id, specifier);
        return `new ${declares}(() => import('${module}').then((parts) => parts.${nameOf(top, file)}))`;
      });
      return brought === code ? null : { code: brought, map: null };
    },
  };
}

/** The part that a file declares. */
function partOf(declares: string, declaredIn: string, specifier: string): Part {
  return {
    module: declares === 'Late' ? partsModules.gateway : partsModules.page,
    file: path.resolve(path.dirname(declaredIn), specifier),
  };
}

/** Every late part that a file under `top` declares. */
function allParts(top: string): Part[] {
  const sources = readdirSync(top, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|svelte)$/.test(file));
  return sources.toSorted().flatMap((source) => {
    const file = path.join(top, source);
    return [...readFileSync(file, 'utf8').matchAll(declaration)].map(({ groups }) =>
      partOf(groups?.['declares'] ?? '', file, groups?.['specifier'] ?? ''),
    );
  });
}

/** What a part is called in the module that has all. */
function nameOf(top: string, file: string): string {
  return path.relative(top, file).replaceAll(/\W/g, '_');
}
