import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** A site being served: its address, and the end of it. */
export interface Served {
  /** With the prefix, ends in a slash. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves a folder as a plain static host would, under a prefix such as `/some/where/`, on a free port of this machine.
 * `compressed`: texts by gzip, which takes this machine's time.
 */
export async function serve(folder: string, prefix: string, { compressed = false } = {}): Promise<Served> {
  const top = path.resolve(folder);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = path.join(top, decodeURIComponent(pathname.slice(prefix.length)) || 'index.html');
    const inside = pathname.startsWith(prefix) && file.startsWith(top + path.sep);
    const found = inside ? readFile(file) : Promise.reject(new Error('outside'));
    found.then(
      (content) => {
        const type = contentTypes[path.extname(file)] ?? 'application/octet-stream';
        const isText = compressed && /charset|json|svg/.test(type);
        response.writeHead(200, { 'Content-Type': type, ...(isText ? { 'Content-Encoding': 'gzip' } : {}) });
        response.end(isText ? gzipSync(content) : content);
      },
      () => response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found'),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}${prefix}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
