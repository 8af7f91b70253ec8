/**
 * Texts of the gateway in which `…` stands for anything, nothing too.
 */

const hole = '…';

/** Whether a text is one that the template stands for. */
export function fits(template: string, text: string): boolean {
  const [first = '', ...rest] = template.split(hole);
  const last = rest.pop();
  if (last === undefined) return text === template;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found === -1 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}

/** Whether there is a text that both templates stand for. */
export function overlap(one: string, other: string): boolean {
  const reached = new Set<number>();
  const width = other.length + 1;
  const open: (readonly [number, number])[] = [[0, 0]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [a, b] = pair;
    if (a === one.length && b === other.length) return true;
    const place = a * width + b;
    if (reached.has(place)) continue;
    reached.add(place);
    const [left, right] = [one[a], other[b]];
    if (left === hole) {
      open.push([a + 1, b]);
      if (right !== undefined) open.push([a, b + 1]);
    }
    if (right === hole) {
      open.push([a, b + 1]);
      if (left !== undefined) open.push([a + 1, b]);
    }
    if (left !== undefined && left === right) open.push([a + 1, b + 1]);
  }
  return false;
}

/** How much of a template is fixed, in characters: of two that fit, the one with more says more. */
export function weight(template: string): number {
  return template.replaceAll(hole, '').length;
}
