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

/** The name that another one was likely meant for: the same but for case and punctuation, else the nearest; undefined: none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const simple = bare(name);
  if (simple === '') return undefined;
  const same = known.find((one) => bare(one) === simple);
  if (same !== undefined) return same;
  const most = simple.length < 6 ? 0 : simple.length < 10 ? 1 : 2;
  let found: string | undefined;
  let least = most + 1;
  for (const one of known) {
    const distance = editDistance(simple, bare(one), least - 1);
    if (distance < least) [found, least] = [one, distance];
  }
  return found;
}
