import { expect, test } from 'vitest';
import { secretKey, type VerificationKey } from '../../src/keys/key';
import { checkSignature } from '../../src/tokens/check-signature';
import { parseToken } from '../../src/tokens/parse';
import { signToken } from '../../src/tokens/sign';

const secret = secretKey(new TextEncoder().encode('tyk123'));
const unusable: VerificationKey = { kind: 'unusable', what: 'DSA' };

async function check(text: string, key: VerificationKey): Promise<string | null> {
  const token = parseToken(text);
  if (!token.ok) throw new Error(token.error);
  return checkSignature(token, key);
}

async function made(): Promise<string> {
  const signed = await signToken({ alg: 'HS256', typ: 'JWT' }, { sub: 'u1' }, secret);
  if (!signed.ok) throw new Error(signed.problem.message);
  return signed.token;
}

test('takes a good signature, and its four spellings in base64', async () => {
  // 12-more / shape: trailing bits not zero
  const token = await made();
  const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.indexOf(token.slice(-1));
  for (const bits of [0, 1, 2, 3]) {
    const letter = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.charAt((last & ~3) | bits);
    expect(await check(`${token.slice(0, -1)}${letter}`, secret)).toBeNull();
  }
});

test('refuses an empty and a damaged signature', async () => {
  const token = await made();
  const input = token.slice(0, token.lastIndexOf('.'));
  expect(await check(`${input}.`, secret)).toBe('signature is invalid');
  expect(await check(`${input}.AAAA`, secret)).toBe('signature is invalid');
  expect(await check(`${token}=`, secret)).toBe('illegal base64 data at input byte 43');
});

test('looks at the type of the key before the base64 for HMAC, EdDSA and none, after it for the others', async () => {
  const bad = (alg: string): string => `${btoa(JSON.stringify({ alg })).replace(/=+$/, '')}.e30.!`;
  expect(await check(bad('HS256'), unusable)).toBe('key is of invalid type');
  expect(await check(bad('EdDSA'), unusable)).toBe('key is of invalid type');
  expect(await check(bad('none'), unusable)).toBe("'none' signature type is not allowed");
  expect(await check(bad('RS256'), unusable)).toBe('illegal base64 data at input byte 0');
  expect(await check(bad('PS256'), unusable)).toBe('illegal base64 data at input byte 0');
  expect(await check(bad('ES256'), unusable)).toBe('illegal base64 data at input byte 0');
});
