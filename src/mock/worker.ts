/** The service worker's side in the page. Loading this module loads msw, which reads localStorage at once: import it in a try. */
import { setupWorker } from 'msw/browser';
import { http } from 'msw/http';
import { type GatewayHost, gatewayOrigin } from './gateway-host';

/** Starts the service worker and answers what it intercepts. Rejects where the browser allows no service worker. */
export async function startWorker(host: GatewayHost): Promise<void> {
  const toGateway = ({ request }: { request: Request }): boolean => new URL(request.url).origin === gatewayOrigin;
  const worker = setupWorker(http.all(toGateway, ({ request }) => host.answer(request)));
  await worker.start({
    quiet: true,
    onUnhandledFrame: 'bypass',
    serviceWorker: { url: new URL('mockServiceWorker.js', document.baseURI).href },
  });
}
