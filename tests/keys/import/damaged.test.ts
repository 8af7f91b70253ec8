/** Texts that were once keys, and have been through forms, chats and editors. */
import { describe, expect, test } from 'vitest';
import { readKeys } from '../../../src/keys/import/read-keys';
import { fileBytes, fileText } from '../openssl-file';

const pem = fileText('p256.pkcs8.pem');
const body = pem.split('\n').slice(1, -2).join('\n');

async function inShort(input: string | Uint8Array): Promise<readonly string[]> {
  const { keys, problems } = await readKeys(input);
  return [...keys.map(({ what }) => what), ...problems.map(({ what, message }) => `${what}: ${message}`)];
}

const found = ['EC private key, P-256, PKCS#8'];

describe('is read all the same', () => {
  test.each([
    ['Windows line ends', pem.replaceAll('\n', '\r\n')],
    ['no line end at the end', pem.trim()],
    ['indented', pem.replaceAll(/^/gm, '    ')],
    ['in a JSON string', JSON.stringify(pem)],
    ['in a JSON document', JSON.stringify({ type: 'service_account', private_key: pem })],
    ['line breaks written as \\n', pem.replaceAll('\n', '\\n')],
    ['line breaks written as \\r\\n', pem.replaceAll('\n', '\\r\\n')],
    ['on one line', pem.replaceAll('\n', '')],
    ['blanks for line breaks', pem.replaceAll('\n', ' ')],
    ['one long line of base64', `-----BEGIN PRIVATE KEY-----\n${body.replaceAll('\n', '')}\n-----END PRIVATE KEY-----`],
    ['padding lost', pem.replaceAll('=', '')],
    ['labels that differ', pem.replace('END PRIVATE', 'END EC PRIVATE')],
    ['a wrong label', pem.replaceAll('PRIVATE KEY', 'RSA PRIVATE KEY')],
    ['a byte-order mark', `\ufeff${pem}`],
    ['text around it', `Key:\n${pem}\nThanks`],
    ['base64 without the lines around it', body],
  ])('%s', async (_, text) => {
    expect(await inShort(text)).toEqual(found);
  });

  test('a file in UTF-16', async () => {
    const text = `\ufeff${pem}`;
    expect(await inShort(new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer))).toEqual(found);
  });
});

test('says when the gateway would not read it like that', async () => {
  const notes = async (text: string): Promise<unknown> => (await readKeys(text)).keys[0]?.notes;
  expect(await notes(pem)).toEqual([]);
  expect(await notes(pem.replaceAll('\n', ' '))).toEqual([
    'Its line breaks were lost. The gateway would not read it like that.',
  ]);
  expect(await notes(pem.replaceAll('\n', '\\n'))).toEqual([
    'Its line breaks were written as \\n. The gateway would not read it like that.',
  ]);
  expect(await notes(pem.replace('END PRIVATE', 'END EC PRIVATE'))).toEqual([
    'It begins as PRIVATE KEY and ends as EC PRIVATE KEY. The gateway would not read it like that.',
  ]);
});

describe('says what is wrong with', () => {
  test.each([
    [
      'PEM without an end',
      pem.slice(0, 120),
      ['private key: Its last line, “-----END PRIVATE KEY-----”, is missing: the text was cut.'],
    ],
    [
      'PEM with a hole',
      pem.replace(body, body.slice(0, 40) + body.slice(60)),
      ['private key: There is no key in it that is known here.'],
    ],
    [
      'PEM with other letters',
      pem.replace(body.slice(0, 4), '****'),
      ['private key: What stands between its lines is no base64.'],
    ],
    [
      'PEM with nothing in it',
      '-----BEGIN PUBLIC KEY-----\n\n-----END PUBLIC KEY-----',
      ['public key: There is no key in it that is known here.'],
    ],
    [
      'parameters alone',
      '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----',
      ['PEM: There is no key in it.'],
    ],
    ['nothing', ' \n', ['nothing: There is nothing to read.']],
    ['an empty file', new Uint8Array(), ['nothing: There is nothing to read.']],
    ['JSON that is cut', '{"kty":"RSA"', [expect.stringMatching(/^JSON: It begins like JSON and is none: /)]],
    [
      'JSON of another kind',
      '{"a":1}',
      ['JSON document: It is no JSON Web Key: those have a “kty”, and key sets have “keys”.'],
    ],
    [
      'a DSA key',
      '-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----',
      ['DSA or Diffie-Hellman key: No algorithm of JWT uses such a key.'],
    ],
    [
      'a PGP key',
      '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nAAAA\n-----END PGP PRIVATE KEY BLOCK-----',
      ['PGP key: Keys of PGP do not sign JSON Web Tokens.'],
    ],
  ])('%s', async (_, input, expected) => {
    expect(await inShort(input)).toEqual(expected);
  });

  test('a Java key store', async () => {
    const [problem] = (await readKeys(Uint8Array.of(0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2))).problems;
    expect(problem?.what).toBe('Java key store');
    expect(problem?.command).toMatch(/^keytool /);
  });

  test('a PuTTY key', async () => {
    const [problem] = (await readKeys('PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n')).problems;
    expect(problem?.command).toMatch(/^puttygen /);
  });

  test('a private key whose numbers were changed', async () => {
    const der = fileBytes('rsa2048.pkcs1.der');
    der[der.length - 5] = (der[der.length - 5] ?? 0) ^ 1;
    expect(await inShort(der)).toEqual([
      'RSA private key: Its numbers do not belong together: “crypto/rsa: invalid CRT coefficient”.',
    ]);
  });

  test('a private key whose point was changed', async () => {
    const der = fileBytes('p256.sec1.der');
    der[der.length - 1] = (der[der.length - 1] ?? 0) ^ 1;
    expect(await inShort(der)).toEqual(['EC private key: Its public point is not on P-256.']);
  });
});

test('one broken block does not spoil the others', async () => {
  const { keys, problems } = await readKeys(fileText('rsa2048.encrypted-pkcs8.pem') + pem);
  expect(keys.map(({ what }) => what)).toEqual(found);
  expect(problems.map(({ what }) => what)).toEqual(['encrypted private key']);
});

test('no damage to a key file throws', async () => {
  const names = ['rsa2048.pkcs1.der', 'rsa2048.certificate.der', 'p256.pkcs8.der', 'p256.sec1.der', 'rsa2048.spki.der'];
  for (const name of names) {
    const whole = fileBytes(name);
    for (let at = 0; at < whole.length; at += 3) {
      const damaged = whole.slice();
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
      const { keys, problems, alternatives } = await readKeys(damaged);
      expect(keys.length + problems.length + alternatives.length).toBeGreaterThan(0);
      await expect(readKeys(whole.slice(0, at))).resolves.toBeDefined();
    }
  }
});
