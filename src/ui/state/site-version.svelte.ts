import { registerWorker } from '../../mock/registration';
import type { WorkerMessage } from '../../worker/messages';

/** The site's version, as its service worker has it: keeps this one for a time without a network, and tells of a newer one. */
export class SiteVersion {
  #waiting = $state.raw<ServiceWorker | null>(null);
  #isTaking = false;

  constructor() {
    void this.#watch();
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

  async #watch(): Promise<void> {
    await idle();
    let registration: ServiceWorkerRegistration;
    try {
      registration = await registerWorker();
    } catch {
      // There is no worker here: the page says so beside Send.
      return;
    }
    this.#look(registration);
    registration.addEventListener('updatefound', () => {
      const { installing } = registration;
      installing?.addEventListener('statechange', () => this.#look(registration));
    });
    document.addEventListener('visibilitychange', () => {
      // A page may stay open for days.
      if (document.visibilityState === 'visible') void registration.update().catch(() => undefined);
    });
    const used = performance.getEntriesByType('resource').map(({ name }) => name);
    registration.active?.postMessage({ kind: 'keep', all: !isSparing(), used } satisfies WorkerMessage);
  }

  #look({ waiting, active }: ServiceWorkerRegistration): void {
    this.#waiting = active === null ? null : waiting;
  }
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
