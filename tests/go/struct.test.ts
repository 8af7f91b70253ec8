import { expect, test } from 'vitest';
import {
  any,
  anonymous,
  boolean,
  convert,
  decode,
  embed,
  encode,
  fill,
  float64,
  int64,
  list,
  lookup,
  map,
  named,
  omitempty,
  omitzero,
  pointer,
  string,
  struct,
  uint64,
  withIsZero,
} from '../../src/go/struct';
import { parseNode } from '../../src/go/json';

const limit = withIsZero(
  struct('user.Limit', { rate: omitzero(float64), note: omitzero(string) }),
  ({ rate }) => rate === 0,
);
const part = struct('apidef.Part', { listen_path: string, target_list: list(string) });
const whole = struct('apidef.Whole', {
  name: string,
  skew: uint64,
  life: int64,
  enable_jwt: boolean,
  part,
  tags: list(string),
  scopes: omitempty(map(string)),
  limits: omitempty(map(limit)),
  only: omitempty(pointer(limit)),
  kind: omitempty(named('apidef.Kind', string)),
  data: omitempty(any),
  rest: omitzero(limit),
});

function read(text: string) {
  const decoded = decode(whole, text, 'first');
  if (!decoded.ok) throw new Error(decoded.error);
  return decoded.value;
}

function errorOf(text: string): string {
  const decoded = decode(whole, text, 'first');
  return decoded.ok ? '' : decoded.error;
}

/** Value and error of a text that is well-formed. */
function lenient(text: string) {
  const parsed = parseNode(new TextEncoder().encode(text), 'whole');
  if (!parsed.ok) throw new Error(parsed.error);
  return fill(whole, parsed.node);
}

test('an empty object gives every member its zero value, written in the order of the schema', () => {
  expect(encode(whole, read('{}'))).toBe(
    '{"name":"","skew":0,"life":0,"enable_jwt":false,"part":{"listen_path":"","target_list":null},"tags":null}',
  );
});

test('null leaves a member as it is, but empties slices, maps and pointers', () => {
  const text = '{"name":"a","name":null,"tags":["x"],"tags":null,"only":{"rate":1},"only":null}';
  expect(read(text)).toMatchObject({ name: 'a', tags: null, only: null });
});

test('an empty slice and no slice are told apart', () => {
  expect(encode(part, { listen_path: '', target_list: [] })).toBe('{"listen_path":"","target_list":[]}');
  expect(read('{"tags":[]}').tags).toEqual([]);
});

test('names are matched without regard to case, an exact one first, unknown ones dropped', () => {
  expect(read('{"NAME":"a","other":5}').name).toBe('a');
  expect(read('{"name":"a","Name":"b"}').name).toBe('b');
  expect(read('{"\u017fkew":5,"tag\u017f":["x"]}')).toMatchObject({ skew: 5, tags: ['x'] });
});

test('a repeated member is read over the first: structs merge, slices and map entries are replaced', () => {
  const text = '{"part":{"listen_path":"/a/"},"part":{"target_list":["x"]},"tags":["a","b"],"tags":["c"]}';
  expect(read(text)).toMatchObject({ part: { listen_path: '/a/', target_list: ['x'] }, tags: ['c'] });
  const maps = read('{"limits":{"a":{"rate":1}},"limits":{"b":{"rate":2}}}').limits;
  expect(Object.keys(maps ?? {})).toEqual(['a', 'b']);
});

test('map entries named like members of Object are plain entries', () => {
  const { scopes } = read('{"scopes":{"__proto__":"p","constructor":"c"}}');
  expect(lookup(scopes, '__proto__')).toBe('p');
  expect(lookup(scopes, 'constructor')).toBe('c');
  expect(lookup(scopes, 'toString')).toBeUndefined();
  expect(lookup(null, 'a')).toBeUndefined();
});

