import { expect, test } from 'vitest';
import { readApi, readPolicy } from '../../../src/workspace/documents';
import { allowUrl, grant, grantVersion, readAccess, withMethods } from '../../../src/workspace/fields/access-rights';
import { addClaimRule, readClaimRules, setAllowedValue } from '../../../src/workspace/fields/claim-rules';
import type { Pairs } from '../../../src/workspace/fields/field';
import { put } from '../../../src/workspace/fields/member';
import {
  addPair,
  readPairs,
  renamePair,
  setPairValue,
  typedJson,
  valueOfTyped,
} from '../../../src/workspace/fields/pairs';
import {
  addListedPath,
  countPathLists,
  markOperation,
  readMarkedOperations,
  readPathLists,
  removeListedPath,
  setListedPath,
} from '../../../src/workspace/fields/path-lists';
import { readTokenPlaces, withPlaceName, withTokenPlace } from '../../../src/workspace/fields/token-places';
import {
  addVersion,
  isVersioned,
  readVersions,
  renameVersion,
  withVersioning,
} from '../../../src/workspace/fields/versions';
import { memberAt } from '../../../src/workspace/json-edit';
import { guideClassic, guideOas, guidePolicy } from './documents';

const asMembers: Pairs = { name: 'Scope', value: 'Policy', holds: 'policy', as: 'members' };
const asList: Pairs = { ...asMembers, as: { name: 'scope', value: 'policyId' } };

test('edits rows of a mapping alike, whether an object or a list holds them', () => {
  for (const pairs of [asMembers, asList]) {
    let text = addPair('{"z": 1}', ['m'], pairs, 'admin');
    text = addPair(text, ['m'], pairs, 'dev');
    const [admin, dev] = readPairs(text, ['m'], pairs);
    if (admin === undefined || dev === undefined) throw new Error('two rows were added');
    text = renamePair(text, dev, pairs, 'developer');
    text = setPairValue(text, admin, pairs, 'gold');
    expect(readPairs(text, ['m'], pairs).map(({ name, value }) => `${name}=${value}`)).toEqual([
      'admin=gold',
      'developer=',
    ]);
    expect(readPairs(put(text, admin.path, undefined), ['m'], pairs)).toHaveLength(1);
  }
});

test('takes what reads as JSON for that, and anything else for a text, and shows it so that it reads the same', () => {
  expect(['5', 'true', 'null', '"5"', '[1,"a"]', 'gold', '{"a', ''].map(valueOfTyped)).toEqual([
    5,
    true,
    null,
    '5',
    [1, 'a'],
    'gold',
    '{"a',
    '',
  ]);
  for (const value of [5, '5', 'true', true, null, 'gold', [1], { a: 'b' }, '"q"', '']) {
    expect(valueOfTyped(typedJson(value))).toEqual(value);
  }
});

test('switches places of the token on and off, in all three shapes that they have', () => {
  const own = put(guideClassic, ['auth_configs', 'jwt'], {});
  for (const [text, form, name] of [
    [guideClassic, 'classic', ['auth', 'param_name']],
    [own, 'classic', ['auth_configs', 'jwt', 'param_name']],
    [
      guideOas,
      'oas',
      ['x-tyk-api-gateway', 'server', 'authentication', 'securitySchemes', 'guideJwt', 'query', 'name'],
    ],
  ] as const) {
    const on = (each: string) => readTokenPlaces(each, form).map((place) => place.on);
    expect(on(text)).toEqual([true, false, false]);
    const query = withPlaceName(
      withTokenPlace(withTokenPlace(text, form, 'header', false), form, 'query', true),
      form,
      'query',
      'jwt',
    );
    expect(on(query)).toEqual([false, true, false]);
    expect(memberAt(query, name)).toBe('jwt');
    const read = readApi(query);
    if (!read.ok) throw new Error(read.error);
    const { auth, auth_configs } = read.value.definition;
    const config = auth_configs?.['jwt'] ?? auth;
    expect([config.disable_header, config.use_param, config.param_name]).toEqual([true, true, 'jwt']);
  }
});

test('makes, types and empties rules for claims', () => {
  let text = addClaimRule(guideOas, 'realm.role');
  const rule = () => {
    const [first] = readClaimRules(text);
    if (first === undefined) throw new Error('a rule was added');
    return first;
  };
  expect(rule()).toMatchObject({ claim: 'realm.role', type: 'required', allowed: [], nonBlocking: false });
  text = setAllowedValue(text, rule(), 0, 'admin');
  text = setAllowedValue(text, rule(), 1, '5');
  text = setAllowedValue(text, rule(), 0, '"7"');
  expect(memberAt(text, [...rule().path, 'allowedValues'])).toEqual(['7', 5]);
  expect(rule().allowed).toEqual(['"7"', '5']);
});

