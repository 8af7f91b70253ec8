/** Every form that openssl writes, as text and as a dropped file, and base64 of it. */
import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { encodeRawUrl, encodeStd } from '../../../src/go/base64';
import { readKeys, type KeysRead } from '../../../src/keys/import/read-keys';
import { fileBytes, fileText } from '../openssl-file';

const rsa = createPrivateKey(fileText('rsa2048.pkcs8.pem'));
const p256 = createPrivateKey(fileText('p256.pkcs8.pem'));

/** The JWK of a key as Node makes it. */
const jwkOf = (key: KeyObject): unknown => key.export({ format: 'jwk' });
const publicJwk = (key: KeyObject): unknown => jwkOf(createPublicKey(key));

function keysIn({ keys, problems }: KeysRead): readonly (readonly [string, unknown])[] {
  expect(problems).toEqual([]);
  return keys.map(({ what, jwk }) => [what, jwk] as const);
}

const nodeKey = (name: string): KeyObject => createPrivateKey(fileText(name));

const files: readonly (readonly [file: string, what: string, jwk: unknown])[] = [
  ['rsa2048.pkcs8.pem', 'RSA private key, 2048 bits, PKCS#8', jwkOf(rsa)],
  ['rsa2048.pkcs8.der', 'RSA private key, 2048 bits, PKCS#8', jwkOf(rsa)],
  ['rsa2048.pkcs1.pem', 'RSA private key, 2048 bits, PKCS#1', jwkOf(rsa)],
  ['rsa2048.pkcs1.der', 'RSA private key, 2048 bits, PKCS#1', jwkOf(rsa)],
  ['rsa2048.spki.pem', 'RSA public key, 2048 bits, SPKI', publicJwk(rsa)],
  ['rsa2048.spki.der', 'RSA public key, 2048 bits, SPKI', publicJwk(rsa)],
  ['rsa2048.pkcs1-public.pem', 'RSA public key, 2048 bits, PKCS#1', publicJwk(rsa)],
  ['rsa2048.pkcs1-public.der', 'RSA public key, 2048 bits, PKCS#1', publicJwk(rsa)],
  ['rsa2048.certificate.pem', 'RSA public key, 2048 bits, from a certificate', publicJwk(rsa)],
  ['rsa2048.certificate.der', 'RSA public key, 2048 bits, from a certificate', publicJwk(rsa)],
  ['p256.pkcs8.pem', 'EC private key, P-256, PKCS#8', jwkOf(p256)],
  ['p256.pkcs8.der', 'EC private key, P-256, PKCS#8', jwkOf(p256)],
  ['p256.sec1.pem', 'EC private key, P-256, SEC1', jwkOf(p256)],
  ['p256.sec1.der', 'EC private key, P-256, SEC1', jwkOf(p256)],
  ['p256.sec1-without-point.pem', 'EC private key, P-256, SEC1', jwkOf(p256)],
  ['p256.spki.pem', 'EC public key, P-256, SPKI', publicJwk(p256)],
  ['p256.spki.der', 'EC public key, P-256, SPKI', publicJwk(p256)],
  ...['p384', 'p521'].flatMap((name) => {
    const key = nodeKey(`${name}.pkcs8.pem`);
    const curve = name.replace('p', 'P-');
    return [
      [`${name}.pkcs8.pem`, `EC private key, ${curve}, PKCS#8`, jwkOf(key)],
      [`${name}.sec1.pem`, `EC private key, ${curve}, SEC1`, jwkOf(key)],
      [`${name}.spki.pem`, `EC public key, ${curve}, SPKI`, publicJwk(key)],
    ] as const;
  }),
  ['p256.with-parameters.pem', 'EC private key, P-256, SEC1', jwkOf(nodeKey('p256.with-parameters.pem'))],
  ...[512, 1024, 2047, 4096].map((bits) => {
    const file = `rsa${bits}.pkcs8.pem`;
    return [file, `RSA private key, ${bits} bits, PKCS#8`, jwkOf(nodeKey(file))] as const;
  }),
  ['rsa-e3.pkcs8.pem', 'RSA private key, 2048 bits, PKCS#8', jwkOf(nodeKey('rsa-e3.pkcs8.pem'))],
  ['ed25519.pkcs8.pem', 'Ed25519 private key, PKCS#8', jwkOf(nodeKey('ed25519.pkcs8.pem'))],
  ['ed25519.spki.pem', 'Ed25519 public key, SPKI', publicJwk(nodeKey('ed25519.pkcs8.pem'))],
];

