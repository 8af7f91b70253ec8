/** A host whose network is slow: it sends the page's file piece by piece. */
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** Serves another site, its first page in 24 pieces, 60 ms apart: each may be painted before the next is there. */
export async function serveInPieces(site: string): Promise<{ url: string; close(): void }> {
  const page = new Uint8Array(await (await fetch(site)).arrayBuffer());
  const size = Math.ceil(page.length / 24);
  const server = createServer((request, response) => {
    const send = async (): Promise<void> => {
      if (request.url === '/') {
        response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
        for (let at = 0; at < page.length; at += size) {
          response.write(page.subarray(at, at + size));
          await wait(60);
        }
        response.end();
        return;
      }
      const found = await fetch(new URL((request.url ?? '/').slice(1), site));
      response.writeHead(found.status, { 'Content-Type': found.headers.get('content-type') ?? '' });
      response.end(new Uint8Array(await found.arrayBuffer()));
    };
    send().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${String(address.port)}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
