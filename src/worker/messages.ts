/** What the page tells its service worker, beside msw's own messages, which are plain texts. */
export type WorkerMessage =
  /** Take control of the page that asks: a hard reload goes past the worker. */
  | { readonly kind: 'claim' }
  /** Keep the site's files for a time without a network: all of them, or those alone that the page has used. */
  | { readonly kind: 'keep'; readonly all: boolean; readonly used: readonly string[] }
  /** Take over from the version before, with every page that is open. */
  | { readonly kind: 'take over' };

/** Reads a message; `null`: it is somebody else's. */
export function readMessage(data: unknown): WorkerMessage | null {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return null;
  if (data.kind === 'claim' || data.kind === 'take over') return { kind: data.kind };
  if (data.kind !== 'keep') return null;
  const used = 'used' in data && Array.isArray(data.used) ? data.used.filter((url) => typeof url === 'string') : [];
  return { kind: 'keep', all: 'all' in data && data.all === true, used };
}
