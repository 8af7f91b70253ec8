import { readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readCases } from '../../src/recordings/recording';
import { expect, open, test } from './site';

function recordedExchanges(): number {
  const folder = 'tests/recordings';
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl.gz'));
  const counts = files.map((name) =>
    [...readCases(gunzipSync(readFileSync(`${folder}/${name}`)).toString())].reduce(
      (sum, { exchanges }) => sum + exchanges.length,
      0,
    ),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

test('replays the recordings in the page, and says how many are equal', async ({ page, site }) => {
  test.setTimeout(120_000);
  await open(page, site);
  const pill = page.getByRole('button', { name: /answers as Tyk Gateway 5\.14\.0/ });
  await pill.click();
  const panel = page.getByRole('dialog', { name: 'Fidelity' });
  await panel.getByRole('button', { name: 'Replay all recordings' }).click();
  const total = String(recordedExchanges());
  await expect(panel.getByRole('status')).toContainText(`${total} of ${total} exchanges are equal`, {
    timeout: 100_000,
  });
  await expect(panel.getByRole('row')).toHaveCount(13);
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(pill).toBeFocused();
});
