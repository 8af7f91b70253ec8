import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'vite';
import type { SiteFiles } from '../../src/worker/kept-files';
import { classicScript } from './classic-script';

const name = 'service-worker.js';

/** Builds the service worker, and writes the site's files into its first line. In development it keeps none. */
export function serviceWorker(): Plugin {
  let root = '';
  let folder = '';
  const later = new Set<string>();
  return {
    name: 'service-worker',
    configResolved(config) {
      root = config.root;
      folder = path.resolve(root, config.build.outDir);
    },
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        const isEditor = file.type === 'chunk' && file.moduleIds.some((id) => id.includes('/monaco-editor/'));
        if (isEditor) for (const style of file.viteMetadata?.importedCss ?? []) later.add(style);
        const isScript = /^assets\/[\w.-]+\.(js|css)$/.test(file.fileName);
        if (isEditor || !isScript || file.fileName.includes('.worker-')) later.add(file.fileName);
      }
      later.delete('index.html');
    },
    writeBundle: {
      order: 'post',
      async handler() {
        const script = await bundled(root);
        const site = await siteFiles(folder, later, script);
        await writeFile(path.join(folder, name), firstLine(site) + script);
      },
    },
    configureServer(server) {
      server.middlewares.use(`/${name}`, (_, response, next) => {
        bundled(root).then((script) => {
          response.setHeader('Content-Type', 'text/javascript; charset=utf-8');
          response.end(firstLine({ version: 'development', files: {}, later: [] }) + script);
        }, next);
      });
    },
  };
}

function firstLine(site: SiteFiles): string {
  return `const siteFiles = ${JSON.stringify(site)};\n`;
}

/** The worker's own code and msw's, as the one classic script that every browser takes. */
async function bundled(root: string): Promise<string> {
  // msw says that nothing of it is needed for its effects; its worker is nothing else.
  const code = await classicScript(root, 'src/worker/service-worker.ts', { treeshake: false });
  if (!code.includes('MOCK_ACTIVATE')) throw new Error('The service worker is without msw.');
  return code;
}

/** Everything that the page can ask of the site, which other pages of the site and what is for other programs are not. */
async function siteFiles(folder: string, later: ReadonlySet<string>, script: string): Promise<SiteFiles> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = found
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => file === 'index.html' || /^(assets\/.*|[\w.-]+\.(svg|webmanifest))$/.test(file))
    .sort();
  const files: Record<string, string> = {};
  for (const file of paths.filter((each) => !later.has(each))) {
    const hash = createHash('sha256')
      .update(await readFile(path.join(folder, file)))
      .digest('base64');
    if (file === 'index.html') files[''] = `sha256-${hash}`;
    else files[file] = file.startsWith('assets/') ? '' : `sha256-${hash}`;
  }
  const kept = { files, later: paths.filter((file) => later.has(file)) };
  const version = createHash('sha256').update(JSON.stringify(kept)).update(script).digest('hex').slice(0, 16);
  return { version, ...kept };
}