describe.each(files)('%s', (file, what, jwk) => {
  test('dropped', async () => {
    expect(keysIn(await readKeys(fileBytes(file)))).toEqual([[what, jwk]]);
  });

  if (file.endsWith('.pem')) {
    test('pasted', async () => {
      expect(keysIn(await readKeys(fileText(file)))).toEqual([[what, jwk]]);
    });
  }

  test.each<[string, (bytes: Uint8Array) => string, string]>([
    ['base64', encodeStd, 'It was in base64.'],
    ['base64 with line breaks', (bytes) => encodeStd(bytes).replace(/.{76}/g, '$&\r\n'), 'It was in base64.'],
    ['base64url', encodeRawUrl, 'It was in base64.'],
    [
      'base64 twice',
      (bytes) => encodeStd(new TextEncoder().encode(encodeStd(bytes))),
      'It was put into base64 more than once.',
    ],
  ])('as %s', async (_, encode, note) => {
    const read = await readKeys(encode(fileBytes(file)));
    expect(keysIn(read)).toEqual([[what, jwk]]);
    expect(read.keys[0]?.notes[0]).toBe(note);
  });
});

test('a certificate comes along with its key, as openssl wrote it', async () => {
  for (const file of ['rsa2048.certificate.pem', 'rsa2048.certificate.der']) {
    const [key] = (await readKeys(fileBytes(file))).keys;
    expect(key?.certificate).toBe(fileText('rsa2048.certificate.pem'));
    expect(key?.form).toBe('certificate');
  }
});

test('of a chain each certificate is a key', async () => {
  const { keys } = await readKeys(fileText('p256.chain.pem'));
  expect(keys.map(({ what }) => what)).toEqual([
    'EC public key, P-256, from a certificate',
    'EC public key, P-384, from a certificate',
  ]);
  expect(keys.map(({ certificate = '' }) => new X509Certificate(certificate).subject)).toEqual([
    'CN=p256.test',
    'CN=Example CA',
  ]);
});

test('several blocks in one text are a key each, and the parts of one key are one', async () => {
  const text = `# a comment
${fileText('rsa2048.certificate.pem')}
subject: rsa
${fileText('rsa2048.pkcs1.pem')}${fileText('p256.spki.pem')}${fileText('rsa2048.spki.pem')}`;
  const { keys, problems } = await readKeys(text);
  expect(problems).toEqual([]);
  expect(keys.map(({ what }) => what)).toEqual(['RSA private key, 2048 bits, PKCS#1', 'EC public key, P-256, SPKI']);
  expect(keys[0]?.certificate).toBe(fileText('rsa2048.certificate.pem'));
});

describe('what cannot be read is told, with the command that helps', () => {
  test.each([
    ['rsa2048.encrypted-pkcs8.pem', 'encrypted private key', 'openssl pkey -in encrypted.pem -out private.pem'],
    ['rsa2048.encrypted-pkcs1.pem', 'encrypted private key', 'openssl pkey -in encrypted.pem -out private.pem'],
    ['rsa2048.encrypted-pkcs8.der', 'encrypted private key', 'openssl pkcs8 -inform DER -in encrypted.der'],
    ['rsa2048.p12', 'PKCS#12 file', 'openssl pkcs12 -in keys.p12 -noenc -out keys.pem'],
    ['rsa2048.request.pem', 'certificate request', 'openssl req -in request.pem -noout -pubkey'],
    ['openssh-rsa', 'OpenSSH private key', "ssh-keygen -p -N '' -m PKCS8"],
    ['openssh-rsa.pub', 'OpenSSH public key', 'ssh-keygen -e -m PKCS8'],
    ['openssh-rsa.ssh2.pub', 'SSH2 public key', 'ssh-keygen -i -m RFC4716'],
    ['p256.spki-compressed.pem', 'EC public key', '-ec_conv_form uncompressed'],
  ])('%s', async (file, what, command) => {
    const { keys, problems } = await readKeys(fileBytes(file));
    expect(keys).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.what).toBe(what);
    expect(problems[0]?.message).toMatch(/\.$/);
    expect(problems[0]?.command).toContain(command);
  });

  test.each([
    ['secp256k1.pkcs8.pem', 'another curve than P-256, P-384 and P-521'],
    ['p224.pkcs8.pem', 'another curve than P-256, P-384 and P-521'],
    ['p224.spki.pem', 'P-224, for which JSON Web Keys have no name. The gateway reads it all the same'],
    ['x25519.pkcs8.pem', 'No algorithm of JWT uses such a key'],
  ])('%s, for which there is no command', async (file, message) => {
    const { keys, problems } = await readKeys(fileText(file));
    expect(keys).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.command).toBeUndefined();
  });
});

describe('a key marked for PSS is taken as a plain one, and that is said', () => {
  test.each(['rsa-pss.pkcs8.pem', 'rsa-pss.spki.pem'])('%s', async (file) => {
    const { keys, problems } = await readKeys(fileText(file));
    expect(problems).toEqual([]);
    expect(keys[0]?.jwk.kty).toBe('RSA');
    expect(keys[0]?.notes).toEqual([expect.stringContaining('RSA-PSS')]);
  });
});
