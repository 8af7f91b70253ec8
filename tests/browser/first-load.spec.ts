import { firstLoadBudget, measureFirstLoad, measureFirstSight } from '../../scripts/bench/first-load';
import { expect, open, test } from './site';

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

test('the gateway answers, and nothing moves, then or when the page is first used', async ({ page, site }) => {
  const { moved } = await measureFirstSight(page, site);
  // Less is not to be seen: figures that become others in a moving time.
  expect(moved).toBeLessThan(0.001);
});

test('what is needed to use the page comes in a few files', async ({ page, site }) => {
  // Requests that a service worker makes are not the page's.
  await page.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
  });
  const files: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.includes('/assets/')) files.push(pathname.replace(/.*\//, ''));
  });
  await open(page, site);
  await page.waitForLoadState('networkidle');
  const first = files.length;
  await page.getByRole('textbox', { name: 'Path', exact: true }).press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('Request 1, sent');
  await page.waitForLoadState('networkidle');
  const then = files.slice(first);
  expect(then.filter((name) => /^page-parts-.*\.js$/.test(name))).toHaveLength(1);
  expect(then.length, then.join(' ')).toBeLessThanOrEqual(10);
});
