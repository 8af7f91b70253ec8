/**
 * What the site holds besides the page itself: the licences of what it is built from, a page for addresses that are not
 * there, and, where the build is told the site's address (`SITE_URL`), what search engines and previews of links want.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { object, parse, record, string } from 'valibot';
import type { Plugin } from 'vite';
import { licencesText, packageFolderOf } from './licences';
import { notFoundPage, pageQueries, siteMap } from './site-pages';

/** The site's address with a slash at its end; `null` where the build is not told. */
function siteUrl(): URL | null {
  const given = process.env['SITE_URL'] ?? '';
  return given === '' ? null : new URL(given.endsWith('/') ? given : `${given}/`);
}

const manifest = object({ dependencies: record(string(), string()) });

/** The plugin that writes these files. */
export function publicFiles(): Plugin {
  const site = siteUrl();
  let root = '';
  return {
    name: 'public-files',
    configResolved(config) {
      root = config.root;
    },
    transformIndexHtml() {
      if (site === null) return [];
      const picture = new URL('social.png', site).href;
      return [
        { tag: 'meta', attrs: { property: 'og:url', content: site.href } },
        { tag: 'meta', attrs: { property: 'og:image', content: picture } },
        { tag: 'meta', attrs: { name: 'twitter:card', content: 'summary_large_image' } },
      ];
    },
    async generateBundle(_, bundle) {
      const emit = (fileName: string, source: string): void => void this.emitFile({ type: 'asset', fileName, source });
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      emit('licences.txt', await licencesText(modules.flatMap((id) => packageFolderOf(id) ?? [])));
      emit('404.html', notFoundPage(site?.href ?? './'));
      if (site === null) return;
      const queries = await pageQueries(root);
      emit('sitemap.xml', siteMap(queries.map((query) => new URL(query, site))));
      emit('robots.txt', `User-agent: *\nAllow: /\nSitemap: ${new URL('sitemap.xml', site).href}\n`);
    },
    configureServer(server) {
      server.middlewares.use('/licences.txt', (_, response, next) => {
        allDependencies(root).then((text) => {
          response.setHeader('Content-Type', 'text/plain; charset=utf-8');
          response.end(text);
        }, next);
      });
    },
  };
}

/** The licences of what the project depends on, whether or not it is used yet: in development nothing is bundled. */
async function allDependencies(root: string): Promise<string> {
  const { dependencies } = parse(manifest, JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')));
  return licencesText(Object.keys(dependencies).map((name) => path.join(root, 'node_modules', name)));
}
