// npm run bench: measures every budget of speed and size and prints pass or fail for each. npm run bench -- NAME ... only the named ones.
import { Budgets } from './bench/budgets';
import { benchFirstLoad } from './bench/first-load';
import { benchGateway } from './bench/gateway';
import { benchKeystrokes, benchLargeWorkspace } from './bench/keystrokes';
import { benchLighthouse } from './bench/lighthouse';
import { benchLongTexts } from './bench/long-texts';
import { benchReplay } from './bench/replay';
import { benchSend } from './bench/send';

const benches: Readonly<Record<string, (budgets: Budgets) => Promise<void>>> = {
  'first-load': benchFirstLoad,
  lighthouse: benchLighthouse,
  send: benchSend,
  keystrokes: benchKeystrokes,
  'large-workspace': benchLargeWorkspace,
  'long-texts': benchLongTexts,
  gateway: benchGateway,
  replay: benchReplay,
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(benches, name));
if (unknown === undefined) {
  const budgets = new Budgets();
  for (const [name, bench] of Object.entries(benches)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.log(name);
    await bench(budgets);
  }
  console.log(budgets.failed === 0 ? 'every budget holds' : `${budgets.failed} do not hold`);
  process.exitCode = budgets.failed === 0 ? 0 : 1;
} else {
  console.error(`No benchmark is called ${unknown}. There are: ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 2;
}
