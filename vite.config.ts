import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { contentSecurityPolicy } from './scripts/build/content-security-policy';
import { firstLoad } from './scripts/build/first-load';
import { lateParts } from './scripts/build/late-parts';
import { prerender } from './scripts/build/prerender';
import { publicFiles } from './scripts/build/public-files';
import { serviceWorker } from './scripts/build/service-worker';

export default defineConfig({
  // Every address in the built site is relative, so that it works from any path.
  base: './',
  plugins: [svelte(), lateParts(), firstLoad(), prerender(), publicFiles(), contentSecurityPolicy(), serviceWorker()],
  resolve: {
    alias: [
      // msw brings a cookie jar, and that the list of all public suffixes, two thirds of msw's size.
      { find: 'tldts', replacement: fileURLToPath(new URL('src/mock/public-suffix.ts', import.meta.url)) },
      // Monaco's JSON language brings every feature of the editor, late, just to start its worker.
      {
        find: /^.*\/internal\/common\/workers\.js$/,
        replacement: fileURLToPath(new URL('src/editor/language-worker.ts', import.meta.url)),
      },
      // Monaco brings a copy of its own, of before the last advisories: docs/decisions/19-content-security-policy.md.
      { find: /^.*\/dompurify\/dompurify\.js$/, replacement: 'dompurify' },
      // Monaco's colours come as `style` elements, which the page's policy refuses.
      {
        find: /^.*\/domStylesheets\.js$/,
        replacement: fileURLToPath(new URL('src/editor/adopted-styles.ts', import.meta.url)),
      },
    ],
  },
  build: { target: 'es2023' },
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['src/gateway/all-parts.ts'],
    pool: 'threads',
    // The core keeps no state of its own, so the files need no world each.
    isolate: false,
    testTimeout: 120_000,
  },
});
