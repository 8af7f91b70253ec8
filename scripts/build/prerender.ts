/**
 * Puts what a first visit shows into the built page, so that it is there before any script: the setup guide's example and
 * the gateway's answer to it, rendered when the site is built.
 */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { array, number, object, parse, string } from 'valibot';
import { build, type Plugin } from 'vite';
import { classicScript } from './classic-script';

/** The time that the example is shown at, in Unix seconds: the same in every build, as the page's script writes its own over it. */
const shownAt = Date.UTC(2026, 10, 25, 12, 34, 56) / 1000;

/** The module that is the whole page, as the end of its path. */
const wholePage = '/src/whole-page.ts';

const firstPage = object({ markup: string(), times: array(number()), token: string(), answer: string() });

/** The plugin. Pages with another entry, such as those of a benchmark, are left as they are. */
export function prerender(): Plugin {
  let root = '';
  return {
    name: 'prerender',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle }) {
        const place = '<div id="app"></div>';
        if (!html.includes(place)) throw new Error('index.html has no place for the page.');
        const { markup, times, token, answer } = parse(firstPage, JSON.parse(await rendered(root)));
        const told = `data-times="${times.join(' ')}" data-token="${token}" data-answer="${answer}"`;
        const chunks = Object.values(bundle ?? {}).flatMap((file) => (file.type === 'chunk' ? [file] : []));
        const whole = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(wholePage)));
        const needed = chunks.filter(({ fileName }) => whole?.imports.includes(fileName));
        const styles = needed.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
        const early = Object.keys(bundle ?? {}).find((file) => file.includes('before-paint'));
        if (early === undefined || styles.length === 0)
          throw new Error('The page’s style or its first script is missing.');
        return {
          html: html.replace(place, () => `<div id="app" ${told}>${markup}</div>`),
          tags: [
            { tag: 'script', attrs: { src: `./${early}` }, injectTo: 'head' },
            ...styles
              .filter((file) => !html.includes(file))
              .map((file) => ({
                tag: 'link',
                attrs: { rel: 'stylesheet', crossorigin: true, href: `./${file}` },
                injectTo: 'head' as const,
              })),
          ],
        };
      },
    },
    async buildStart() {
      // A script of its own, since modules run after the first paint.
      this.emitFile({
        type: 'asset',
        name: 'before-paint.js',
        source: await classicScript(root, 'src/first/before-paint.ts'),
      });
    },
  };
}

/** The first page as JSON, rendered by Node in a process of its own: its clock never stops ticking. */
async function rendered(root: string): Promise<string> {
  const folder = await mkdtemp(path.join(root, 'node_modules', '.first-page-'));
  try {
    await build({
      root,
      configFile: false,
      plugins: [svelte()],
      logLevel: 'warn',
      build: { ssr: path.join(root, 'src/prerender.ts'), outDir: folder, emptyOutDir: true, copyPublicDir: false },
    });
    const script = `
      // The clock shows this time, and each build is to give the same page.
      Date.now = () => ${shownAt * 1000};
      let count = 0;
      crypto.randomUUID = () => '00000000-0000-4000-8000-' + String(++count).padStart(12, '0');
      const { firstPage } = await import('./prerender.js');
      process.stdout.write(JSON.stringify(await firstPage()), () => process.exit());`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder,
      env: { ...process.env, TZ: 'UTC' },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}
