import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, expect, test, vi } from 'vitest';
import { deleteIndexedShelf, dropLongDeleted, openIndexedShelf } from '../../../src/workspace/keep/indexed-shelf';
import { keptDeleted, type FromShelf, type Shelf } from '../../../src/workspace/keep/shelf';

let now = 0;
beforeEach(async () => {
  now = 1000;
  await deleteIndexedShelf();
});

async function opened(): Promise<Shelf> {
  return valueOf(await openIndexedShelf(() => now++));
}

function valueOf<T>(outcome: FromShelf<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problem.message);
}

function problemOf(outcome: FromShelf<unknown>): string {
  return outcome.ok ? 'none' : outcome.problem.kind;
}

test('what is put on it is there when it is opened again', async () => {
  valueOf(await (await opened()).add('a', 'First', '{}'));
  const shelf = await opened();
  expect(valueOf(await shelf.read('a'))).toEqual({
    id: 'a',
    name: 'First',
    revision: 1,
    changed: 1000,
    deleted: null,
    text: '{}',
  });
  expect(valueOf(await shelf.lastOpened())).toBe(null);
  await shelf.setLastOpened('a');
  expect(valueOf(await shelf.lastOpened())).toBe('a');
});

test('of two that store at the same time only one does', async () => {
  const [one, two] = [await opened(), await opened()];
  await one.add('a', 'First', '0');
  const outcomes = await Promise.all([one.save('a', 1, 'one'), two.save('a', 1, 'two')]);
  expect(outcomes.map(problemOf).sort()).toEqual(['changed', 'none']);
  const { text, revision } = valueOf(await one.read('a'));
  expect(revision).toBe(2);
  expect(text).toBe(outcomes[0].ok ? 'one' : 'two');
});

test('a deleted one is listed, and neither read nor changed until it is back', async () => {
  const shelf = await opened();
  await shelf.add('a', 'First', '0');
  await shelf.setDeleted('a', true);
  expect(problemOf(await shelf.read('a'))).toBe('gone');
  expect(problemOf(await shelf.save('a', 1, '1'))).toBe('gone');
  expect(valueOf(await shelf.list()).entries.map(({ deleted }) => deleted !== null)).toEqual([true]);
  await shelf.setDeleted('a', false);
  expect(valueOf(await shelf.read('a')).text).toBe('0');
});

test('what was deleted long ago is dropped', async () => {
  const shelf = await opened();
  for (const id of ['a', 'b', 'c']) await shelf.add(id, id, '');
  await shelf.setDeleted('a', true);
  now += keptDeleted;
  await shelf.setDeleted('b', true);
  await dropLongDeleted(shelf, now + 10);
  expect(valueOf(await shelf.list()).entries.map(({ id }) => id)).toEqual(['c', 'b']);
});

test('lists the last changed first, and tells of records that are none', async () => {
  const shelf = await opened();
  await shelf.add('a', 'A', '0');
  await shelf.add('b', 'B', '12');
  await shelf.save('a', 1, '123');
  const database = await openDB('jwt-playground');
  await database.put('workspaces', { id: 'c', text: 7 });
  database.close();
  const { entries, damaged } = valueOf(await shelf.list());
  expect(entries.map(({ id, size }) => [id, size])).toEqual([
    ['a', 3],
    ['b', 2],
  ]);
  expect(damaged).toEqual([{ id: 'c', raw: '{\n  "id": "c",\n  "text": 7\n}' }]);
  expect(problemOf(await shelf.read('c'))).toBe('failed');
  await shelf.remove('c');
  expect(valueOf(await shelf.list()).damaged).toEqual([]);
});

test('clearing takes everything, and the shelf can be used on', async () => {
  const [one, two] = [await opened(), await opened()];
  await one.add('a', 'A', '0');
  valueOf(await one.clear());
  expect(valueOf(await two.list()).entries).toEqual([]);
  valueOf(await two.add('b', 'B', '1'));
  expect(valueOf(await one.list()).entries.map(({ id }) => id)).toEqual(['b']);
});

test('says so when a newer version has changed the storage', async () => {
  (await openDB('jwt-playground', 99)).close();
  const shelf = await openIndexedShelf(() => 0);
  expect(shelf.ok ? '' : shelf.problem.message).toContain('newer version');
});

test('says so when the browser has no storage', async () => {
  const open = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('The user denied permission.', 'SecurityError');
  });
  const shelf = await openIndexedShelf(() => 0);
  open.mockRestore();
  expect(shelf).toEqual({ ok: false, problem: { kind: 'failed', message: 'The user denied permission.' } });
});
