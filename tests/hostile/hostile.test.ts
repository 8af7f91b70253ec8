/**
 * Every way in for a text, with texts that nobody means well: nothing throws, nothing is lost, and no reader needs more
 * than time in proportion to the length. The limits are wide, for busy machines: a reader that takes the square of the
 * length takes minutes.
 */
import { expect, test } from 'vitest';
import { memberAt, setMember } from '../../src/workspace/json-edit';
import { isTooDeep, isUnwalked } from '../../src/workspace/json-depth';
import { prettyJson } from '../../src/workspace/pretty-json';
import { parseStored, writeStored } from '../../src/workspace/stored/stored-workspace';
import { readLink, writeLink } from '../../src/workspace/share/link';
import { compactJson, encodeToken } from '../../src/workspace/token';
import { readPasted } from '../../src/workspace/pasted-token';
import { readers, workspaceWith } from './readers';
import { control, hugeTexts, largeTexts, loneSurrogates, markup, protoMembers, rightToLeft, smallTexts } from './texts';

/** Milliseconds for one text through all readers. */
const limits = { small: 60_000, large: 90_000 } as const;
const timeout = 150_000;

/** Calls every reader; gives the names of those that threw. */
async function thrown(text: string, names: readonly string[] = Object.keys(readers)): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) {
    try {
      await readers[name]?.(text);
    } catch (reason) {
      found.push(`${name}: ${String(reason)}`);
    }
  }
  return found;
}

test.each(smallTexts)(
  '$name: no reader throws',
  async ({ make }) => {
    const started = performance.now();
    expect(await thrown(make())).toEqual([]);
    expect(performance.now() - started).toBeLessThan(limits.small);
    expect('polluted' in {}).toBe(false);
  },
  timeout,
);

test.each(largeTexts)(
  '$name: no reader throws, and none takes the square of the length',
  async ({ make }) => {
    const started = performance.now();
    expect(await thrown(make())).toEqual([]);
    expect(performance.now() - started).toBeLessThan(limits.large);
  },
  timeout,
);

/** What the page calls while somebody types; the others wait to be asked. */
const whileTyping = [
  'readApi',
  'readPolicy',
  'isCleanJson',
  'member of a text',
  'set a member',
  'range of a member',
  'path at an offset',
  'title of a document',
  'form of a definition',
  'lint of a definition',
  'evaluate a payload',
  'evaluate a definition',
  'parts of a token',
  'claims explained',
  'readPasted',
];

test.each(hugeTexts)(
  '$name: what the page calls while somebody types neither throws nor hangs',
  async ({ make }) => {
    const text = make();
    const started = performance.now();
    expect(await thrown(text, whileTyping)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(limits.large);
  },
  timeout,
);

test('names of the prototype are members like any other, and stay where they are', () => {
  const text = `{${protoMembers}}`;
  expect(memberAt(text, ['__proto__', 'sub'])).toBe('x');
  const changed = setMember(setMember(text, ['__proto__', 'api_id'], 'q'), ['constructor', 'name'], 'n');
  expect(memberAt(changed, ['__proto__', 'api_id'])).toBe('q');
  expect(memberAt(changed, ['__proto__', 'polluted'])).toBe(true);
  expect(memberAt(changed, ['constructor', 'prototype', 'polluted'])).toBe(true);
  expect(memberAt('{}', ['__proto__'])).toBeUndefined();
  expect(memberAt('{}', ['constructor'])).toBeUndefined();
  expect(compactJson(prettyJson(text))).toBe(text);
  expect('polluted' in {}).toBe(false);
});

test.each([
  ['markup', markup],
  ['right-to-left marks', rightToLeft],
  ['control characters', control],
  ['lone surrogates', loneSurrogates],
  ['names of the prototype', `{${protoMembers}}`],
])('%s come back from the store and from a link as they were', async (_, text) => {
  const workspace = workspaceWith(text, text);
  const stored = { name: text, workspace: { ...workspace, request: { ...workspace.request, path: text, body: text } } };
  const kept = parseStored(writeStored(stored));
  expect(kept).toMatchObject({ ok: true, value: stored });
  const linked = await readLink(await writeLink(stored));
  expect(linked).toMatchObject({ ok: true, value: stored });
});

test('a text that is too deep or too long is not walked, and stays as it is', () => {
  const deep = `${'{"a":'.repeat(501)}1${'}'.repeat(501)}`;
  expect(isTooDeep(deep)).toBe(true);
  expect(isTooDeep(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`)).toBe(false);
  expect(isTooDeep(`{"a":"${'['.repeat(600)}\\"${'{'.repeat(600)}"}`)).toBe(false);
  expect(isUnwalked(' '.repeat(1_000_001))).toBe(true);
  for (const text of [deep, `{"a":"${'x'.repeat(1_000_000)}"}`]) {
    expect(setMember(text, ['b'], 1)).toBe(text);
    expect(setMember(text, ['a'], undefined)).toBe(text);
    expect(prettyJson(text)).toBe(text);
  }
});

test('a member is set in a long line, without laying the line out', () => {
  const line = `{${Array.from({ length: 10_000 }, (_, at) => `"m${String(at)}":${String(at)}`).join(',')}}`;
  const changed = setMember(setMember(line, ['m5'], 'x'), ['new'], [1]);
  expect(memberAt(changed, ['m5'])).toBe('x');
  expect(memberAt(changed, ['new'])).toEqual([1]);
  expect(memberAt(changed, ['m9999'])).toBe(9999);
});

test('a text that is no object takes no members', () => {
  for (const text of ['5', '"a"', 'null', 'hello', markup]) expect(setMember(text, ['a'], 1)).toBe(text);
});

test('a payload of ten million characters is not signed, and says so', async () => {
  const { token, keys } = workspaceWith(`{"sub":"${'x'.repeat(10_000_000)}"}`);
  const made = await encodeToken(token, keys, 0);
  expect(made).toMatchObject({ ok: false, field: 'payload' });
});

test('a pasted token with very many blanks in its lines is put together at once', () => {
  const started = performance.now();
  expect(readPasted(`a${' '.repeat(300_000)}\nb${' '.repeat(300_000)}c`).text).toBe(`ab${' '.repeat(300_000)}c`);
  expect(performance.now() - started).toBeLessThan(2000);
});
