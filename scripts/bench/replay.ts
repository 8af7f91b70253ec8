// Every recorded exchange, replayed.
import { replayAll } from '../replay-files';
import type { Budgets } from './budgets';

const limit = 10;

/** Prints how long the replay takes, in seconds. */
export async function benchReplay(budgets: Budgets): Promise<void> {
  const { seconds, exchanges } = await replayAll();
  budgets.atMost(`${exchanges} exchanges replayed`, seconds, limit, 's');
}
