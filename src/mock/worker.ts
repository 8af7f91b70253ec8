/** The service worker's side in the page. Loading this module loads msw, which reads localStorage at once: import it in a try. */
import { setupWorker } from 'msw/browser';
import { http } from 'msw/http';
import { registerWorker, workerAddress } from './registration';

/** Somebody in the page who answers requests that the service worker intercepts. */
export interface WorkerHost {
  /** Whether a request to this URL is for it. */
  takes(url: URL): boolean;
  answer(request: Request): Promise<Response>;
}

/** How long msw and the worker may take to greet each other, in milliseconds. */
const patience = 8000;

/**
 * Starts the service worker and answers what it intercepts; other requests go on. Rejects, with a sentence, where the browser
 * allows no service worker. `onlost` is told, in a sentence, when the page has lost its worker to another version or to
 * somebody who unregistered it.
 */
export async function startWorker(hosts: readonly WorkerHost[], onlost: (why: string) => void): Promise<void> {
  const registration = await registerWorker();
  const update = registration.update.bind(registration);
  // msw asks for an update at every start, and lets it go unhandled that there is none without a network.
  registration.update = () => update().catch(() => registration);
  const handlers = hosts.map((host) =>
    http.all(
      ({ request }: { request: Request }) => host.takes(new URL(request.url)),
      ({ request }) => host.answer(request),
    ),
  );
  const worker = setupWorker(...handlers);
  const started = worker.start({
    quiet: true,
    onUnhandledFrame: 'bypass',
    serviceWorker: { url: workerAddress().href },
  });
  await Promise.race([started, tooLate()]);
  // msw listens to the one worker that it found; that of another version would ask in vain.
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    const isAnother = navigator.serviceWorker.controller !== null;
    onlost(
      isAnother
        ? 'Another version of the playground took over in another tab; reload to use it here too.'
        : 'The service worker was taken away.',
    );
  });
}

function tooLate(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('The service worker did not answer.')), patience);
  });
}
