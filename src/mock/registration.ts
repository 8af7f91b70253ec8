/** The page's service worker, before anything is asked of it. */
import type { WorkerMessage } from '../worker/messages';

/** How long a browser may take to start the worker and to give it the page, in milliseconds. */
const patience = 8000;

/** The address of the service worker's script. */
export function workerAddress(): URL {
  return new URL('service-worker.js', document.baseURI);
}

/**
 * Registers the service worker and gives it control of this page. Fulfilled with its registration when both are done;
 * rejects, with a sentence, where the browser allows none or is not ready in time.
 */
export async function registerWorker(): Promise<ServiceWorkerRegistration> {
  if (!('serviceWorker' in navigator)) throw new Error('This browser has no service workers, or not for this address.');
  const limit = AbortSignal.timeout(patience);
  const registration = await register();
  const active = registration.active ?? (await activated(registration, limit));
  if (navigator.serviceWorker.controller === null) await takeControl(active, limit);
  return registration;
}

async function register(): Promise<ServiceWorkerRegistration> {
  try {
    return await navigator.serviceWorker.register(workerAddress(), { updateViaCache: 'none' });
  } catch (reason) {
    const why = reason instanceof Error ? reason.message : String(reason);
    throw new Error(`The browser allows no service worker here (${why}).`, { cause: reason });
  }
}

function activated(registration: ServiceWorkerRegistration, limit: AbortSignal): Promise<ServiceWorker> {
  const worker = registration.installing ?? registration.waiting;
  if (worker === null) throw new Error('The service worker is gone.');
  return inTime(limit, 'The service worker did not start.', (resolve, reject) => {
    const look = (): void => {
      if (worker.state === 'activated') resolve(worker);
      else if (worker.state === 'redundant') reject(new Error('The service worker could not be installed.'));
    };
    worker.addEventListener('statechange', look, { signal: limit });
    look();
  });
}

/** A hard reload goes past the worker, which can ask for the page all the same. */
function takeControl(worker: ServiceWorker, limit: AbortSignal): Promise<void> {
  return inTime(limit, 'The browser gave the service worker no control of this page.', (resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { signal: limit });
    worker.postMessage({ kind: 'claim' } satisfies WorkerMessage);
    if (navigator.serviceWorker.controller !== null) resolve();
  });
}

function inTime<T>(
  limit: AbortSignal,
  message: string,
  begin: (resolve: (value: T) => void, reject: (reason: Error) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    limit.addEventListener('abort', () => reject(new Error(message)));
    begin(resolve, reject);
  });
}
