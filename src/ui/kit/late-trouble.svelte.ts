/**
 * What could not be fetched when it was asked for: the network may be gone before the site was kept, or the site has a newer
 * version, and the older one's files no more. Whoever asked waits until a person has it tried again; nothing else waits.
 */

/** Whether the site answers at all: `newer` where it does, and has not what was asked for. */
type Trouble = 'no answer' | 'newer';

let trouble = $state<Trouble | null>(null);
let waiting: (() => void)[] = [];

/** Why something is missing on the page; `null`: nothing is. */
export function lateTrouble(): Trouble | null {
  return trouble;
}

/** What is fetched, however often a person has it tried. Where it cannot be had the page says so meanwhile. */
export async function untilFetched<T>(fetchIt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await fetchIt();
    } catch {
      await toldToTryAgain();
    }
  }
}

/** Tries everything again that could not be fetched. */
export function tryAgain(): void {
  const all = waiting;
  waiting = [];
  trouble = null;
  renewStyles();
  for (const again of all) again();
}

async function toldToTryAgain(): Promise<void> {
  const told = new Promise<void>((resolve) => waiting.push(resolve));
  trouble ??= 'no answer';
  if ((await siteAnswers()) && waiting.length > 0) trouble = 'newer';
  return told;
}

async function siteAnswers(): Promise<boolean> {
  try {
    return (await fetch(document.baseURI, { method: 'HEAD', cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

/** A style sheet that could not be fetched is not asked for again with what it is for. */
function renewStyles(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    if (link.sheet === null) link.replaceWith(link.cloneNode());
  }
}
