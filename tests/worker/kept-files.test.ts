import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KeptFiles, type SiteFiles } from '../../src/worker/kept-files';
import { readMessage } from '../../src/worker/messages';

const scope = 'https://example.org/site/';

/** A browser's caches, as far as they are used here. */
class MemoryCaches implements CacheStorage {
  readonly #caches = new Map<string, Map<string, Response>>();

  async open(name: string): Promise<Cache> {
    const entries = this.#caches.get(name) ?? new Map<string, Response>();
    this.#caches.set(name, entries);
    const refused = (): Promise<never> => Promise.reject(new Error('not used'));
    return Promise.resolve({
      put: (url: string, response: Response) => Promise.resolve(void entries.set(url, response)),
      keys: () => Promise.resolve([...entries.keys()].map((url) => new Request(url))),
      match: refused,
      matchAll: refused,
      add: refused,
      addAll: refused,
      delete: refused,
    });
  }
  match(url: string, { cacheName }: { cacheName: string }): Promise<Response | undefined> {
    return Promise.resolve(this.#caches.get(cacheName)?.get(url)?.clone());
  }
  keys(): Promise<string[]> {
    return Promise.resolve([...this.#caches.keys()]);
  }
  delete(name: string): Promise<boolean> {
    return Promise.resolve(this.#caches.delete(name));
  }
  has(name: string): Promise<boolean> {
    return Promise.resolve(this.#caches.has(name));
  }
}

const first: SiteFiles = {
  version: '1',
  files: {
    '': 'sha256-one',
    'icon.svg': 'sha256-icon',
    'assets/index-AAAAAAAA.js': '',
    'assets/guide-GGGGGGGG.js': '',
  },
  later: ['assets/editor-EEEEEEEE.js', 'assets/recording-RRRRRRRR.gz'],
};
const second: SiteFiles = {
  version: '2',
  files: {
    '': 'sha256-two',
    'icon.svg': 'sha256-icon',
    'assets/index-BBBBBBBB.js': '',
    'assets/guide-GGGGGGGG.js': '',
  },
  later: ['assets/editor-FFFFFFFF.js', 'assets/recording-SSSSSSSS.gz'],
};

let caches: MemoryCaches;
let asked: string[];
let online: boolean;
beforeEach(() => {
  caches = new MemoryCaches();
  asked = [];
  online = true;
  vi.stubGlobal('fetch', (input: string | Request, init?: RequestInit) => {
    const url = typeof input === 'string' ? input : input.url;
    asked.push(url.slice(scope.length) + (init?.integrity === undefined ? '' : ` ${init.integrity}`));
    return online
      ? Promise.resolve(new Response(`from the network: ${url}`))
      : Promise.reject(new TypeError('offline'));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const read = async (kept: KeptFiles, path: string): Promise<string> =>
  (await kept.answer(new Request(scope + path), () => undefined)).text();

test('takes the page, whatever it is asked, and files of the site; nothing else, and nothing but GET', () => {
  const kept = new KeptFiles(first, scope, caches);
  const takes = (path: string, mode: RequestMode = 'cors', method = 'GET'): boolean =>
    kept.takes({ url: new URL(path, scope).href, mode, method });
  for (const page of ['', 'index.html', '?embed', '?scenario=x', 'index.html?new'])
    expect(takes(page, 'navigate')).toBe(true);
  for (const other of ['404.html', 'scenarios/x/', '../elsewhere/', 'https://example.org/'])
    expect(takes(other, 'navigate')).toBe(false);
  for (const file of ['icon.svg', 'assets/index-AAAAAAAA.js', 'assets/of-another-version.js'])
    expect(takes(file)).toBe(true);
  for (const file of ['service-worker.js', '../assets/x.js', 'toString', '']) expect(takes(file)).toBe(false);
  expect(takes('', 'navigate', 'POST')).toBe(false);
});

test('keeps all files, the page by its hash, and those of the editor only when they were used', async () => {
  const kept = new KeptFiles(first, scope, caches);
  await kept.keep(true, [`${scope}assets/editor-EEEEEEEE.js`, `${scope}elsewhere.js`, 'https://gateway.test/']);
  expect(asked.sort()).toEqual([
    ' sha256-one',
    'assets/editor-EEEEEEEE.js',
    'assets/guide-GGGGGGGG.js',
    'assets/index-AAAAAAAA.js',
    'icon.svg sha256-icon',
  ]);
  asked = [];
  online = false;
  expect(await read(kept, '')).toContain('from the network');
  expect(await read(kept, 'assets/editor-EEEEEEEE.js')).toContain('from the network');
  expect(asked).toEqual([]);
});

test('keeps no more than was used where the network is to be spared', async () => {
  await new KeptFiles(first, scope, caches).keep(false, [`${scope}assets/index-AAAAAAAA.js`, scope]);
  expect(asked.sort()).toEqual([' sha256-one', 'assets/index-AAAAAAAA.js']);
});

test('rejects where a file cannot be had, so that half a version is never offered', async () => {
  online = false;
  await expect(new KeptFiles(first, scope, caches).keep(true, [])).rejects.toThrow('offline');
});

test('a file that was used once is kept', async () => {
  const kept = new KeptFiles(first, scope, caches);
  const work: Promise<void>[] = [];
  await kept.answer(new Request(`${scope}assets/recording-RRRRRRRR.gz`), (more) => work.push(more));
  await Promise.all(work);
  online = false;
  expect(await read(kept, 'assets/recording-RRRRRRRR.gz')).toContain('from the network');
});

test('a new version fetches what has changed, and the editor where the one before had it', async () => {
  await new KeptFiles(first, scope, caches).keep(true, [`${scope}assets/editor-EEEEEEEE.js`]);
  asked = [];
  const kept = new KeptFiles(second, scope, caches);
  await kept.keepAsBefore(true);
  expect(asked.sort()).toEqual([
    ' sha256-two',
    'assets/editor-FFFFFFFF.js',
    'assets/index-BBBBBBBB.js',
    'icon.svg sha256-icon',
  ]);
});

test('pages of the version before get their own files until that is dropped, and never another version’s page', async () => {
  const before = new KeptFiles(first, scope, caches);
  await before.keep(true, []);
  const kept = new KeptFiles(second, scope, caches);
  await kept.keepAsBefore(true);
  online = false;
  expect(await read(kept, 'assets/index-AAAAAAAA.js')).toContain('from the network');
  await (await caches.open('another site')).put('https://example.org/other/', new Response());
  await kept.dropOthers();
  await expect(read(kept, 'assets/index-AAAAAAAA.js')).rejects.toThrow('offline');
  expect(await read(kept, '')).toContain('from the network');
  await expect(read(before, '')).rejects.toThrow('offline');
  expect(await caches.has('another site')).toBe(true);
});

test('goes to the network where the browser stores nothing', async () => {
  const denied = (): Promise<never> => Promise.reject(new Error('denied'));
  const forbidden: CacheStorage = { open: denied, match: denied, keys: denied, delete: denied, has: denied };
  const kept = new KeptFiles(first, scope, forbidden);
  await kept.keepAsBefore(true);
  expect(await read(kept, 'icon.svg')).toContain('from the network');
  expect(await read(kept, '')).toContain('from the network');
});

test('messages that are not the page’s own are nobody’s', () => {
  for (const data of [null, 'MOCK_ACTIVATE', { kind: 'other' }, { type: 'keep' }, 7])
    expect(readMessage(data)).toBeNull();
  expect(readMessage({ kind: 'claim' })).toEqual({ kind: 'claim' });
  expect(readMessage({ kind: 'keep', all: 1, used: ['a', 2] })).toEqual({ kind: 'keep', all: false, used: ['a'] });
});
