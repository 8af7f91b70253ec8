import { keepSite } from '../../mock/keep-site';
import type { WorkerMessage } from '../../worker/messages';

/** How long a newer version may take to take over, in milliseconds; the worker before may still be at work for a page. */
const patience = 10_000;

/** The site's version, as its service worker has it: keeps this one for a time without a network, and tells of a newer one. */
export class SiteVersion {
  #waiting = $state.raw<ServiceWorker | null>(null);
  #taking = $state<'no' | 'yes' | 'too long'>('no');

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

  /** Whether the newer version was told to take over; `too long`: it was, and does not. */
  get taking(): 'no' | 'yes' | 'too long' {
    return this.#taking;
  }

  /** Lets the newer version take over, and reloads this page to have it. */
  async takeNew(): Promise<void> {
    if (this.#taking === 'yes' || this.#waiting === null) return;
    this.#taking = 'yes';
    if (await hasTakenOver(this.#waiting)) location.reload();
    else this.#taking = 'too long';
  }

  /** Leaves the newer version to the next visit. */
  dismiss(): void {
    this.#waiting = null;
  }
}

/** Reloads the page with the newest version that the site has, even where the worker would still give the one before. */
export async function reloadNewest(): Promise<void> {
  const registration = 'serviceWorker' in navigator ? await navigator.serviceWorker.getRegistration() : undefined;
  await registration?.update().catch(() => undefined);
  const newer = registration?.installing ?? registration?.waiting ?? null;
  if (newer !== null && (await isInstalled(newer))) await hasTakenOver(newer);
  location.reload();
}

/** Tells a worker to take over; whether it has done so in time. */
async function hasTakenOver(worker: ServiceWorker): Promise<boolean> {
  const taken = inTime((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
  worker.postMessage({ kind: 'take over' } satisfies WorkerMessage);
  return taken;
}

async function isInstalled(worker: ServiceWorker): Promise<boolean> {
  const isSettled = (): boolean => worker.state !== 'installing';
  if (!isSettled()) await inTime((done) => worker.addEventListener('statechange', done, { once: true }));
  return worker.state === 'installed';
}

/** Whether something has happened before the patience was over. */
function inTime(begin: (done: () => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patience);
    begin(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
