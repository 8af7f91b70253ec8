import type { WorkerMessage } from '../worker/messages';
import { registerWorker } from './registration';

/**
 * Once the page has nothing else to do, lets the service worker keep the site for a time without a network, and tells of a
 * newer version of the site that is there, whole, and waits: at once and whenever one comes. Where there is no worker it
 * does nothing; `until` ends it.
 */
export async function keepSite(tellOfNew: (waiting: ServiceWorker) => void, until?: AbortSignal): Promise<void> {
  await idle();
  const registration = await registerWorker().catch(() => null);
  if (registration === null || until?.aborted === true) return;
  const look = (): void => {
    const { waiting, active } = registration;
    if (active !== null && waiting !== null) tellOfNew(waiting);
  };
  look();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  const used = performance.getEntriesByType('resource').map(({ name }) => name);
  registration.active?.postMessage({ kind: 'keep', all: !isSparing(), used } satisfies WorkerMessage);
  const lookForNew = (): void => {
    // A page may stay open for days.
    if (document.visibilityState === 'visible') void registration.update().catch(() => undefined);
  };
  document.addEventListener('visibilitychange', lookForNew, until === undefined ? {} : { signal: until });
}

/** Whether the person has asked the browser to spare the network. */
function isSparing(): boolean {
  const connection: unknown = Reflect.get(navigator, 'connection');
  return (
    typeof connection === 'object' && connection !== null && 'saveData' in connection && connection.saveData === true
  );
}

/** After a first look at the page, which is slowed by nothing here, in milliseconds. */
const firstLook = 2000;

/** When the page has loaded, was looked at, and has nothing to do. */
async function idle(): Promise<void> {
  if (document.readyState !== 'complete') {
    await new Promise((resolve) => {
      addEventListener('load', resolve, { once: true });
    });
  }
  await new Promise((resolve) => {
    setTimeout(resolve, firstLook);
  });
  if (!('requestIdleCallback' in window)) return;
  await new Promise((resolve) => {
    requestIdleCallback(resolve);
  });
}
