/**
 * Work with large texts beside the page: in a worker of its own, which a person can end. Where there is no worker to be had,
 * the page does it itself, and stands still for as long as it takes.
 */
import AsideWorker from './aside.worker?worker';
import type { Carried, Work } from './work';

/**
 * Does a piece of work in a worker; with `here` where the browser gives none. Rejects with the signal's reason as soon as
 * that is aborted, and with an Error where the work throws, which is our bug.
 */
export async function aside<Made>(work: Work, here: () => Promise<Made>, signal: AbortSignal): Promise<Made> {
  signal.throwIfAborted();
  const carried = await inWorker<Made>(work, signal);
  if (carried === null) return here();
  if (!carried.ok) throw new Error(carried.error);
  return carried.made;
}

/** `null`: there is no worker here, or its script cannot be had. */
function inWorker<Made>(work: Work, signal: AbortSignal): Promise<Carried<Made> | null> {
  return new Promise((resolve, reject) => {
    let worker: Worker;
    try {
      worker = new AsideWorker();
    } catch {
      resolve(null);
      return;
    }
    const end = (): void => worker.terminate();
    signal.addEventListener('abort', () => {
      end();
      reject(reasonOf(signal));
    });
    worker.addEventListener('message', ({ data }: MessageEvent<Carried<Made>>) => {
      end();
      resolve(data);
    });
    worker.addEventListener('error', () => {
      end();
      resolve(null);
    });
    worker.postMessage(work);
  });
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error('It was ended.');
}
