/**
 * How far a name is from another: letters put in, left out, changed, or swapped with their neighbour.
 */

/** The distance of two texts (Damerau and Levenshtein, neighbours swapped once), or `most + 1` where it is more than `most`. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}

const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** A known name without case and punctuation, and the signs that are in it. */
interface Simple {
  readonly name: string;
  readonly simple: string;
  readonly signs: number;
}

/** Which signs a simple name has, a bit each; digits share the last six bits. */
function signsOf(simple: string): number {
  let signs = 0;
  for (let at = 0; at < simple.length; at++) {
    const code = simple.charCodeAt(at);
    signs |= 1 << (code >= 97 ? code - 97 : 26 + (code % 6));
  }
  return signs;
}

function count(bits: number): number {
  let found = 0;
  for (let left = bits; left !== 0; left &= left - 1) found++;
  return found;
}

/** Whether two names can be so near at all: each change puts in, takes out or changes one sign at most. */
function mayBeNear(a: number, b: number, most: number): boolean {
  return count(a & ~b) <= most && count(b & ~a) <= most;
}

const simples = new WeakMap<readonly string[], readonly Simple[]>();

function simplesOf(known: readonly string[]): readonly Simple[] {
  const before = simples.get(known);
  if (before !== undefined) return before;
  const made = known.map((name): Simple => {
    const simple = bare(name);
    return { name, simple, signs: signsOf(simple) };
  });
  simples.set(known, made);
  return made;
}

/** The name that another one was likely meant for: the same but for case and punctuation, else the nearest; undefined: none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const simple = bare(name);
  if (simple === '') return undefined;
  const all = simplesOf(known);
  const same = all.find((one) => one.simple === simple);
  if (same !== undefined) return same.name;
  const most = simple.length < 6 ? 0 : simple.length < 10 ? 1 : 2;
  const signs = signsOf(simple);
  let found: string | undefined;
  let least = most + 1;
  for (const one of all) {
    if (least === 0 || !mayBeNear(signs, one.signs, least - 1)) continue;
    const distance = editDistance(simple, one.simple, least - 1);
    if (distance < least) [found, least] = [one.name, distance];
  }
  return found;
}
