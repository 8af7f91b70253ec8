/** The service worker's side in the page. Loading this module loads msw, which reads localStorage at once: import it in a try. */
import { setupWorker } from 'msw/browser';
import { http } from 'msw/http';

/** Somebody in the page who answers requests that the service worker intercepts. */
export interface WorkerHost {
  /** Whether a request to this URL is for it. */
  takes(url: URL): boolean;
  answer(request: Request): Promise<Response>;
}

/** Starts the service worker and answers what it intercepts; other requests go on. Rejects where the browser allows no service worker. */
export async function startWorker(hosts: readonly WorkerHost[]): Promise<void> {
  const handlers = hosts.map((host) =>
    http.all(
      ({ request }: { request: Request }) => host.takes(new URL(request.url)),
      ({ request }) => host.answer(request),
    ),
  );
  const worker = setupWorker(...handlers);
  await worker.start({
    quiet: true,
    onUnhandledFrame: 'bypass',
    serviceWorker: { url: new URL('mockServiceWorker.js', document.baseURI).href },
  });
}
