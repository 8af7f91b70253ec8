import { expect, test } from 'vitest';
import { bytesIn, secretForms, secretIn, secretJwk } from '../../src/workspace/secret-forms';

const tyk = new TextEncoder().encode('tyk123');

test('writes a secret in each form, and reads it back', () => {
  expect(secretForms.map((form) => secretIn(form, tyk))).toEqual(['tyk123', 'dHlrMTIz', '74796b313233']);
  for (const form of secretForms) {
    expect(bytesIn(form, secretIn(form, tyk) ?? '')).toMatchObject({ ok: true, bytes: tyk });
  }
});

test('has no text for bytes that are none', () => {
  expect(secretIn('text', new Uint8Array([0xff, 0x00]))).toBeNull();
});

test('reads base64 in either alphabet, with and without padding, and blanks between digits', () => {
  for (const text of ['-_8=', '-_8', '+/8=', ' +/ 8\n']) {
    expect(bytesIn('base64', text)).toMatchObject({ ok: true, bytes: new Uint8Array([0xfb, 0xff]) });
  }
  expect(bytesIn('hex', '00 FF')).toMatchObject({ ok: true, bytes: new Uint8Array([0, 255]) });
});

test('says why a text is not of the form', () => {
  expect(bytesIn('base64', 'tyk!')).toEqual({
    ok: false,
    problem: 'This is not base64: illegal base64 data at input byte 3.',
  });
  expect(bytesIn('hex', '0')).toMatchObject({ ok: false });
});

test('makes the JWK that signs with the secret', () => {
  expect(secretJwk(tyk)).toEqual({ kty: 'oct', k: 'dHlrMTIz' });
});
