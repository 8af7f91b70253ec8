import { firstLoadBudget, measureFirstLoad, measureFirstSight } from '../../scripts/bench/first-load';
import { expect, test } from './site';

test('is small, and without the editor, until something is edited', async ({ page, site }) => {
  const files = await measureFirstLoad(page, site);
  const names = files.map(([name]) => name);
  const total = files.reduce((sum, [, size]) => sum + size, 0);
  console.log(
    [...files, ['in all', total] as const].map(([name, size]) => `${String(size).padStart(8)} ${name}`).join('\n'),
  );
  expect(names.filter((name) => /editor|monaco|json\.worker|jsonMode/.test(name))).toEqual([]);
  expect(names.some((name) => name.startsWith('first-'))).toBe(true);
  expect(total).toBeLessThanOrEqual(firstLoadBudget);
});

test('the gateway answers soon after the first paint, and nothing moves, then or when the page is first used', async ({
  page,
  site,
}) => {
  const { answered, moved } = await measureFirstSight(page, site);
  expect(answered).toBeLessThan(400);
  // Less is not to be seen: figures that become others in a moving time.
  expect(moved).toBeLessThan(0.001);
});
