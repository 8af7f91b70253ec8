import { expect, test } from 'vitest';
import type { FoundKey } from '../../../src/keys/import/found-key';
import { plainName, sameKey, takenKey } from '../../../src/ui/keys/found-keys';

const secret: FoundKey = { jwk: { kty: 'oct', k: 'dHlrMTIz' }, form: 'text', what: 'secret, 6 bytes', notes: [] };

test('takes a key with its own kid and use, and names it after its kid', () => {
  const key = takenKey({ ...secret, kid: 'k1', use: 'enc' }, 'file.pem', []);
  expect(key).toMatchObject({ name: 'k1', kid: 'k1', use: 'enc', jwk: secret.jwk });
});

test('names a key without kid after its source, unlike the keys that are there', () => {
  const first = takenKey(secret, 'file.pem', []);
  expect(first).toMatchObject({ name: 'file.pem', kid: '', use: 'sig' });
  expect(takenKey(secret, 'file.pem', [first]).name).toBe('file.pem 2');
});

test('knows a key that is there already, in whatever order its members stand', () => {
  const key = takenKey(secret, 'Secret', []);
  expect(sameKey({ ...secret, jwk: { k: 'dHlrMTIz', kty: 'oct' } }, [key])).toBe(key);
  expect(sameKey({ ...secret, jwk: { kty: 'oct', k: 'AAAA' } }, [key])).toBeUndefined();
});

test('says what a key is where nothing names it', () => {
  expect(plainName(secret)).toBe('Secret');
  expect(plainName({ ...secret, jwk: { kty: 'RSA', n: 'AQ', e: 'AQAB' } })).toBe('Public RSA key');
  expect(plainName({ ...secret, jwk: { kty: 'OKP', crv: 'Ed25519', x: 'AQ', d: 'AQ' } })).toBe('Private Ed25519 key');
});
