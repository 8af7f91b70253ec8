import { expect, test } from 'vitest';
import { listenPath, listenPathLength, matchPaths, pathPattern, plainPrefix } from '../../src/gateway/path-patterns';

test.each([
  ['/get', '^/get$'],
  ['get', 'get$'],
  ['^/get$', '^/get$'],
  ['/users/{id}', '^/users/([^/]+)$'],
  ['/u/{id:[0-9]+}', '^/u/([^/]+)$'],
  ['/users/*', '^/users/.*$'],
  ['/a/*/b', '^/a/[^/]+/b$'],
  ['/a/{b', '^/a/{b$'],
  ['', '$'],
])('the pattern of %j is %s', (path, pattern) => {
  expect(pathPattern(path)).toBe(pattern);
});

/** The table of behaviour 7.4. */
test.each([
  ['/get', ['/get'], ['/get/more', '/getter']],
  ['/users/*', ['/users/1', '/users/'], ['/x/users/1']],
  ['/users/[0-9]+', ['/users/12'], ['/users/ab', '/users/12/x']],
  ['/users/{id}', ['/users/12', '/users/ab'], ['/users/12/x']],
  ['^/get$', ['/get'], ['/get/x']],
  ['/a/*/b', ['/a/1/b'], ['/a/b', '/a/1/2/b', '/a/1/b/c']],
  ['/u/{id:[0-9]+}', ['/u/12', '/u/ab'], ['/u/']],
  ['/', ['/'], ['/get']],
  ['/*', ['/', '/get', '/a/b'], []],
  ['get', ['/get', '/target'], ['/get/']],
  ['/get/', ['/get/'], ['/get']],
  ['/Get', ['/Get'], ['/get']],
  ['/a b', ['/a b'], ['/a+b']],
  ['/a%20b', ['/a%20b'], ['/a b']],
  ['/get?x=1', ['/gex=1', '/get?x=1'], ['/get']],
  ['/a|/b', ['/abc', '/x/b'], ['/c']],
  ['(?i)/GET', ['/get', '/GET'], ['/got']],
  ['', [], ['/', '/get', '']],
] as const)('a rule %j lets through %j and not %j', (url, fitting, others) => {
  const matches = (path: string) => matchPaths(pathPattern(url), [path]).matches;
  expect(fitting.filter(matches)).toEqual(fitting);
  expect(others.filter(matches)).toEqual([]);
});

test('the second path counts when the first does not fit', () => {
  expect(matchPaths('^/x/get$', ['/get', '/x/get'])).toEqual({ matches: true, error: null });
});

test('a pattern that does not compile tells so once for each path', () => {
  const { matches, error } = matchPaths(pathPattern('/(?!a)'), ['/get', '/a/get']);
  const told = 'error parsing regexp: invalid or unsupported Perl syntax: `(?!`';
  expect(matches).toBe(false);
  expect(error).toBe(`${told}\n${told}`);
});

test('a pattern on which a backtracking engine would hang is answered', () => {
  const long = `${'a'.repeat(5000)}!`;
  expect(matchPaths('(a+)+$', [long])).toEqual({ matches: false, error: null });
  expect(matchPaths('(a+)+$', ['a'.repeat(5000)])).toEqual({ matches: true, error: null });
  expect(matchPaths(pathPattern('(.*)*x(.*)*y(.*)*'), [`/${'x'.repeat(3000)}`])).toEqual({
    matches: false,
    error: null,
  });
});

function read(template: string) {
  const path = listenPath(template);
  if (!path.ok) throw new Error(path.error);
  return path.path;
}

test.each([
  ['/a/', '/a/get', '/get'],
  ['/a/', '/a/a/get', '/a/get'],
  ['/a', '/a/get', '/get'],
  ['/a', '/a', '/'],
  ['/x/{t}/', '/x/one/b/get', '/b/get'],
  ['/x/{t:[0-9]+}/', '/x/12/get', '/get'],
  ['/v.1/{t}/', '/v.1/one/', '/'],
])('%s matches %s and leaves %s', (template, path, rest) => {
  expect(read(template).matches(path)).toBe(true);
  expect(read(template).strip(path)).toBe(rest);
});

test.each([
  ['/a/', '/a'],
  ['/a', '/ab'],
  ['/a/', '/A/get'],
  ['/x/{t}/', '/x/get'],
  ['/x/{t:[0-9]+}/', '/x/ab/get'],
  ['/v.1/{t}/', '/vX1/one/'],
])('%s does not match %s', (template, path) => {
  expect(read(template).matches(path)).toBe(false);
});

test('a listen path whose own pattern would make a backtracking engine hang is answered', () => {
  const path = read('/x/{t:(a+)+}/');
  expect(path.matches(`/x/${'a'.repeat(3000)}/get`)).toBe(true);
  expect(path.matches(`/x/${'a'.repeat(3000)}!/get`)).toBe(false);
});

test.each([
  ['x/', 'mux: path must start with a slash, got "x/"'],
  ['/x/{t/', 'mux: unbalanced braces in "/x/{t/"'],
  ['/x/}t{/', 'mux: unbalanced braces in "/x/}t{/"'],
  ['/x/{}/', 'mux: missing name or pattern in "{}"'],
  ['/x/{t:}/', 'mux: missing name or pattern in "{t:}"'],
  ['/x/{t:(}/', 'error parsing regexp: missing closing ): `^/x/(?:()/`'],
])('%s is no listen path', (template, error) => {
  expect(listenPath(template)).toEqual({ ok: false, error });
});

test('placeholders count nothing when the longest listen path is looked for', () => {
  expect(listenPathLength('/x/in/')).toBe(6);
  expect(listenPathLength('/x/{name}/')).toBe(4);
  expect(listenPathLength('/x/')).toBe(3);
});

test('what matched a plain prefix is taken off once', () => {
  expect(plainPrefix('/a').strip('/a/a/a')).toBe('/a/a');
  expect(plainPrefix('/b').strip('/a/a')).toBe('/a/a');
});
