import { describe, expect, it, vi } from 'vitest';
import { inSlices } from '../../../src/ui/kit/slices';

/** Work of so many pieces, each of ten milliseconds by the clock of the page. */
function* pieces(count: number): Generator<undefined, string> {
  for (let piece = 0; piece < count; piece++) {
    const end = performance.now() + 10;
    while (performance.now() < end);
    yield;
  }
  return 'done';
}

describe('work in slices', () => {
  it('lets something else be done between its pieces', async () => {
    const other = vi.fn();
    setTimeout(other);
    const work = inSlices(pieces(2), () => true);
    expect(other).not.toHaveBeenCalled();
    expect(await work).toBe('done');
    expect(other).toHaveBeenCalledOnce();
  });

  it('ends once nobody wants it', async () => {
    const work = pieces(1000);
    expect(await inSlices(work, () => false)).toBeNull();
    expect(work.next().done).toBe(false);
  });
});
