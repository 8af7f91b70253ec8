import { expect, test } from 'vitest';
import { readStaticSource } from '../../src/keys/static-source';
import * as keys from './fixtures';
import { summary } from './read';

test('decodes a source to a secret and to a public key', () => {
  const source = readStaticSource(btoa(keys.p256));
  if (!source.ok) throw new Error(source.error);
  expect(source.secret.bytes).toEqual(new TextEncoder().encode(keys.p256));
  expect(summary(source.publicKey)).toBe('ec P-256');
});

test('gives the same key objects for the same text', () => {
  const text = btoa(keys.p384);
  expect(readStaticSource(text)).toBe(readStaticSource(text));
});

test('forgets the oldest of many sources, not the newest', () => {
  const first = readStaticSource(btoa('first'));
  for (let i = 0; i < 64; i++) readStaticSource(btoa(`other ${i}`));
  expect(readStaticSource(btoa('first'))).not.toBe(first);
  expect(readStaticSource(btoa('first'))).toEqual(first);
});

test('tells the byte that is no base64', () => {
  // 03-keys / secret "tyk123", raw in the definition
  expect(readStaticSource('tyk123')).toEqual({ ok: false, error: 'illegal base64 data at input byte 4' });
});
