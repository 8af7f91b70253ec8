import { changePayload, expect, open, openTab, send, test, verdict } from './site';

test.beforeEach(async ({ page, site }) => {
  await open(page, site);
});

test('shows the session that a request would leave, without leaving it', async ({ page }) => {
  const sessions = await openTab(page, 'Sessions');
  const left = sessions.getByRole('region', { name: 'The session that this request would leave' });
  await expect(left).toContainText('1234567890');
  await expect(left).toContainText('would be made');
  await left.getByRole('button', { name: 'JSON' }).click();
  await expect(left).toContainText('"apply_policies"');
  const store = sessions.getByRole('region', { name: 'Session store' });
  await expect(store).toContainText('Empty.');
  await changePayload(page, { sub: 'ann' });
  await expect(left).toContainText('ann');
  await expect(store).toContainText('Empty.');
  await changePayload(page, { exp: 1 });
  await expect(left).toContainText('None: the request is stopped before a session is kept.');
});

test('shows what Send leaves: whose, by which request, with which limits, as the admin API shows it', async ({
  page,
}) => {
  await send(page);
  const sessions = await openTab(page, 'Sessions');
  const store = sessions.getByRole('region', { name: 'Session store' });
  await expect(store).toContainText('made by request 1 through Orders');
  await expect(store).toContainText('gold');
  await expect(store).toContainText(/999 of 1000 calls left, anew in/);
  await store.getByRole('button', { name: '1234567890 and its session' }).click();
  await expect(store).toContainText('Session id');
  await expect(store).toContainText('"TykJWTSessionID"');
  await send(page);
  await expect(store).toContainText(/998 of 1000 calls left/);
  await expect(store).toContainText('"TykJWTSessionID"');
  await page.getByRole('button', { name: 'Back to live' }).click();
  await store.getByRole('button', { name: 'request 1' }).click();
  await expect(verdict(page)).toContainText('Request 1, sent');
});

test('has one row an identity, deletes one, and clears all', async ({ page }) => {
  await send(page);
  await changePayload(page, { sub: 'ann' });
  await send(page);
  const sessions = await openTab(page, 'Sessions');
  const store = sessions.getByRole('region', { name: 'Session store' });
  await expect(store.getByRole('listitem')).toHaveCount(2);
  await store.getByRole('button', { name: 'Delete the session of 1234567890' }).click();
  await expect(store.getByRole('listitem')).toHaveCount(1);
  await expect(store.getByRole('heading')).toBeFocused();
  await expect(sessions.getByRole('region', { name: 'Counters of no session in the store' })).toContainText(
    'rate window',
  );
  await store.getByRole('button', { name: 'Clear all' }).click();
  await expect(store).toContainText('Empty.');
  await expect(sessions).not.toContainText('rate window');
  await page.getByRole('button', { name: 'Back to live' }).click();
  await expect(verdict(page)).toContainText('999 of 1000 calls left');
});

test('goes on with a stored session: the trace says so', async ({ page }) => {
  await send(page);
  await page.getByRole('button', { name: 'Back to live' }).click();
  const sessions = await openTab(page, 'Sessions');
  await expect(sessions.getByRole('region', { name: 'The session that this request would leave' })).toContainText(
    'is in the store, and would go on',
  );
  await expect(page.getByRole('list', { name: 'Steps' })).toContainText('a stored session goes on');
  await expect(sessions.getByRole('region', { name: 'Key set cache' })).toContainText('Empty.');
});

test('shows the key sets that the gateway keeps, until they are flushed', async ({ page, site }) => {
  await page.goto(`${site}?scenario=keycloak-integration`);
  await expect(page.getByRole('list', { name: 'Steps', exact: true })).toContainText('of the key set');
  const sessions = await openTab(page, 'Sessions');
  const cache = sessions.getByRole('region', { name: 'Key set cache' });
  // Looking fetched it for the live answer alone.
  await expect(cache).toContainText('Empty.');
  await send(page);
  await expect(cache).toContainText('/protocol/openid-connect/certs');
  await expect(cache).toContainText(/\d keys?, for another (4 min|3 min \d+ s)/);
  await cache.getByRole('button', { name: 'Flush the key sets of orders' }).click();
  await expect(cache).toContainText('Empty.');
  await expect(cache.getByRole('heading', { name: 'Key set cache' })).toBeFocused();
});
