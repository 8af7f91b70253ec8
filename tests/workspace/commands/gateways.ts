/** What commands are run against. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { emptyCatalogue } from '../../../src/gateway/admin/catalogue';
import { Gateway } from '../../../src/gateway/gateway';
import { settings } from '../../../src/gateway/settings';
import { listen, type Listening } from '../../../src/server/http/listen';
import { loadCatalogue, Site } from '../../../src/server/site';
import { surroundingsOf, type Network } from '../../../src/workspace/network';

/** Starts a gateway to which nothing was saved, in a world of its own, on a free port. Its clock stands at a time in milliseconds; waiting moves it. */
export async function startEmptyGateway(network: Network, at: number): Promise<Listening> {
  let now = at;
  const wait = (milliseconds: number): Promise<void> => {
    now += milliseconds;
    return Promise.resolve();
  };
  const gateway = new Gateway(surroundingsOf(network, { now: () => now, wait }));
  const catalogue = emptyCatalogue();
  const emulation = {
    gateway,
    catalogue,
    reload: () => void loadCatalogue(gateway, catalogue),
    saved: () => undefined,
  };
  const site = new Site(emulation, settings.secret, () => undefined);
  return listen(0, site, (reason) => {
    throw reason;
  });
}

/** `npm run gateway` in a process of its own. */
interface RunningGateway {
  readonly base: string;
  /** What it said at its start. */
  readonly told: string;
  stop(): Promise<void>;
}

/** Starts `npm run gateway -- WORDS`, without npm. */
export async function npmRunGateway(...words: readonly string[]): Promise<RunningGateway> {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'scripts/gateway.ts', ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  child.stderr.setEncoding('utf8');
  for await (const chunk of child.stderr) {
    told += String(chunk);
    const [, base] = /on (http:\S+) [^]*admin API/.exec(told) ?? [];
    if (base === undefined) continue;
    const stop = async (): Promise<void> => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    };
    return { base, told, stop };
  }
  throw new Error(told);
}
