/**
 * What the made-up providers answer where definitions look for keys, written down for the stand-in.
 */
import type { Header } from '../../gateway/outcome';
import type { Network } from '../network';
import type { Replaced } from './gateway-files';
import { keySetPort, originalOf, standInFor } from './stand-in-address';

/** An answer of the stand-in; with `cut` the connection is cut without one. */
export interface StandInAnswer {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: string;
  /** Milliseconds. */
  readonly delay: number;
  readonly cut: boolean;
}

const mostRedirects = 10;
/** What a server writes by itself. */
const ofConnection = new Set(['content-length', 'date', 'connection', 'transfer-encoding']);

/** The answers by the stand-in's path, those that redirects lead to as well. */
export async function keySetAnswers(
  replaced: readonly Replaced[],
  network: Network,
): Promise<ReadonlyMap<string, StandInAnswer>> {
  const answers = new Map<string, StandInAnswer>();
  for (const { to, as } of replaced) {
    let address = as === 'key set' ? to : null;
    for (let count = 0; address !== null && count < mostRedirects; count++) {
      const path = new URL(address).pathname + new URL(address).search;
      if (answers.has(path)) break;
      const answer = await answerAt(originalOf(address), network);
      answers.set(path, answer);
      address = locationOf(answer);
    }
  }
  return answers;
}

async function answerAt(address: string, network: Network): Promise<StandInAnswer> {
  const { answer, after: delay } = await network.fetchKeySet(address);
  if (answer.kind === 'failed') return { status: 0, headers: [], body: '', delay, cut: true };
  const headers = answer.headers
    .filter(([name]) => !ofConnection.has(name.toLowerCase()))
    .map(([name, value]): Header => [name, name.toLowerCase() === 'location' ? standInFor(value, keySetPort) : value]);
  return { status: answer.status, headers, body: answer.body, delay, cut: false };
}

function locationOf({ status, headers }: StandInAnswer): string | null {
  const [, location] = headers.find(([name]) => name.toLowerCase() === 'location') ?? [];
  return status >= 300 && status < 400 && location !== undefined ? location : null;
}
