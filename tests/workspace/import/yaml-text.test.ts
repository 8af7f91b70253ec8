import { expect, test } from 'vitest';
import { recognise } from '../../../src/workspace/import/recognise';
import { jsonOfYaml } from '../../../src/workspace/import/yaml-text';

function only(text: string): unknown {
  const read = jsonOfYaml(text);
  if (!read.ok) throw new Error(read.problem);
  return read.texts.length === 1
    ? JSON.parse(read.texts[0] ?? '')
    : read.texts.map((each): unknown => JSON.parse(each));
}

test('gives what the YAML stands for', () => {
  const text = `
a: yes
b: [1, 2.5, 0x10, true, null, ~]
c: {d: "e\\u00e9", 'f': g}
time: 2026-11-25T16:30:10Z
long: |
  one
  two
base: &base {x: 1}
copy: *base
200: OK
empty: {}
none: []
`;
  expect(only(text)).toEqual({
    a: 'yes',
    b: [1, 2.5, 16, true, null, null],
    c: { d: 'eé', f: 'g' },
    time: '2026-11-25T16:30:10Z',
    long: 'one\ntwo\n',
    base: { x: 1 },
    copy: { x: 1 },
    200: 'OK',
    empty: {},
    none: [],
  });
});

test('numbers keep their digits, and members their order', () => {
  const read = jsonOfYaml('z: 9007199254740993\n10: a\n2: b\n');
  expect(read).toEqual({ ok: true, texts: ['{\n  "z": 9007199254740993,\n  "10": "a",\n  "2": "b"\n}'] });
});

test('gives each document of a stream', () => {
  expect(only('a: 1\n---\nb: 2\n')).toEqual([{ a: 1 }, { b: 2 }]);
});

test('a member called __proto__ is a member', () => {
  expect(jsonOfYaml('__proto__: {polluted: true}')).toEqual({
    ok: true,
    texts: ['{\n  "__proto__": {\n    "polluted": true\n  }\n}'],
  });
});

test('tells where it stops being YAML', () => {
  expect(jsonOfYaml('a: 1\nb: [2\n')).toMatchObject({ ok: false, place: 'line 3, column 1' });
});

test.each([
  [
    'aliases that stand for more and more',
    `a: &a [x]\n${Array.from({ length: 9 }, (_, at) => `${'bcdefghij'[at] ?? ''}: &${'bcdefghij'[at] ?? ''} [${`*${'abcdefghi'[at] ?? ''},`.repeat(9)}]`).join('\n')}`,
  ],
  ['a cycle', 'a: &a\n  b: *a\n'],
  ['brackets without end', `${'['.repeat(2000)}${']'.repeat(2000)}`],
])('refuses %s', (_, text) => {
  expect(jsonOfYaml(text)).toMatchObject({ ok: false });
});

const oas = `openapi: 3.0.3
info: {title: Orders, version: "1.0"}
paths: {}
x-tyk-api-gateway:
  info: {id: orders, name: Orders, state: {active: true}}
  upstream: {url: http://upstream.test}
  server:
    listenPath: {value: /orders/, strip: true}
    authentication:
      enabled: true
      securitySchemes:
        jwt:
          enabled: true
          source: |
            -----BEGIN PUBLIC KEY-----
            not looked at
            -----END PUBLIC KEY-----
`;

test('a Tyk OAS document in YAML is recognised, by its content or its file’s name', async () => {
  for (const name of [undefined, 'orders.yaml']) {
    const { parts, notUnderstood } = await recognise(oas, name);
    expect(parts.map(({ kind, title }) => [kind, title])).toEqual([['api', 'API Orders (Tyk OAS, /orders/)']]);
    expect(notUnderstood).toEqual([]);
  }
});

test('a policy and a definition in one YAML stream are both recognised', async () => {
  const { parts } = await recognise('api_id: a\nproxy: {listen_path: /a/}\n---\nid: gold\naccess_rights: {}\n');
  expect(parts.map(({ kind }) => kind)).toEqual(['api', 'policy']);
});
