import { describe, expect, it, vi } from 'vitest';
import { slices } from '../../../src/ui/kit/slices';

/** Keeps the page busy for ten milliseconds. */
function work(): void {
  const end = performance.now() + 10;
  while (performance.now() < end);
}

describe('slices', () => {
  it('let something else be done between two pieces of work', async () => {
    const other = vi.fn();
    setTimeout(other);
    const pause = slices(() => true);
    work();
    expect(other).not.toHaveBeenCalled();
    expect(await pause()).toBe(true);
    expect(other).toHaveBeenCalledOnce();
  });

  it('tell when nobody wants the rest', async () => {
    expect(await slices(() => false)()).toBe(false);
  });
});
