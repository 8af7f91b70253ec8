import { expect, test } from 'vitest';
import { readTypedSource, typedIn, usualKind, writeTypedSource } from '../../../src/workspace/fields/key-source';

const pem = '-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n';

test('stores a typed secret as base64, and reads it back', () => {
  expect(writeTypedSource('tyk123', 'base64')).toBe('dHlrMTIz');
  expect(readTypedSource('dHlrMTIz')).toEqual({ kind: 'secret', coding: 'base64', typed: 'tyk123' });
  for (const secret of ['ü€😀', ' a ', 'x'.repeat(1000)]) {
    expect(typedIn(writeTypedSource(secret, 'base64'), 'base64')).toBe(secret);
  }
});

test('tells secrets, keys, certificates and addresses apart', () => {
  const kindOf = (typed: string): string | undefined => readTypedSource(writeTypedSource(typed, 'base64'))?.kind;
  expect(kindOf(pem)).toBe('public key');
  expect(kindOf(pem.replaceAll('PUBLIC KEY', 'CERTIFICATE'))).toBe('certificate');
  expect(kindOf('HTTPS://idp.test/jwks.json')).toBe('key set');
  expect(kindOf('secret')).toBe('secret');
  expect(readTypedSource('')).toBeNull();
});

test('shows as it stands what cannot have been typed', () => {
  expect(readTypedSource('https://idp.test/')).toEqual({
    kind: 'key set',
    coding: 'plain',
    typed: 'https://idp.test/',
  });
  expect(readTypedSource('tyk123')).toEqual({ kind: 'secret', coding: 'plain', typed: 'tyk123' });
  expect(readTypedSource('/////w==')).toEqual({ kind: 'secret', coding: 'plain', typed: '/////w==' });
  expect(readTypedSource(pem)?.coding).toBe('plain');
  expect(typedIn('/////w==', 'base64')).toBe('');
});

test('expects a secret for HMAC and a public key for the others', () => {
  expect(['hmac', '', 'rsa', 'ecdsa'].map(usualKind)).toEqual(['secret', 'secret', 'public key', 'public key']);
});
