/**
 * The site's files, kept in the browser's cache: one cache for each version of the site. A file under `assets/` has the hash
 * of its content in its name, so whatever is kept under that name is right.
 */

/** What the build says of the site. Paths are those under the worker's scope; the empty one is the page itself. */
export interface SiteFiles {
  /** Differs whenever anything in the site does. */
  readonly version: string;
  /** Kept without being asked for, each with its hash in the form of Subresource Integrity; empty where its name has it. */
  readonly files: Readonly<Record<string, string>>;
  /** Kept when first used: the editor, and the recordings. */
  readonly later: readonly string[];
}

/** So many files are fetched at once. */
const atOnce = 6;

export class KeptFiles {
  readonly #site: SiteFiles;
  readonly #scope: string;
  readonly #storage: CacheStorage;
  readonly #prefix: string;

  /** `scope`: the address that all paths begin with. An origin may have other sites: their caches are left alone. */
  constructor(site: SiteFiles, scope: string, storage: CacheStorage) {
    this.#site = site;
    this.#scope = scope;
    this.#storage = storage;
    this.#prefix = `jwt-playground ${scope} `;
  }

  get #name(): string {
    return this.#prefix + this.#site.version;
  }

  /** Whether a request is for a file that is kept, or will be. */
  takes({ url, method, mode }: Pick<Request, 'url' | 'method' | 'mode'>): boolean {
    if (method !== 'GET') return false;
    const path = this.#pathOf(url);
    if (mode === 'navigate') return path === '';
    return path !== null && path !== '' && (Object.hasOwn(this.#site.files, path) || path.startsWith('assets/'));
  }

  /** Answers with what is kept, else from the network; `later` is given what goes on after the answer. */
  async answer(request: Request, later: (work: Promise<void>) => void): Promise<Response> {
    const path = this.#pathOf(request.url) ?? '';
    const kept = await this.#find(path).catch(() => undefined);
    if (kept !== undefined) return kept;
    const response = await fetch(request);
    if (response.ok && path.startsWith('assets/')) {
      const copy = response.clone();
      later(this.#put(path, copy).catch(() => undefined));
    }
    return response;
  }

  /** Keeps what the page needs: all files, or those that it has used, by their addresses. Rejects where one cannot be had. */
  async keep(all: boolean, used: readonly string[]): Promise<void> {
    const paths = new Set(all ? Object.keys(this.#site.files) : ['']);
    for (const url of used) {
      const path = this.#pathOf(url);
      if (path !== null && (Object.hasOwn(this.#site.files, path) || this.#site.later.includes(path))) paths.add(path);
    }
    await this.#fetchAll([...paths]);
  }

  /**
   * Keeps what the version before kept, as this version has it, before this one may be offered. Rejects where a file cannot
   * be had; where the browser stores nothing there is nothing to do.
   */
  async keepAsBefore(all: boolean): Promise<void> {
    const before = await this.#keptBefore().catch(() => []);
    const stems = new Set(before.map(stemOf));
    const used = [...Object.keys(this.#site.files), ...this.#site.later].filter((path) => stems.has(stemOf(path)));
    await this.keep(
      all,
      used.map((path) => this.#scope + path),
    );
  }

  /** Deletes what other versions kept. */
  async dropOthers(): Promise<void> {
    for (const name of await this.#others()) await this.#storage.delete(name);
  }

  /** The path under the scope, `null` elsewhere; the page may be named in full, and what it is asked for is its own affair. */
  #pathOf(url: string): string | null {
    const [address = ''] = url.split(/[?#]/);
    if (!address.startsWith(this.#scope)) return null;
    const path = address.slice(this.#scope.length);
    return path === 'index.html' ? '' : path;
  }

  /** The page comes from its own version alone; a page of the version before may still ask for that one's files. */
  async #find(path: string): Promise<Response | undefined> {
    const names = path.startsWith('assets/') ? [this.#name, ...(await this.#others())] : [this.#name];
    for (const name of names) {
      // To open a cache that is not there would make it.
      const found = await this.#storage.match(this.#scope + path, { cacheName: name });
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async #fetchAll(paths: readonly string[]): Promise<void> {
    const left = [...paths];
    const work = async (): Promise<void> => {
      for (let path = left.pop(); path !== undefined; path = left.pop()) await this.#fetchOne(path);
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }

  async #fetchOne(path: string): Promise<void> {
    const cacheName = this.#name;
    if ((await this.#storage.match(this.#scope + path, { cacheName }).catch(() => undefined)) !== undefined) return;
    const before = path.startsWith('assets/') ? await this.#find(path).catch(() => undefined) : undefined;
    const integrity = this.#site.files[path] ?? '';
    // The hash tells a page that a host or a proxy still has from the version before.
    const response =
      before ??
      (await fetch(this.#scope + path, integrity === '' ? {} : { integrity, cache: 'no-cache', redirect: 'error' }));
    if (!response.ok) throw new Error(`${path} was answered with status ${String(response.status)}.`);
    // A full or forbidden store keeps no version from being used: it comes from the network then.
    await this.#put(path, response).catch(() => undefined);
  }

  async #put(path: string, response: Response): Promise<void> {
    const cache = await this.#storage.open(this.#name);
    await cache.put(this.#scope + path, response);
  }

  async #others(): Promise<readonly string[]> {
    const names = await this.#storage.keys();
    return names.filter((name) => name.startsWith(this.#prefix) && name !== this.#name);
  }

  async #keptBefore(): Promise<readonly string[]> {
    const paths: string[] = [];
    for (const name of await this.#others()) {
      const cache = await this.#storage.open(name);
      for (const { url } of await cache.keys()) paths.push(this.#pathOf(url) ?? '');
    }
    return paths;
  }
}

/** A file's path without the hash of its content: `assets/editor-DjpsE8to.css` is a later `assets/editor-B8bjeo3W.css`. */
function stemOf(path: string): string {
  return path.replace(/-[\w-]{8}(?=\.\w+$)/, '');
}
