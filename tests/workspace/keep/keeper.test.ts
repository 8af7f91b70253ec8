import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { storeNotes } from '../../../src/workspace/keep/journal';
import { MemoryShelf } from '../../../src/workspace/keep/memory-shelf';
import { bad, type Shelf } from '../../../src/workspace/keep/shelf';
import { parseStored } from '../../../src/workspace/stored/stored-workspace';
import { emptyWorkspace, freshId } from '../../../src/workspace/workspace';
import { Browser, withPath } from './tabs';

let shelf = new MemoryShelf(() => 0);
let browser = new Browser();
beforeEach(() => {
  vi.useFakeTimers();
  let now = 0;
  shelf = new MemoryShelf(() => now++);
  browser = new Browser();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Names and paths of what is on the shelf, in the order of the names. */
async function onShelf(from: Shelf = shelf): Promise<readonly string[]> {
  const listed = await from.list();
  const ids = (listed.ok ? listed.value.entries : []).filter(({ deleted }) => deleted === null).map(({ id }) => id);
  const lines = ids.map(async (id) => {
    const read = await from.read(id);
    const parsed = parseStored(read.ok ? read.value.text : '');
    return `${read.ok ? read.value.name : ''} ${parsed.ok ? parsed.value.workspace.request.path : 'unreadable'}`;
  });
  return (await Promise.all(lines)).sort();
}

test('nothing is stored of a workspace that was only looked at', async () => {
  const tab = browser.tab(shelf, guideHmacWorkspace());
  await tab.keeper.flush();
  await vi.runAllTimersAsync();
  expect(await onShelf()).toEqual([]);
  expect(tab.keeping).toBe('untouched');
});

test('a change is stored a moment later, and not at each letter', async () => {
  const save = vi.spyOn(shelf, 'save');
  const tab = browser.tab(shelf, guideHmacWorkspace());
  await tab.type('/a');
  for (const path of ['/ab', '/abc', '/abcd']) tab.keeper.changed(withPath(tab.workspace, path));
  expect(tab.keeping).toBe('waiting');
  await vi.runAllTimersAsync();
  expect(save).toHaveBeenCalledTimes(1);
  expect(tab.keeping).toBe('kept');
  expect(await onShelf()).toEqual(['Mine /abcd']);
});

test('is stored every two seconds while somebody types without a pause', async () => {
  const tab = browser.tab(shelf, guideHmacWorkspace());
  for (let letter = 0; letter < 25; letter++) {
    tab.keeper.changed(withPath(tab.workspace, `/${'a'.repeat(letter)}`));
    await vi.advanceTimersByTimeAsync(100);
  }
  expect((await onShelf()).map((line) => line.length > 'Mine /'.length)).toEqual([true]);
});

test('of two tabs the later one is told, and what both have typed stays', async () => {
  const [one, two] = [browser.tab(shelf, guideHmacWorkspace()), browser.tab(shelf, emptyWorkspace())];
  await one.type('/first');
  await two.open(one.keeper.place.id);
  await one.type('/of-one');
  expect(two.keeping).toBe('conflict');
  await two.type('/of-two');
  await vi.runAllTimersAsync();
  expect(await onShelf()).toEqual(['Mine /of-one']);

  await two.keeper.keepMine();
  expect(two.keeping).toBe('kept');
  expect(await onShelf()).toEqual(['Mine (copy) /of-two', 'Mine /of-one']);
  await two.type('/of-two-later');
  await one.type('/of-one-later');
  expect([one.keeping, two.keeping]).toEqual(['kept', 'kept']);
  expect(await onShelf()).toEqual(['Mine (copy) /of-two-later', 'Mine /of-one-later']);
});

test('takes the other tab’s version where that is wanted', async () => {
  const [one, two] = [browser.tab(shelf, guideHmacWorkspace()), browser.tab(shelf, emptyWorkspace())];
  await one.type('/first');
  await two.open(one.keeper.place.id);
  await one.type('/of-one');
  await two.type('/of-two');
  await two.open(two.keeper.place.id);
  expect(two.workspace.request.path).toBe('/of-one');
  await two.type('/later');
  expect(await onShelf()).toEqual(['Mine /later']);
  expect(one.keeping).toBe('conflict');
});

test('finds out when it stores, where tabs do not hear of each other', async () => {
  browser = new Browser(false);
  const [one, two] = [browser.tab(shelf, guideHmacWorkspace()), browser.tab(shelf, emptyWorkspace())];
  await one.type('/first');
  await two.open(one.keeper.place.id);
  await one.type('/of-one');
  expect(two.keeping).toBe('kept');
  await two.type('/of-two');
  expect(two.keeping).toBe('conflict');
  expect(await onShelf()).toEqual(['Mine /of-one']);
});

test('leaving a workspace that another tab has changed too stores it as a copy', async () => {
  const [one, two] = [browser.tab(shelf, guideHmacWorkspace()), browser.tab(shelf, emptyWorkspace(), 'Other')];
  await one.type('/first');
  await two.type('/other');
  const other = two.keeper.place.id;
  await two.open(one.keeper.place.id);
  await one.type('/of-one');
  await two.type('/of-two');
  await two.open(other);
  await vi.runAllTimersAsync();
  expect(await onShelf()).toEqual(['Mine (copy) /of-two', 'Mine /of-one', 'Other /other']);
});

test('a workspace that is opened over the open one leaves that as it was, and undo leads back to it', async () => {
  const tab = browser.tab(shelf, guideHmacWorkspace());
  await tab.type('/mine');
  const [mine, id] = [tab.workspace, tab.keeper.place.id];
  const example = guideHmacWorkspace();
  tab.keeper.changed(example, { name: null, passing: false });
  expect(tab.keeping).toBe('untouched');
  expect(tab.keeper.place.name).toBe('Orders');
  tab.keeper.changed(withPath(example, '/example'));
  await tab.keeper.flush();
  expect(await onShelf()).toEqual(['Mine /mine', 'Orders /example']);

  tab.keeper.changed({ ...mine });
  expect(tab.keeper.place.id).toBe(id);
  await tab.keeper.flush();
  expect(await onShelf()).toEqual(['Mine /mine', 'Orders /example']);
});

test('a passing workspace is stored while it is open, deleted when it is left, and stays when somebody keeps it', async () => {
  const tab = browser.tab(shelf, guideHmacWorkspace());
  await tab.type('/mine');
  const mine = tab.workspace;
  const play = async (name: string): Promise<void> => {
    tab.workspace = guideHmacWorkspace();
    tab.keeper.changed(tab.workspace, { name, passing: true });
    await tab.type(`/${name}`);
  };
  await play('one');
  expect(await onShelf()).toEqual(['Mine /mine', 'one /one']);
  tab.keeper.changed({ ...mine });
  await vi.runAllTimersAsync();
  expect(await onShelf()).toEqual(['Mine /mine']);
  await play('two');
  tab.keeper.stay();
  await play('three');
  tab.keeper.changed({ ...mine });
  await vi.runAllTimersAsync();
  expect(await onShelf()).toEqual(['Mine /mine', 'two /two']);
  const listed = await shelf.list();
  const deleted = (listed.ok ? listed.value.entries : []).filter((entry) => entry.deleted !== null);
  expect(deleted.map(({ name }) => name).sort()).toEqual(['one', 'three']);
});

test('one that was deleted in another tab is kept on request, or gone', async () => {
  const [one, two] = [browser.tab(shelf, guideHmacWorkspace()), browser.tab(shelf, emptyWorkspace())];
  await one.type('/first');
  await two.open(one.keeper.place.id);
  await one.keeper.setDeleted(one.keeper.place.id, true);
  expect(two.keeping).toBe('conflict');
  expect(await onShelf()).toEqual([]);
  await two.keeper.keepMine();
  expect(await onShelf()).toEqual(['Mine (copy) /first']);
  await one.keeper.setDeleted(one.keeper.place.id, false);
  expect(await onShelf()).toEqual(['Mine (copy) /first', 'Mine /first']);
});

test('a name given in one tab is the name in all, and no conflict', async () => {
  const [one, two] = [browser.tab(shelf, guideHmacWorkspace()), browser.tab(shelf, emptyWorkspace())];
  await one.type('/first');
  await two.open(one.keeper.place.id);
  await one.keeper.rename(one.keeper.place.id, 'Orders of mine');
  expect(two.keeper.place.name).toBe('Orders of mine');
  await two.type('/later');
  expect(two.keeping).toBe('kept');
  expect(await onShelf()).toEqual(['Orders of mine /later']);
});

test('to name a workspace is to keep it; two never have the same name by themselves', async () => {
  for (let count = 0; count < 3; count++) {
    const tab = browser.tab(shelf, guideHmacWorkspace());
    await tab.keeper.rename(tab.keeper.place.id, 'Same');
  }
  expect((await onShelf()).map((line) => line.split(' /')[0])).toEqual(['Same', 'Same 2', 'Same 3']);
});

test('goes on in memory where the shelf is full, and stores when there is room again', async () => {
  const tab = browser.tab(shelf, guideHmacWorkspace());
  await tab.type('/a');
  const full = vi.spyOn(shelf, 'save').mockResolvedValue(bad({ kind: 'full', message: 'full' }));
  await tab.type('/b');
  expect(tab.keeping).toBe('failed');
  expect(tab.keeper.place.current.request.path).toBe('/b');
  expect(await onShelf()).toEqual(['Mine /a']);
  full.mockRestore();
  await tab.type('/c');
  expect(tab.keeping).toBe('kept');
  expect(await onShelf()).toEqual(['Mine /c']);
});

test('what could not be stored is still there after another one was opened', async () => {
  const other = browser.tab(shelf, emptyWorkspace(), 'Other');
  await other.type('/other');
  const tab = browser.tab(shelf, guideHmacWorkspace());
  vi.spyOn(shelf, 'add').mockResolvedValue(bad({ kind: 'full', message: 'full' }));
  await tab.type('/b');
  const { id } = tab.keeper.place;
  await tab.open(other.keeper.place.id);
  await vi.runAllTimersAsync();
  expect(tab.keeper.onlyHere.map((place) => place.id)).toEqual([id]);
  await tab.open(id);
  expect(tab.workspace.request.path).toBe('/b');
  expect(tab.keeper.onlyHere).toEqual([]);
});

test('after everything was forgotten in another tab nothing is stored unasked', async () => {
  const [one, two] = [browser.tab(shelf, guideHmacWorkspace()), browser.tab(shelf, emptyWorkspace())];
  await one.type('/first');
  await two.open(one.keeper.place.id);
  await one.keeper.forget();
  await one.type('/later');
  await two.type('/later');
  await vi.runAllTimersAsync();
  expect(await onShelf()).toEqual([]);
  expect(two.keeping).toBe('conflict');
});

/** A shelf that lasts, as the notes are for. */
class LastingShelf extends MemoryShelf {
  override readonly lasts = true;
}

test('what was typed last is stored by the next tab when the page is closed at once', async () => {
  const lasting = new LastingShelf(() => 0);
  const tab = browser.tab(lasting, guideHmacWorkspace());
  await tab.type('/a');
  tab.keeper.changed(withPath(tab.workspace, '/ab'));
  tab.keeper.note();
  await storeNotes(browser.notes, lasting, freshId);
  expect(await onShelf(lasting)).toEqual(['Mine /ab']);
  expect(browser.notes.length).toBe(0);
});

test('a note of something that another tab has changed since comes beside it', async () => {
  const lasting = new LastingShelf(() => 0);
  const [one, two] = [browser.tab(lasting, guideHmacWorkspace()), browser.tab(lasting, emptyWorkspace())];
  await one.type('/a');
  await two.open(one.keeper.place.id);
  one.keeper.changed(withPath(one.workspace, '/of-one'));
  one.keeper.note();
  await two.type('/of-two');
  await storeNotes(browser.notes, lasting, freshId);
  expect(await onShelf(lasting)).toEqual(['Mine (recovered) /of-one', 'Mine /of-two']);
});

test('a text that was on its way when the page was closed makes no copy', async () => {
  const lasting = new LastingShelf(() => 0);
  const tab = browser.tab(lasting, guideHmacWorkspace());
  tab.keeper.changed(withPath(tab.workspace, '/a'));
  const storing = tab.keeper.flush();
  for (let turn = 0; turn < 100 && tab.keeper.place.sending === null; turn++) await Promise.resolve();
  expect(tab.keeper.place.sending).not.toBe(null);
  tab.keeper.changed(withPath(tab.workspace, '/ab'));
  tab.keeper.note();
  await storing;
  await storeNotes(browser.notes, lasting, freshId);
  expect(await onShelf(lasting)).toEqual(['Mine /ab']);
});

test('a note that is none is thrown away', async () => {
  browser.notes.setItem('jwt-playground:unstored:x', '{');
  browser.notes.setItem('other', '{');
  await storeNotes(browser.notes, new LastingShelf(() => 0), freshId);
  expect(browser.notes.length).toBe(1);
});
