import { expect, test } from 'vitest';
import { arePartsLoaded, Late, loadParts } from '../../src/go/late';

test('a part throws before it is loaded, and is the same from then on', async () => {
  let loads = 0;
  const part = new Late(() => Promise.resolve({ number: ++loads }));
  expect(() => part.value).toThrow('before it was loaded');
  expect(arePartsLoaded()).toBe(false);
  await loadParts();
  expect(arePartsLoaded()).toBe(true);
  expect(part.value).toBe(await part.load());
  expect(loads).toBe(1);
});

test('a part that could not be loaded is asked for again', async () => {
  let isThere = false;
  const part = new Late(() => (isThere ? Promise.resolve('it') : Promise.reject(new Error('no network'))));
  await expect(part.load()).rejects.toThrow('no network');
  isThere = true;
  expect(await part.load()).toBe('it');
});
