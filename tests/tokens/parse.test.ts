import { describe, expect, test } from 'vitest';
import { parseToken } from '../../src/tokens/parse';

const part = (text: string): string => {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
};
const header = '{"alg":"HS256","typ":"JWT"}';
const token = (head: string, payload: string): string => `${part(head)}.${part(payload)}.c2ln`;

test('takes a token apart and leaves its signature as text', () => {
  const parsed = parseToken(token(header, '{"sub":"u1"}'));
  expect(parsed).toMatchObject({
    ok: true,
    header: { alg: 'HS256', typ: 'JWT' },
    claims: { sub: 'u1' },
    algorithm: { name: 'HS256', family: 'hmac' },
    signaturePart: 'c2ln',
  });
  if (!parsed.ok) throw new Error(parsed.error);
  expect(parsed.signingInput).toBe(`${part(header)}.${part('{"sub":"u1"}')}`);
});

test('leaves a bad signature part to be found later', () => {
  expect(parseToken(`${part(header)}.${part('{}')}.!`)).toMatchObject({ ok: true, signaturePart: '!' });
});

test.each(['', 'a', 'a.b', 'a.b.c.d', 'a.b.c.d.e', '.a.b.c'])('counts the parts of "%s"', (text) => {
  expect(parseToken(text)).toEqual({
    ok: false,
    part: 'shape',
    error: 'token contains an invalid number of segments',
  });
});

describe('the header', () => {
  test.each([
    ['..', 'unexpected end of JSON input'],
    ['"a".b.c', 'illegal base64 data at input byte 0'],
    ['a\tb.b.c', 'illegal base64 data at input byte 1'],
    ['Token a.b.c', 'illegal base64 data at input byte 5'],
    ['bearer a.b.c', "tokenstring should not contain 'bearer '"],
    ['Bearer a.b.c', "tokenstring should not contain 'bearer '"],
    [token('[]', '{}'), 'json: cannot unmarshal array into Go value of type map[string]interface {}'],
    [token('"a"', '{}'), 'json: cannot unmarshal string into Go value of type map[string]interface {}'],
    [token(`${header}x`, '{}'), "invalid character 'x' after top-level value"],
    [token("{'alg'}", '{}'), `invalid character '\\'' looking for beginning of object key string`],
  ])('of %s is refused', (text, error) => {
    expect(parseToken(text)).toEqual({ ok: false, part: 'header', error });
  });

  test.each([
    ['null', 'signing method (alg) is unspecified.'],
    ['{}', 'signing method (alg) is unspecified.'],
    ['{"Alg":"HS256"}', 'signing method (alg) is unspecified.'],
    ['{"alg":5}', 'signing method (alg) is unspecified.'],
    ['{"alg":""}', 'signing method (alg) is unavailable.'],
    ['{"alg":"hs256"}', 'signing method (alg) is unavailable.'],
    ['{"alg":"HS256","alg":"dir"}', 'signing method (alg) is unavailable.'],
  ])('%s is refused after the payload was read', (head, error) => {
    expect(parseToken(token(head, '{"sub":"u1"}'))).toMatchObject({
      ok: false,
      part: 'alg',
      error,
      claims: { sub: 'u1' },
    });
    expect(parseToken(token(head, '{'))).toMatchObject({ ok: false, part: 'payload', error: 'unexpected EOF' });
  });

  test('may have any other member', () => {
    expect(parseToken(token('{"alg":"none","crit":["x"],"b64":false,"__proto__":1}', '{}'))).toMatchObject({
      ok: true,
      algorithm: { name: 'none' },
    });
  });
});

describe('the payload', () => {
  test.each([
    ['', 'EOF'],
    ['{"sub":"u1"', 'unexpected EOF'],
    ['[]', 'json: cannot unmarshal array into Go value of type jwt.MapClaims'],
    ['"a"', 'json: cannot unmarshal string into Go value of type jwt.MapClaims'],
    ['5', 'json: cannot unmarshal number into Go value of type jwt.MapClaims'],
    ['true', 'json: cannot unmarshal bool into Go value of type jwt.MapClaims'],
    ['{"exp":1e400}', 'json: cannot unmarshal number 1e400 into Go value of type float64'],
  ])('%s is refused', (payload, error) => {
    expect(parseToken(token(header, payload))).toMatchObject({
      ok: false,
      part: 'payload',
      error,
      header: { alg: 'HS256' },
    });
  });

  test('that is null holds no claims', () => {
    expect(parseToken(token(header, 'null'))).toMatchObject({ ok: true, claims: {} });
  });

  test('ends with its first JSON value', () => {
    // 02-token-shape / payload: trailing text
    expect(parseToken(token(header, '{"sub":"u1"} and more'))).toMatchObject({ ok: true, claims: { sub: 'u1' } });
  });
});
