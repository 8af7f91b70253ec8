import { expect, test } from 'vitest';
import { policyFile, readPolicies } from '../../../src/server/folder/policy-files';

const gold = { id: 'gold', org_id: 'default', rate: 10, per: 60, access_rights: { orders: { api_id: 'orders' } } };
const free = { org_id: 'default', rate: 1, per: 60, access_rights: {} };

function read(files: Readonly<Record<string, unknown>>) {
  const texts = Object.entries(files).map(([name, content]) => {
    return [name, typeof content === 'string' ? content : JSON.stringify(content)] as const;
  });
  return readPolicies(new Map(texts));
}

test.each([
  ['one a file', { 'gold.json': gold, 'free.json': { ...free, id: 'free' } }],
  ['a map by id', { 'policies.json': { gold, free } }],
  ['a list', { 'policies.json': [gold, { ...free, id: 'free' }] }],
])('reads %s', (_, files) => {
  const { byId, problems } = read(files);
  expect(problems).toEqual([]);
  expect([...byId.keys()].sort()).toEqual(['free', 'gold']);
  expect(byId.get('gold')?.value.rate).toBe(10);
  expect(byId.get('free')?.value.id).toBe('free');
});

test('a policy with nothing but rights is no map of policies', () => {
  const { byId } = read({ 'a.json': { access_rights: { orders: {} } } });
  expect([...byId.values()].map(({ value }) => Object.keys(value.access_rights ?? {}))).toEqual([['orders']]);
});

test('tells of what cannot be read, in Go’s words, and goes on', () => {
  const { byId, problems } = read({
    'cut.json': '{"id": ',
    'number.json': '5',
    'map.json': { gold, silver: { ...gold, rate: 'ten' } },
    'list.json': [free, 'free'],
  });
  expect([...byId.keys()]).toContain('gold');
  expect(problems).toEqual([
    { file: 'cut.json', problem: 'unexpected end of JSON input' },
    { file: 'list.json', problem: 'entry 2: json: cannot unmarshal string into Go value of type user.Policy' },
    {
      file: 'map.json',
      problem: 'silver: json: cannot unmarshal string into Go struct field Policy.rate of type float64',
    },
    { file: 'number.json', problem: 'A file of policies is a JSON object or a list.' },
  ]);
});

test('writes a file in the shape that it has', () => {
  const policies = [...read({ 'p.json': [gold, { ...free, id: 'free' }] }).byId.values()].map(({ value }) => value);
  const [first] = policies;
  if (first === undefined) throw new Error('not read');
  const back = (text: string | null): string[] => [...read({ 'p.json': text ?? '' }).byId.keys()];
  expect(policyFile(null, [first])).toMatch(/^\{\n {2}"_id"/);
  expect(policyFile(JSON.stringify(gold), [])).toBeNull();
  expect(policyFile('{"gold": {}}', policies)).toMatch(/^\{\n {2}"gold": \{/);
  expect(policyFile('[{}]', policies)).toMatch(/^\[/);
  for (const before of ['{"gold": {}}', '[{}]']) expect(back(policyFile(before, policies))).toEqual(['gold', 'free']);
  expect(policyFile('{"gold": {}}', [])).toBe('{}');
});
