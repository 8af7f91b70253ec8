import { createPrivateKey, createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readKeys } from '../../../src/keys/import/read-keys';
import { fileBytes, fileText } from '../openssl-file';

const privateRsa = createPrivateKey(fileText('rsa2048.pkcs8.pem')).export({ format: 'jwk' });
const publicRsa = createPublicKey(fileText('rsa2048.spki.pem')).export({ format: 'jwk' });
const publicP256 = createPublicKey(fileText('p256.spki.pem')).export({ format: 'jwk' });
const x5c = [Buffer.from(fileBytes('rsa2048.certificate.der')).toString('base64')];
const otherX5c = [fileText('p256.chain.pem').split('-----')[2]?.replaceAll('\n', '') ?? ''];

async function read(value: unknown): ReturnType<typeof readKeys> {
  return readKeys(JSON.stringify(value, null, 2));
}

test('a JWK with its kid and use, and no other members', async () => {
  const { keys, problems } = await read({
    ...privateRsa,
    kid: 'k1',
    use: 'sig',
    alg: 'RS256',
    key_ops: ['sign'],
    ext: true,
  });
  expect(problems).toEqual([]);
  expect(keys).toEqual([
    { jwk: privateRsa, kid: 'k1', use: 'sig', what: 'RSA private key, 2048 bits, JWK', form: 'JWK', notes: [] },
  ]);
});

test('a key set, a bad key of which does not spoil the others', async () => {
  const { keys, problems } = await read({
    keys: [
      { ...publicRsa, kid: 'a', use: 'enc' },
      { kty: 'EC', crv: 'secp256k1', kid: 'b' },
      'c',
      { ...publicP256, kid: 'd' },
    ],
  });
  expect(keys.map(({ kid, use, what }) => [kid, use, what])).toEqual([
    ['a', 'enc', 'RSA public key, 2048 bits, JWK'],
    ['d', undefined, 'EC public key, P-256, JWK'],
  ]);
  expect(problems).toEqual([
    {
      what: 'JWK “b”, key 2 of the set',
      message: 'Its curve is "secp256k1"; known are P-256, P-384, P-521.',
    },
    { what: 'JWK, key 3 of the set', message: 'It is no object.' },
  ]);
});

test('a list of JWKs, and a JWK in base64', async () => {
  const list = await read([publicRsa, publicP256]);
  expect(list.keys).toHaveLength(2);
  const encoded = await readKeys(btoa(JSON.stringify(publicP256)));
  expect(encoded.keys).toMatchObject([{ jwk: publicP256, notes: ['It was in base64.'] }]);
});

test('the two halves of one key are one', async () => {
  const { keys } = await read({ keys: [{ ...publicRsa, kid: 'k1' }, privateRsa] });
  expect(keys).toMatchObject([{ kid: 'k1', jwk: privateRsa }]);
});

test('a secret', async () => {
  const { keys } = await read({ kty: 'oct', k: 'dHlrMTIz', kid: '' });
  expect(keys).toEqual([{ jwk: { kty: 'oct', k: 'dHlrMTIz' }, what: 'secret, 6 bytes, JWK', form: 'JWK', notes: [] }]);
});

describe('a certificate beside the key', () => {
  test('comes along', async () => {
    const { keys } = await read({ ...publicRsa, x5c });
    expect(keys[0]?.certificate).toBe(fileText('rsa2048.certificate.pem'));
    expect(keys[0]?.notes).toEqual([]);
  });

  test('is the key when there is no other', async () => {
    const { keys } = await read({ keys: [{ kid: 'k1', kty: 'RSA', x5c }] });
    expect(keys).toMatchObject([{ kid: 'k1', jwk: publicRsa, certificate: fileText('rsa2048.certificate.pem') }]);
    expect(keys[0]?.notes).toEqual([
      'The key stands only in the certificate (x5c). The gateway refuses such a key set.',
    ]);
  });

  test('is left out when it is for another key', async () => {
    const { keys } = await read({ ...publicRsa, x5c: otherX5c });
    expect(keys[0]?.certificate).toBeUndefined();
    expect(keys[0]?.notes).toEqual(['The certificate beside it (x5c) is for another key and was left out.']);
  });

  test('that is broken does no harm', async () => {
    const { keys } = await read({ ...publicRsa, x5c: ['AAAA'] });
    expect(keys).toMatchObject([{ jwk: publicRsa, notes: [] }]);
  });
});

describe('says what is wrong', () => {
  test.each([
    [{ keys: [] }, 'key set', 'There is no key in it.'],
    [{ kty: 'RSA', e: 'AQAB' }, 'JWK', 'An RSA key needs “n” and “e”, in base64url.'],
    [
      { ...publicRsa, d: privateRsa.d, kid: 'x' },
      'JWK “x”',
      'A private RSA key needs “p”, “q”, “dp”, “dq” and “qi” beside “d”: browsers sign with no other.',
    ],
    [
      { ...privateRsa, p: privateRsa.q, q: privateRsa.p },
      'JWK',
      'Its numbers do not belong together: “crypto/rsa: invalid CRT exponent”.',
    ],
  ])('%j', async (value, what, message) => {
    const { keys, problems } = await read(value);
    expect(keys).toEqual([]);
    expect(problems).toEqual([{ what, message }]);
  });
});
