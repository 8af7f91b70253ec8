/** Does one piece of work beside the page, which goes on meanwhile, and can end it. */
import { loadParts } from '../../go/late';
import { carryOut, type Carried, type Work } from './work';

addEventListener('message', ({ data }: MessageEvent<Work>) => {
  void loadParts()
    .then(() => carryOut(data))
    .then((made): Carried<unknown> => ({ ok: true, made }))
    .catch((reason: unknown): Carried<unknown> => ({ ok: false, error: String(reason) }))
    .then((carried) => postMessage(carried));
});
