import { expect, test } from 'vitest';
import { encodeRawUrl } from '../../src/go/base64';
import { editableText, partProblems, withPart } from '../../src/workspace/token-parts';

const encode = (text: string): string => encodeRawUrl(new TextEncoder().encode(text));
const token = (header: string, payload: string, signature = 'c2ln'): string =>
  `${encode(header)}.${encode(payload)}.${signature}`;
const good = token('{"alg":"HS256"}', '{"sub":"u1"}');

test('finds nothing against a token that can be read, whatever its signature says', () => {
  expect(partProblems(good)).toEqual([]);
  expect(partProblems(token('{"alg":"none"}', '{}', ''))).toEqual([]);
});

test('tells of every part what keeps it from being read, in the library’s words', () => {
  expect(partProblems(`${token('{"alg":"HS256"', '[1]')}=`)).toEqual([
    { part: 'header', error: 'unexpected end of JSON input' },
    { part: 'payload', error: 'json: cannot unmarshal array into Go value of type jwt.MapClaims' },
    { part: 'signature', error: 'illegal base64 data at input byte 4' },
  ]);
});

test('names the byte that is no base64url', () => {
  expect(partProblems(good.replace('eyJh', 'eyJ+'))).toEqual([
    { part: 'header', error: 'illegal base64 data at input byte 3' },
  ]);
});

test('tells an algorithm that is missing or unknown', () => {
  expect(partProblems(token('{}', '{}'))[0]?.error).toBe('signing method (alg) is unspecified.');
  expect(partProblems(token('{"alg":"hs256"}', '{}'))[0]?.error).toBe('signing method (alg) is unavailable.');
});

test.each(['', 'a.b', 'a.b.c.d'])('counts the parts of %j', (text) => {
  expect(partProblems(text)).toEqual([{ part: 'shape', error: 'token contains an invalid number of segments' }]);
});

test('shows a part over several lines, and one that is no JSON as it is', () => {
  expect(editableText(good, 'payload')).toBe('{\n  "sub": "u1"\n}');
  expect(editableText(token('not json', '{}'), 'header')).toBe('not json');
  expect(editableText('a+.b.c', 'header')).toBeNull();
});

test('replaces one part and leaves the others letter by letter', () => {
  const changed = withPart(good, 'payload', '{\n  "sub": "u2"\n}');
  expect(changed).toBe(token('{"alg":"HS256"}', '{"sub":"u2"}'));
  expect(withPart(changed, 'payload', '{"sub": "u1"}')).toBe(good);
  expect(withPart('a.b.c.d', 'header', '{')).toBe(`${encode('{')}.b.c.d`);
});
