import { keepSite } from '../../mock/keep-site';
import type { WorkerMessage } from '../../worker/messages';

/** The site's version, as its service worker has it: keeps this one for a time without a network, and tells of a newer one. */
export class SiteVersion {
  #waiting = $state.raw<ServiceWorker | null>(null);
  #isTaking = false;

  constructor() {
    // Where there is no worker the page says so beside Send.
    void keepSite((waiting) => {
      this.#waiting = waiting;
    });
  }

  /** A newer version is there, whole, and waits for a person's word. */
  get isNewReady(): boolean {
    return this.#waiting !== null;
  }

  /** Lets the newer version take over, and reloads this page to have it. */
  takeNew(): void {
    if (this.#isTaking) return;
    this.#isTaking = true;
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
    this.#waiting?.postMessage({ kind: 'take over' } satisfies WorkerMessage);
  }

  /** Leaves the newer version to the next visit. */
  dismiss(): void {
    this.#waiting = null;
  }
}
