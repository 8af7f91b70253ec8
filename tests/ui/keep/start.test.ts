import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { findStart } from '../../../src/ui/keep/start';
import { deleteIndexedShelf, openIndexedShelf } from '../../../src/workspace/keep/indexed-shelf';
import type { Shelf } from '../../../src/workspace/keep/shelf';
import { writeLink } from '../../../src/workspace/share/link';
import { writeStored } from '../../../src/workspace/stored/stored-workspace';

const site = 'https://playground.example/some/where/';
const guide = guideHmacWorkspace();
const own = { name: 'Own', workspace: { ...guide, request: { ...guide.request, path: '/own' } } };
const linked = { name: 'Linked', workspace: { ...guide, request: { ...guide.request, path: '/linked' } } };

beforeEach(async () => {
  await deleteIndexedShelf();
});

async function shelf(): Promise<Shelf> {
  const opened = await openIndexedShelf(() => 0);
  if (!opened.ok) throw new Error(opened.problem.message);
  return opened.value;
}

async function keepOwn(): Promise<string> {
  const kept = await shelf();
  await kept.add('own', own.name, writeStored(own));
  await kept.setLastOpened('own');
  return JSON.stringify(await kept.read('own'));
}

test('a first visit opens the guide’s example, and stores nothing', async () => {
  const start = await findStart(new URL(site));
  expect(start.place).toMatchObject({ name: 'Guide example', revision: 0 });
  const listed = await (await shelf()).list();
  expect(listed.ok && listed.value.entries).toEqual([]);
});

test('a later visit opens the workspace that was open last', async () => {
  await keepOwn();
  const { place, problem } = await findStart(new URL(site));
  expect(place).toMatchObject({ id: 'own', name: 'Own', revision: 1, current: own.workspace });
  expect(problem).toBe(null);
});

test('?new and a link open beside it', async () => {
  await keepOwn();
  const blank = await findStart(new URL(`${site}?new`));
  expect(blank.place.revision).toBe(0);
  expect(blank.place.current.apis).toEqual([]);
  const shared = await findStart(new URL(site + (await writeLink(linked))));
  expect(shared.place).toMatchObject({ name: 'Linked', revision: 0, current: linked.workspace });
});

test('a frame knows nothing of what is kept', async () => {
  await keepOwn();
  const start = await findStart(new URL(`${site}?embed`));
  expect(start.place.name).toBe('Guide example');
  expect(start.shelf.lasts).toBe(false);
  const listed = await start.shelf.list();
  expect(listed.ok && listed.value.entries).toEqual([]);
});

test('whatever is done to a link, it opens the workspace that was meant or leaves the person’s own as it was', async () => {
  const before = await keepOwn();
  const link = await writeLink(linked);
  const letter = fc.constantFrom(...('AZaz09-_.=%#&? é\u0000'.match(/[^]/gu) ?? []));
  const place = fc.nat(link.length);
  const mangled = fc.oneof(
    place.map((at) => link.slice(0, at)),
    fc.tuple(place, letter).map(([at, put]) => link.slice(0, at) + put + link.slice(at + 1)),
    fc.tuple(place, letter).map(([at, put]) => link.slice(0, at) + put + link.slice(at)),
    fc.tuple(place, place).map(([from, to]) => link.slice(0, Math.min(from, to)) + link.slice(Math.max(from, to))),
  );
  await fc.assert(
    fc.asyncProperty(mangled, async (fragment) => {
      const { place: opened, problem } = await findStart(new URL(site + fragment));
      const expected = opened.name === 'Linked' ? linked.workspace : own.workspace;
      expect(opened.current).toEqual(expected);
      if (opened.name !== 'Linked') expect(problem === null || problem.message.includes('is as it was')).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(JSON.stringify(await (await shelf()).read('own'))).toBe(before);
});

test('a damaged workspace is told of and given out; the next start does not lose it', async () => {
  const kept = await shelf();
  await kept.add('own', 'Own', '{"format":"jwt-playground","version":1}');
  await kept.setLastOpened('own');
  const { place, problem } = await findStart(new URL(site));
  expect(place.name).toBe('Guide example');
  expect(problem?.message).toContain('The workspace “Own” cannot be opened.');
  expect(problem?.rescue).toBe('{"format":"jwt-playground","version":1}');
  expect((await kept.read('own')).ok).toBe(true);
});
