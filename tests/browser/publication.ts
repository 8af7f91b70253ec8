/** The built site as its host has it at one time, and what a test publishes after that. */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serve } from '../../scripts/static-server';
import { test as base } from './site';

interface Publication {
  /** Puts the next version in place of the one before: every file under assets has another name, and the title is new. */
  publishNext(): Promise<void>;
  /** Puts a script before that of the service worker. */
  startWorkerWith(script: string): Promise<void>;
}

/** The browser tests' page, from a folder that this test may change. */
export const test = base.extend<{ publication: Publication }, { folder: string }>({
  folder: [
    async ({}, use) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'jwt-playground-site-'));
      await use(folder);
      await rm(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
  site: [
    async ({ folder }, use) => {
      await publishBuilt(folder);
      const served = await serve(folder, '/some/where/');
      await use(served.url);
      await served.close();
    },
    { scope: 'worker' },
  ],
  publication: async ({ folder }, use) => {
    await use({ publishNext: () => publishNext(folder), startWorkerWith: (script) => prepend(folder, script) });
    await publishBuilt(folder);
  },
});

async function publishBuilt(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(path.join(folder, name), { recursive: true });
  await cp(process.env['SITE_FOLDER'] ?? 'dist', folder, { recursive: true });
}

async function prepend(folder: string, script: string): Promise<void> {
  const file = path.join(folder, 'service-worker.js');
  await writeFile(file, `${script}\n${await readFile(file, 'utf8')}`);
}

async function publishNext(folder: string): Promise<void> {
  const assets = path.join(folder, 'assets');
  const names = new Map<string, string>();
  for (const name of await readdir(assets)) {
    const next = name.replace(/-([\w-]{8})(?=\.\w+$)/, (_, hash: string) => `-${[...hash].reverse().join('')}`);
    names.set(name, next);
    await rename(path.join(assets, name), path.join(assets, next));
  }
  const rewrite = async (file: string, change = (text: string): string => text): Promise<string> => {
    const text = await readFile(file, 'utf8');
    const next = change(text.replaceAll(/[\w.-]+-[\w-]{8}\.\w+/g, (name) => names.get(name) ?? name));
    await writeFile(file, next);
    return next;
  };
  for (const name of names.values()) if (/\.(js|css)$/.test(name)) await rewrite(path.join(assets, name));
  const page = await rewrite(path.join(folder, 'index.html'), (text) =>
    text.replace(/<title>.*<\/title>/, '<title>The next playground</title>'),
  );
  const hash = createHash('sha256').update(page).digest('base64');
  await rewrite(path.join(folder, 'service-worker.js'), (text) =>
    text
      .replace(/"version":"\w+"/, `"version":"next-${hash.replaceAll(/\W/g, '')}"`)
      .replace(/"":"sha256-[^"]+"/, `"":"sha256-${hash}"`),
  );
}
