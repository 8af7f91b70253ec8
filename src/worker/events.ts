/**
 * What the service worker does beside mocking. Its listeners come before msw's, and keep from msw what is not for it: the
 * site's own files, and the two moments at which msw would end the worker or force it on pages of the version before.
 */
import { KeptFiles, type SiteFiles } from './kept-files';
import { rememberClients } from './known-clients';
import { readMessage } from './messages';

declare const self: ServiceWorkerGlobalScope;
/** The build writes it into the first line of the script. */
declare const siteFiles: SiteFiles;

const kept = new KeptFiles(siteFiles, self.registration.scope, self.caches);
rememberClients(self.clients);

/** Whether the person has asked the browser to spare the network. */
function sparing(): boolean {
  const connection: unknown = Reflect.get(self.navigator, 'connection');
  return (
    typeof connection === 'object' && connection !== null && 'saveData' in connection && connection.saveData === true
  );
}

self.addEventListener('install', (event) => {
  // msw would take over from the version before at once, in the middle of work.
  event.stopImmediatePropagation();
  // A first visit keeps files when the page has loaded and asks for it.
  if (self.registration.active !== null) event.waitUntil(kept.keepAsBefore(!sparing()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers(null));
});

self.addEventListener('message', (event) => {
  // msw would unregister the worker with the last page, and nothing would be there without a network.
  if (event.data === 'CLIENT_CLOSE') event.stopImmediatePropagation();
  const message = readMessage(event.data);
  const sender = event.source instanceof Client ? event.source.id : null;
  switch (message?.kind) {
    case undefined:
      return;
    case 'claim': {
      event.waitUntil(self.clients.claim());
      return;
    }
    case 'take over': {
      event.waitUntil(self.skipWaiting());
      return;
    }
    case 'keep': {
      // What cannot be had now will be asked for again by the next page.
      event.waitUntil(
        kept
          .keep(message.all, message.used)
          .then(() => dropOthers(sender))
          .catch(() => undefined),
      );
      return;
    }
  }
});

self.addEventListener('fetch', (event) => {
  if (new URL(event.request.url).origin !== self.location.origin) return;
  event.stopImmediatePropagation();
  if (!kept.takes(event.request)) return;
  event.respondWith(kept.answer(event.request, (work) => event.waitUntil(work)));
});

/** Deletes the files of other versions, as soon as no page of theirs can be open and none of them is on its way. */
async function dropOthers(sender: string | null): Promise<void> {
  const { installing, waiting } = self.registration;
  if (installing !== null || waiting !== null) return;
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = pages.filter(({ id, url }) => id !== sender && url.startsWith(self.registration.scope));
  if (open.length === 0) await kept.dropOthers();
}
