/** The short run of what `npm run fuzz` does with a million requests: generated worlds, and what must always hold in them. */
import { expect, test } from 'vitest';
import { fuzz } from '../../scripts/fuzz/fuzz';
import { recordedDocuments } from '../../scripts/fuzz/recorded-plan';
import { unmet } from '../../scripts/fuzz/tally';

const pool = recordedDocuments();
const again = 'run it again with: npm run fuzz -- --count 1 --threads 1 --seed';

test('the invariants hold in the worlds of a fixed seed, which come to nearly every refusal and to answers', async () => {
  const { counts, failures } = await fuzz({ first: 1, step: 1, requests: 1500, pool });
  expect(failures).toEqual([]);
  expect(counts.statuses['200']).toBeGreaterThan(50);
  expect(counts.badlySigned).toBeGreaterThan(50);
  expect(unmet(counts).length).toBeLessThan(12);
});

test('the invariants hold in worlds that are new in each run', async () => {
  const first = Math.floor(Math.random() * 2 ** 31);
  const { failures } = await fuzz({ first, step: 1, requests: 700, pool });
  expect(failures, `${again} ${String(failures[0]?.seed ?? first)}`).toEqual([]);
});
