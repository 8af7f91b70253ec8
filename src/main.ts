/**
 * What the page begins with. On a first visit its file shows the guide's example already: the gateway judges that, and the
 * rest comes when the page is used. Else everything comes at once.
 */
import './app.css';
import './first/paper.css';
import './own-scripts';
import { keepEarlyActs } from './first/early-acts';
import { firstAnswer } from './first/first-answer';
import { applyLayout } from './first/layout';
import { pause } from './ui/kit/pause';
import { followTime } from './first/time-texts';
import { tellOfFailure } from './first/tell-of-failure';
import { keepSite } from './mock/keep-site';
import { registerWorker } from './mock/registration';
import { onceUsed } from './ui/kit/once-used';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html lacks #app');
const root = document.documentElement;
const shown = target.dataset['answer'];
const isShown = shown !== undefined && !root.classList.contains('opens-other');

const acts = keepEarlyActs(target);

/** Brings the whole page, which then does what was asked for while it was on its way. */
async function start(app: HTMLElement): Promise<void> {
  root.classList.add('starting');
  try {
    const { startPage, settled } = await import('./whole-page');
    await startPage(app, isShown, acts.remember);
    await acts.again(settled);
    performance.mark('started');
  } finally {
    root.classList.remove('starting');
  }
}

let isStarted = false;
/** The first time it is called; where the page cannot be had it says so, and tries again when it is asked to. */
async function startOnce(app: HTMLElement): Promise<void> {
  if (isStarted) return;
  isStarted = true;
  try {
    await start(app);
  } catch (reason) {
    isStarted = false;
    tellOfFailure(reason, () => void startOnce(app));
  }
}

if (isShown) {
  const isUsed = new AbortController();
  const startWhole = (): void => {
    isUsed.abort();
    void startOnce(target);
  };
  onceUsed(startWhole);
  addEventListener('hashchange', startWhole, { once: true });
  // The whole page follows the system's colours.
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', startWhole, { once: true });
  addEventListener('resize', () => applyLayout(root, innerWidth, innerWidth), { signal: isUsed.signal });
  void keepSite(startWhole, isUsed.signal);
  await pause();
  const answer = await firstAnswer(target.dataset['token'] ?? '', pause);
  await pause();
  followTime(target, (target.dataset['times'] ?? '').split(' ').map(Number), isUsed.signal);
  performance.mark('answered');
  if (answer !== shown) startWhole();
} else await startOnce(target);
// It keeps the site for a time without a network; what it asks of the page is loaded when the page is used.
if (!new URLSearchParams(location.search).has('embed')) void registerWorker().catch(() => undefined);
