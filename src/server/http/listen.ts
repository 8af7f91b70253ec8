/**
 * The gateway as a server on this machine's own address.
 */
import { createServer, type Socket } from 'node:net';
import { type Answering, serveConnection } from './connection';

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Ends all connections and the server. */
  close(): Promise<void>;
}

/** Nobody else can reach it. */
export const loopback = '127.0.0.1';

/** A connection on which nothing happens is closed after this many milliseconds. */
const idle = 120_000;

/**
 * Listens on a port of 127.0.0.1; 0: any that is free. `failed` is told of what went wrong while answering: the connection
 * is cut. Rejects when the port cannot be had.
 */
export async function listen(
  port: number,
  answering: Answering,
  failed: (reason: unknown) => void,
): Promise<Listening> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    let broken = false;
    socket.on('error', () => (broken = true));
    socket.on('close', () => sockets.delete(socket));
    socket.setTimeout(idle, () => socket.destroy());
    serveConnection(socket, answering).catch((reason: unknown) => {
      // A client may leave at any time.
      if (!broken && !socket.destroyed) failed(reason);
      socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