test.each([
  ['{"skew":-5}', 'json: cannot unmarshal number -5 into Go struct field Whole.skew of type uint64'],
  ['{"skew":1.5}', 'json: cannot unmarshal number 1.5 into Go struct field Whole.skew of type uint64'],
  ['{"skew":"60"}', 'json: cannot unmarshal string into Go struct field Whole.skew of type uint64'],
  ['{"life":1e3}', 'json: cannot unmarshal number 1e3 into Go struct field Whole.life of type int64'],
  [
    '{"skew":18446744073709551616}',
    'json: cannot unmarshal number 18446744073709551616 into Go struct field Whole.skew of type uint64',
  ],
  ['{"enable_jwt":"yes"}', 'json: cannot unmarshal string into Go struct field Whole.enable_jwt of type bool'],
  [
    '{"part":{"listen_path":5}}',
    'json: cannot unmarshal number into Go struct field Part.part.listen_path of type string',
  ],
  ['{"part":[]}', 'json: cannot unmarshal array into Go struct field Whole.part of type apidef.Part'],
  [
    '{"limits":{"a":{"rate":"x"}}}',
    'json: cannot unmarshal string into Go struct field Limit.limits.rate of type float64',
  ],
  ['{"limits":{"a":5}}', 'json: cannot unmarshal number into Go struct field Whole.limits of type user.Limit'],
  ['{"tags":"a"}', 'json: cannot unmarshal string into Go struct field Whole.tags of type []string'],
  ['{"kind":5}', 'json: cannot unmarshal number into Go struct field Whole.kind of type apidef.Kind'],
  ['{"data":{"a":[1e400]}}', 'json: cannot unmarshal number 1e400 into Go struct field Whole.data of type float64'],
  ['[]', 'json: cannot unmarshal array into Go value of type apidef.Whole'],
  ['{"name":5,"skew":-1}', 'json: cannot unmarshal number into Go struct field Whole.name of type string'],
  ['', 'EOF'],
  ['{"name":', 'unexpected EOF'],
])('%s is refused as Go refuses it', (text, error) => {
  expect(errorOf(text)).toBe(error);
});

test('a wrong type does not stop the reading of the rest', () => {
  const { value, error } = lenient('{"name":5,"skew":7,"tags":["a",5,"b"]}');
  expect(error).toBe('json: cannot unmarshal number into Go struct field Whole.name of type string');
  expect(value).toMatchObject({ name: '', skew: 7, tags: ['a', '', 'b'] });
});

test('text after the first value counts only when the whole text is read', () => {
  expect(decode(whole, '{"name":"a"} x', 'first').ok).toBe(true);
  expect(decode(whole, '{"name":"a"} x')).toEqual({
    ok: false,
    error: "invalid character 'x' after top-level value",
  });
});

test('omitempty leaves out what is empty, omitzero what is zero or says so itself', () => {
  expect(encode(whole, read('{"scopes":{},"limits":{},"only":{},"rest":{"note":"x"}}'))).toBe(
    '{"name":"","skew":0,"life":0,"enable_jwt":false,"part":{"listen_path":"","target_list":null},"tags":null,"only":{}}',
  );
});

test('map names are written in the order of their bytes, markup is escaped, floats as Go writes them', () => {
  const text = '{"data":{"\\uffff":1,"\\ud83d\\ude00":1e21,"<":1e-7,"a":1.50}}';
  expect(encode(any, read(text).data)).toBe('{"\\u003c":1e-7,"a":1.5,"\uffff":1,"😀":1e+21}');
});

test('the limits of whole numbers are read and written', () => {
  expect(encode(int64, -(2 ** 63))).toBe('-9223372036854775808');
  expect(encode(int64, read('{"life":9223372036854775807}').life)).toBe('9223372036854775807');
  expect(encode(uint64, read('{"skew":18446744073709551615}').skew)).toBe('18446744073709551615');
  expect(read('{"life":-0}').life).toBe(0);
});

test('the members of an embedded struct stand among the others; errors tell where they come from', () => {
  const outer = struct('user.Outer', { ...embed(limit), more: int64 });
  expect(encode(outer, { rate: 1, note: '', more: 2 })).toBe('{"rate":1,"more":2}');
  const decoded = decode(outer, '{"rate":"x"}');
  expect(decoded).toEqual({
    ok: false,
    error: 'json: cannot unmarshal string into Go struct field Outer.Limit.rate of type float64',
  });
});

test('a struct without a name is told by its whole text', () => {
  const type = struct('a.B', {
    paths: anonymous(['Ignored', 'Listed'], { ignored: list(string), listed: boolean }, ['listed']),
  });
  const decoded = decode(type, '{"paths":5}');
  expect(decoded.ok ? '' : decoded.error).toBe(
    'json: cannot unmarshal number into Go struct field B.paths of type ' +
      'struct { Ignored []string "bson:\\"ignored\\" json:\\"ignored\\""; Listed bool "json:\\"listed\\"" }',
  );
  const inner = decode(type, '{"paths":{"listed":5}}');
  expect(inner.ok ? '' : inner.error).toBe(
    'json: cannot unmarshal number into Go struct field .paths.listed of type bool',
  );
});

test('a value is turned into a struct as Go does it, by way of its text', () => {
  const { value, error } = convert(whole, { skew: 60, name: 5, tags: ['a'] });
  expect(value).toMatchObject({ skew: 60, name: '', tags: ['a'] });
  expect(error).toContain('Whole.name');
});
