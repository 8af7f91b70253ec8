/** The files beside the page: for addresses that are not there, and for search engines. */
import { runnerImport } from 'vite';
import { parse, array, object, string } from 'valibot';
import path from 'node:path';

const titled = array(object({ id: string() }));

/** The queries that open something of their own: each scenario, lesson and explanation. */
export async function pageQueries(root: string): Promise<readonly string[]> {
  const load = async (file: string): Promise<Record<string, unknown>> => {
    const { module } = await runnerImport<Record<string, unknown>>(path.join(root, 'src', file), {
      root,
      configFile: false,
    });
    return module;
  };
  const { scenarios } = await load('scenarios/catalogue.ts');
  const { lessons } = await load('guide/lessons/lessons.ts');
  const { explanations } = await load('guide/refusals/explanations.ts');
  const codes = Object.keys(explanations ?? {});
  return [
    '',
    ...parse(titled, lessons).map(({ id }) => `?guide=${id}`),
    ...parse(titled, scenarios).map(({ id }) => `?scenario=${id}`),
    ...codes.map((code) => `?explain=${code}`),
  ];
}

/** A site map (sitemaps.org, version 0.9) of these addresses. */
export function siteMap(addresses: readonly URL[]): string {
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const entries = addresses.map(({ href }) => `  <url><loc>${escaped(href)}</loc></url>\n`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries}</urlset>\n`;
}

/** The page that the host shows for an address that is not there, at whatever depth. */
export function notFoundPage(home: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="robots" content="noindex" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'" />
    <title>Not found · JWT playground</title>
  </head>
  <body>
    <h1>404: no page here</h1>
    <p>The gateway would say <code>{"error": "Not Found"}</code>, and nothing more.</p>
    <p><a href="${home}">Open the JWT playground</a></p>
  </body>
</html>
`;
}
