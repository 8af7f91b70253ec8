/** A proxy that lets nothing through and only notes who was to be reached. */
import { createServer } from 'node:http';

/** Starts one; `note` is told each host, with its port where there is one. */
export async function startNotingProxy(note: (host: string) => void): Promise<{ address: string; close(): void }> {
  const proxy = createServer((request, response) => {
    note(request.headers.host ?? '');
    response.writeHead(502).end();
  });
  proxy.on('connect', (request, socket) => {
    note(request.url ?? '');
    // The browser may be gone before it is answered.
    socket.on('error', () => socket.destroy());
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    address: `127.0.0.1:${String(address.port)}`,
    close() {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}
