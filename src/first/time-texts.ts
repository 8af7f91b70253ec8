/** The times in the markup that the page begins with: they were written when the site was built, in UTC. */
import { localTime, utcTime } from '../workspace/time-text';

/** Somewhere in the page that tells a time, and how it was written. */
interface Telling {
  readonly written: string;
  readonly write: (text: string) => void;
}

/**
 * Lets them tell the time here and now, each second anew, until the signal aborts. The times are that of the build, and then
 * others that the markup tells, in Unix seconds.
 */
export function followTime(app: HTMLElement, [built = 0, ...others]: readonly number[], until: AbortSignal): void {
  if (until.aborted) return;
  const told = [built, ...others].map((time) => [time, localTime(time, built, 'UTC')] as const);
  const isTime = (text: string): boolean => told.some(([, written]) => text.includes(written));
  const tellings = [...tellingsIn(app)].filter(({ written }) => isTime(written));
  const follow = (): void => {
    const now = Math.floor(Date.now() / 1000);
    for (const { written, write } of tellings) {
      let text = written.replaceAll(utcTime(built), utcTime(now));
      for (const [time, then] of told) text = text.replaceAll(then, localTime(time === built ? now : time, now));
      write(text);
    }
  };
  follow();
  const timer = setInterval(follow, 1000);
  until.addEventListener('abort', () => clearInterval(timer));
}

function* tellingsIn(app: HTMLElement): Generator<Telling> {
  const walker = document.createTreeWalker(app, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text) yield tellingOf(node);
    else if (node instanceof Element) for (const attribute of node.attributes) yield tellingOf(attribute);
  }
}

function tellingOf(node: Text | Attr): Telling {
  return {
    written: node.nodeValue ?? '',
    write: (text) => {
      node.nodeValue = text;
    },
  };
}
