import { expect, test } from 'vitest';
import { appFiles, readApps } from '../../../src/server/folder/app-files';

const classic = (id: string, more: object = {}): string =>
  JSON.stringify({
    api_id: id,
    name: id,
    proxy: { listen_path: `/${id}/`, target_url: 'http://upstream.test' },
    ...more,
  });

const document = (id: string): string =>
  JSON.stringify({
    openapi: '3.0.3',
    info: { title: id, version: '1' },
    paths: {},
    'x-tyk-api-gateway': {
      info: { id, name: id, state: { active: true } },
      upstream: { url: 'http://upstream.test' },
      server: { listenPath: { value: `/${id}/`, strip: true } },
    },
  });

function read(files: Readonly<Record<string, string>>) {
  return readApps(new Map(Object.entries(files)));
}

test('reads classic definitions, whatever their files are called', () => {
  const { byId, problems } = read({ 'orders.json': classic('a'), 'b.json': classic('b') });
  expect([...byId.keys()]).toEqual(['b', 'a']);
  expect(byId.get('a')?.value.oas).toBeNull();
  expect(problems).toEqual([]);
});

test('reads a Tyk OAS API as a gateway keeps it: the classic form, and the document beside it', () => {
  const { byId, problems } = read({
    'a.json': classic('a', { is_oas: true, enable_jwt: true }),
    'a-oas.json': document('a'),
  });
  expect(problems).toEqual([]);
  expect(byId.get('a')?.files).toEqual(['a.json', 'a-oas.json']);
  expect(byId.get('a')?.value.classic.enable_jwt).toBe(true);
  expect(byId.get('a')?.value.oas?.extension?.info.id).toBe('a');
});

test('reads a document alone, under either name', () => {
  const { byId, problems } = read({ 'a.json': document('a'), 'b-oas.json': document('b') });
  expect(problems).toEqual([]);
  expect([...byId].map(([id, { value }]) => [id, value.classic.is_oas, value.oas !== null])).toEqual([
    ['a', true, true],
    ['b', true, true],
  ]);
});

test('tells of files that cannot be read, in Go’s words, and goes on', () => {
  const { byId, problems } = read({
    'cut.json': '{"api_id": "x",',
    'empty.json': '',
    'list.json': '[]',
    'lonely.json': classic('lonely', { is_oas: true }),
    'pair.json': classic('pair', { is_oas: true }),
    'pair-oas.json': '{"openapi": ',
    'skew.json': classic('skew', { jwt_expires_at_validation_skew: -5 }),
    'good.json': classic('good'),
  });
  expect([...byId.keys()]).toEqual(['good']);
  expect(problems).toEqual([
    { file: 'cut.json', problem: 'unexpected end of JSON input' },
    { file: 'empty.json', problem: 'unexpected end of JSON input' },
    { file: 'list.json', problem: 'An API definition is a JSON object.' },
    { file: 'lonely.json', problem: 'open lonely-oas.json: no such file or directory' },
    { file: 'pair.json', problem: 'pair-oas.json: unexpected end of JSON input' },
    {
      file: 'skew.json',
      problem:
        'json: cannot unmarshal number -5 into Go struct field APIDefinition.jwt_expires_at_validation_skew of type uint64',
    },
  ]);
});

test('of two files with one id the later one counts, and the other is told of', () => {
  const { byId, problems } = read({
    '1.json': classic('a', { name: 'first' }),
    '2.json': classic('a', { name: 'second' }),
  });
  expect(byId.get('a')?.value.classic.name).toBe('second');
  expect(problems).toEqual([{ file: '1.json', problem: '2.json has the same api_id' }]);
});

test('writes what it reads back as the same', () => {
  for (const files of [{ 'a.json': classic('a') }, { 'a.json': document('a') }]) {
    const first = read(files).byId.get('a')?.value;
    if (first === undefined) throw new Error('not read');
    const written = appFiles(first);
    expect([...written.keys()]).toEqual(first.oas === null ? ['a.json'] : ['a.json', 'a-oas.json']);
    const { byId, problems } = readApps(written);
    expect(problems).toEqual([]);
    expect(byId.get('a')?.value).toEqual(first);
  }
});
