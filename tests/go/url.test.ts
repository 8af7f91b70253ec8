import { expect, test } from 'vitest';
import { marshal, type Decoded } from '../../src/go/json';
import {
  cleanPath,
  encodeQuery,
  escapePath,
  parseQuery,
  parseTarget,
  pathSegmentEscape,
  pathUnescape,
  queryEscape,
  queryUnescape,
} from '../../src/go/url';
import { wellFormed } from '../../src/go/utf8';
import { cleanPaths, escapes, queries, targets, unescapes } from './cases/url';

function written(decoded: Decoded<string>): string {
  return decoded.ok ? `= ${wellFormed(decoded.value)}` : `! ${decoded.error}`;
}

test.each(queries)('reads the query %j and writes it again as Go does', (query, values, encoded) => {
  const parsed = parseQuery(query);
  expect(marshal(Object.fromEntries(parsed))).toBe(values);
  expect(encodeQuery(parsed)).toBe(encoded);
});

test.each(targets)('reads the target %j as Go does', (target, ...wanted) => {
  const parsed = parseTarget(target);
  if (!parsed.ok) {
    expect([`! ${parsed.error}`]).toEqual(wanted);
    return;
  }
  const { path, rawPath, query, forceQuery } = parsed.value;
  expect([wellFormed(path), rawPath, escapePath(path, rawPath), query, String(forceQuery)]).toEqual(wanted);
});

test.each(cleanPaths)('cleans the path %j as routers do', (path, clean) => {
  expect(cleanPath(path)).toBe(clean);
});

test.each(escapes)('escapes %j for queries and paths', (text, query, segment, path) => {
  expect([queryEscape(text), pathSegmentEscape(text), escapePath(text)]).toEqual([query, segment, path]);
});

test.each(unescapes)('unescapes %j in paths and queries', (text, path, query) => {
  expect([written(pathUnescape(text)), written(queryUnescape(text))]).toEqual([path, query]);
});

test('does not read more than 10000 parameters', () => {
  expect(parseQuery('a=1&'.repeat(9_999)).get('a')?.length).toBe(9_999);
  expect(parseQuery('a=1&'.repeat(10_000)).size).toBe(0);
});
