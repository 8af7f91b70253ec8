import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeRawUrl } from '../../../src/go/base64';
import { guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { hasLink, longestLink, readLink, writeLink } from '../../../src/workspace/share/link';
import { writeStored } from '../../../src/workspace/stored/stored-workspace';
import { anyStored, withMember } from '../stored/arbitrary-workspace';

const guide = { name: 'Guide', workspace: guideHmacWorkspace() };

async function packed(text: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate'));
  return `#workspace=1.z.${encodeRawUrl(new Uint8Array(await new Response(stream).arrayBuffer()))}`;
}

async function reasonFor(fragment: string): Promise<string> {
  const read = await readLink(fragment);
  return read.ok ? 'none' : `${read.reason}: ${read.problem}`;
}

test('whatever is in a workspace comes back out of its link as it was', async () => {
  await fc.assert(
    fc.asyncProperty(anyStored, async (stored) => {
      const link = await writeLink(stored);
      expect(link).toMatch(/^#[\w=.-]+$/);
      expect(hasLink(link)).toBe(true);
      expect(await readLink(link)).toEqual({ ok: true, value: stored });
    }),
    { numRuns: 200 },
  );
});

test('the guide’s example fits into an address', async () => {
  expect((await writeLink(guide)).length).toBeLessThan(longestLink / 4);
});

test('a link with secrets says so by its name, and cannot be made to look like one without', async () => {
  const shared = { answer: null, secrets: true, leftOut: [] };
  const link = await writeLink({ ...guide, shared });
  expect(link).toMatch(/^#workspace-with-secrets=1\.z\./);
  const renamed = await readLink(link.replace('-with-secrets', ''));
  expect(renamed.ok && renamed.value.shared?.secrets).toBe(true);
});

test('ten thousand mangled links are refused, or give the very workspace that was meant', async () => {
  const link = await writeLink(guide);
  const wanted = writeStored(guide);
  const letter = fc.constantFrom(...('ABCxyz019-_.=%#&? é\0'.match(/[^]/gu) ?? []));
  const place = fc.nat(link.length);
  const mangled = fc.oneof(
    place.map((at) => link.slice(0, at)),
    place.map((at) => link.slice(at)),
    fc.tuple(place, letter).map(([at, put]) => link.slice(0, at) + put + link.slice(at + 1)),
    fc.tuple(place, letter).map(([at, put]) => link.slice(0, at) + put + link.slice(at)),
    fc.tuple(place, place).map(([from, to]) => link.slice(0, Math.min(from, to)) + link.slice(Math.max(from, to))),
    fc.tuple(place, fc.string({ unit: 'binary', maxLength: 30 })).map(([at, put]) => link.slice(0, at) + put),
    fc.string({ unit: letter, maxLength: 60 }).map((data) => `#workspace=1.z.${data}`),
    fc
      .tuple(fc.nat(99), fc.constantFrom('z', 'b', 'Z', ''))
      .map(([version, codec]) => `#workspace=${version}.${codec}.eJw`),
  );
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(mangled, async (fragment) => {
      const read = await readLink(fragment);
      if (!read.ok) {
        refused++;
        expect(read.problem).toMatch(/^The link (cannot be opened|was made by a newer)/);
      } else expect(writeStored({ name: read.value.name, workspace: read.value.workspace })).toBe(wanted);
    }),
    { numRuns: 10_000 },
  );
  expect(refused).toBeGreaterThan(9000);
});

test('says of a link in a newer form, or with a newer workspace in it, that it is newer', async () => {
  expect(await reasonFor((await writeLink(guide)).replace('=1.', '=2.'))).toMatch(/^newer: /);
  expect(await reasonFor(await packed(withMember(writeStored(guide), ['version'], 1000)))).toMatch(/^newer: /);
});

test.each<[string, string | Uint8Array<ArrayBuffer>]>([
  ['text that is no JSON', 'hello'],
  ['JSON of another kind', '{"api_id":"a"}'],
  ['bytes that are no UTF-8', new Uint8Array([0xff, 0xfe, 0xfd])],
  ['nothing', ''],
])('refuses a link with %s in it', async (_, content) => {
  expect(await reasonFor(await packed(content))).toMatch(/^damaged: /);
});

test('refuses a small link that unpacks to something huge, without unpacking it all', async () => {
  const bomb = await packed(new Uint8Array(60_000_000));
  expect(bomb.length).toBeLessThan(100_000);
  expect(await reasonFor(bomb)).toMatch(/^damaged: /);
});

test.each(['', '#', '#explain', '#workspaces=1', '#workspace', '#work'])('takes %j for no link', (fragment) => {
  expect(hasLink(fragment)).toBe(false);
});