test('gives an API versions, with names that requests can use', () => {
  expect(isVersioned(guideClassic)).toBe(false);
  let text = withVersioning(put(guideClassic, ['definition'], undefined), true);
  expect(isVersioned(text)).toBe(true);
  expect(memberAt(text, ['definition'])).toEqual({ location: 'header', key: 'version' });
  text = put(addVersion(addVersion(text)), ['version_data', 'default_version'], 'v3');
  expect(readVersions(text).map(({ name }) => name)).toEqual(['Default', 'v2', 'v3']);
  const last = readVersions(text).at(-1);
  if (last === undefined) throw new Error('versions were added');
  expect(renameVersion(text, last, 'v2')).toBe(text);
  text = renameVersion(text, last, 'v4');
  expect(readVersions(text).at(-1)).toMatchObject({ key: 'v4', name: 'v4' });
  expect(memberAt(text, ['version_data', 'default_version'])).toBe('v4');
});

test('lists paths of a version where the gateway reads them', () => {
  const versionOf = (text: string) => {
    const [version] = readVersions(text);
    if (version === undefined) throw new Error('the guide has a version');
    return version;
  };
  let text = addListedPath(guideClassic, versionOf(guideClassic), 'ignored', '/free');
  const [entry] = readPathLists(text, versionOf(text));
  if (entry === undefined) throw new Error('an entry was added');
  text = setListedPath(text, versionOf(text), entry, '/open');
  expect(readPathLists(text, versionOf(text))).toMatchObject([
    { list: 'ignored', path: '/open', method: 'GET', off: false },
  ]);
  const plain = put(text, ['version_data', 'versions', 'Default', 'use_extended_paths'], false);
  expect(readPathLists(plain, versionOf(plain))).toEqual([]);
  expect(readPathLists(addListedPath(plain, versionOf(plain), 'black_list', '/x'), versionOf(plain))).toMatchObject([
    { list: 'black_list', path: '/x', method: '' },
  ]);
});

test('counts what the lists of all versions have together, whatever else is typed', () => {
  const added = (text: string, at: number): string => {
    const version = readVersions(text)[at];
    if (version === undefined) throw new Error(`there is no version ${String(at)}`);
    return addListedPath(text, version, 'black_list', '/x');
  };
  expect(countPathLists(guideClassic)).toBe(0);
  const one = added(guideClassic, 0);
  expect(countPathLists(one)).toBe(1);
  expect(countPathLists(put(one, ['name'], 'Other'))).toBe(1);
  expect(countPathLists(added(added(addVersion(one), 1), 0))).toBe(3);
  // Lists without methods count instead, and have nothing.
  expect(countPathLists(put(one, ['version_data', 'versions', 'Default', 'use_extended_paths'], false))).toBe(0);
  expect(countPathLists(guidePolicy)).toBe(0);
});

test('marks operations of a Tyk OAS document, which the gateway then lists', () => {
  let text = markOperation(guideOas, 'ignored', '/free/{id}', 'POST');
  text = markOperation(text, 'white_list', '/free/{id}', 'POST');
  const marked = readMarkedOperations(text);
  expect(marked.map(({ list, path, method }) => `${list} ${method} ${path}`)).toEqual([
    'ignored POST /free/{id}',
    'white_list POST /free/{id}',
  ]);
  const read = readApi(text);
  if (!read.ok) throw new Error(read.error);
  const lists = read.value.definition.version_data.versions?.['']?.extended_paths;
  expect([lists?.ignored?.[0]?.path, lists?.white_list?.[0]?.method]).toEqual(['/free/{id}', 'POST']);
  const [first] = marked;
  if (first === undefined) throw new Error('an operation was marked');
  expect(readMarkedOperations(removeListedPath(text, first))).toHaveLength(1);
});

test('opens APIs, versions and paths in a policy', () => {
  let text = grant(guidePolicy, { id: 'users', name: 'Users', versions: ['v1'] });
  const users = () => {
    const found = readAccess(text).find(({ apiId }) => apiId === 'users');
    if (found === undefined) throw new Error('access was granted');
    return found;
  };
  text = grantVersion(text, users(), 'v2', true);
  text = grantVersion(text, users(), 'v1', false);
  text = allowUrl(text, users(), '/get');
  const [url] = users().urls;
  if (url === undefined) throw new Error('a path was allowed');
  expect(withMethods(text, url, 'GET,')).toBe(text);
  text = withMethods(text, url, 'GET, post');
  expect(users()).toMatchObject({ name: 'Users', versions: ['v2'], urls: [{ url: '/get', methods: ['GET', 'post'] }] });
  const read = readPolicy(text);
  if (!read.ok) throw new Error(read.error);
  expect(Object.keys(read.value.access_rights ?? {})).toEqual(['orders', 'users']);
});
