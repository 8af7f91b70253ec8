import { describe, expect, test } from 'vitest';
import { encodeStd } from '../../src/go/base64';
import { examineSource, fitsToken, type SourceReport } from '../../src/keys/source-doctor';
import { base64, claims, classic, expectPassed, Scene, token } from '../gateway/build';
import * as keys from './fixtures';
import { fileBytes, fileText } from './openssl-file';

/** The report in short: verdict, codes of the remarks with their tone, and what is offered. */
function short({ verdict, remarks, offers }: SourceReport): readonly unknown[] {
  return [
    verdict,
    remarks.map(({ tone, code }) => `${tone} ${code}`).join(', '),
    ...offers.map(({ code, source }) => `${code}: ${atob(source)}`),
  ];
}

const spki = fileText('rsa2048.spki.pem');
const oneLine = spki.replaceAll('\n', '');
const address = 'https://idp.test/jwks.json';
const long = 'a secret of more than thirty-two bytes';

describe('for hmac', () => {
  test.each([
    ['nothing', '', ['one key per token', '']],
    ['base64 of a secret', base64(long), ['works', '']],
    ['a short secret', base64('tyk123'), ['works', 'note short']],
    ['a line end alone', '\n', ['works', 'doubt empty']],
    [
      'a secret as it is',
      'tyk123',
      ['no key', 'wrong not_encoded', 'encode: tyk123', `standard_base64: ${atob('tyk12w==')}`],
    ],
    ['a phrase', 'my secret!', ['no key', 'wrong not_encoded', 'encode: my secret!']],
    [
      'a secret that happens to be base64',
      'tyk12345',
      ['works', 'doubt text_as_base64, note short', 'encode: tyk12345'],
    ],
    ['a secret encoded twice', base64(base64('tyk123')), ['works', 'doubt twice, note short', 'decode: tyk123']],
    [
      'base64 without padding',
      btoa('hello world').replace('=', ''),
      ['no key', 'wrong padding', 'standard_base64: hello world', 'encode: aGVsbG8gd29ybGQ'],
    ],
    ['base64url', 'Pz8_Pz8_', ['no key', 'wrong base64url', 'standard_base64: ??????', 'encode: Pz8_Pz8_']],
    [
      'a blank before it',
      ` ${base64(long)}`,
      ['no key', 'wrong blanks', `standard_base64: ${long}`, `encode: ${base64(long)}`],
    ],
    ['a line feed in the secret', base64(`${long}\n`), ['works', 'doubt blanks', `trim: ${long}`]],
    [
      'hexadecimal digits',
      '736563726574736563726574',
      ['works', 'doubt text_as_base64, note short', 'encode: 736563726574736563726574', 'hex: secretsecret'],
    ],
    [
      'hexadecimal digits that are no base64',
      '736563726574736563',
      [
        'no key',
        'wrong not_encoded',
        'encode: 736563726574736563',
        'hex: secretsec',
        `standard_base64: ${atob('736563726574736563==')}`,
      ],
    ],
    [
      'hexadecimal digits as the secret',
      base64('73656372657473656372657473656372'),
      ['works', 'note hex', 'hex: secretsecretsecr'],
    ],
    [
      'random base64 as the secret',
      base64('AJ8FGHXG+lBb0r+CUOyB0wd/uJnzECGJvdrkAt6yj60='),
      ['works', 'note twice', `decode: ${atob('AJ8FGHXG+lBb0r+CUOyB0wd/uJnzECGJvdrkAt6yj60=')}`],
    ],
    ['the text of a JWK', base64('{"kty":"oct","k":"dHlrMTIz"}'), ['works', 'doubt jwk, note short', 'jwk: tyk123']],
    ['a public key', base64(spki), ['works', 'doubt key_as_secret']],
    ['a public key as DER', encodeStd(fileBytes('rsa2048.spki.der')), ['works', 'doubt key_as_secret']],
    ['a public key as it is', spki, ['no key', 'wrong not_encoded, wrong other_method', `encode: ${spki}`]],
    ['an address with a blank', base64(` ${address}`), ['works', 'doubt blanks, note short', `address: ${address}`]],
  ])('%s', (_, source, expected) => {
    expect(short(examineSource(source, 'hmac'))).toEqual(expected);
  });

  test('a method of another name counts as hmac, and that is said', () => {
    expect(short(examineSource(base64(long), 'HMAC'))).toEqual(['works', 'note method_unknown']);
  });
});

describe('for rsa', () => {
  test.each([
    ['a public key', base64(spki), ['works', '']],
    ['a public key as DER', encodeStd(fileBytes('rsa2048.spki.der')), ['works', '']],
    ['a certificate', base64(fileText('rsa2048.certificate.pem')), ['works', 'note certificate']],
    ['1024 bits', base64(keys.rsa1024), ['works', 'note short']],
    ['512 bits', base64(keys.rsa512), ['never verifies', 'wrong short']],
    ['a private key of 512 bits', base64(fileText('rsa512.pkcs8.pem')), ['no key', 'wrong private_key, wrong short']],
    ['a public key as it is', spki, ['no key', 'wrong not_encoded', `spki: ${spki}`]],
    ['PKCS#1', base64(fileText('rsa2048.pkcs1-public.pem')), ['no key', 'wrong pkcs1', `spki: ${spki}`]],
    ['PKCS#1 as DER', encodeStd(fileBytes('rsa2048.pkcs1-public.der')), ['no key', 'wrong pkcs1', `spki: ${spki}`]],
    ['a private key', base64(fileText('rsa2048.pkcs8.pem')), ['no key', 'wrong private_key', `public_half: ${spki}`]],
    [
      'a private key as it is',
      fileText('rsa2048.pkcs1.pem'),
      ['no key', 'wrong not_encoded, wrong private_key', `public_half: ${spki}`],
    ],
    ['PEM on one line', base64(oneLine), ['no key', 'wrong layout', `spki: ${spki}`]],
    [
      'PEM with its line breaks written out',
      base64(spki.replaceAll('\n', '\\n')),
      ['no key', 'wrong layout', `spki: ${spki}`],
    ],
    [
      'a certificate on one line',
      base64(fileText('rsa2048.certificate.pem').replaceAll('\n', '')),
      ['no key', 'wrong layout', `certificate: ${fileText('rsa2048.certificate.pem')}`],
    ],
    ['PEM encoded twice', base64(base64(spki)), ['no key', 'wrong twice', `spki: ${spki}`]],
    ['DER encoded twice', base64(encodeStd(fileBytes('rsa2048.spki.der'))), ['no key', 'wrong twice', `spki: ${spki}`]],
    ['base64url of PEM', base64(`${spki}???`).replaceAll('/', '_'), ['no key', 'wrong base64url', `spki: ${spki}`]],
    [
      'marked for PSS',
      base64(fileText('rsa-pss.spki.pem')),
      ['no key', 'wrong form', expect.stringMatching(/^spki: -----BEGIN/)],
    ],
    [
      'a key in a later block',
      base64(`${fileText('p256.with-parameters.pem').split('-----BEGIN EC PRIVATE')[0] ?? ''}${spki}`),
      ['no key', 'wrong not_first', `spki: ${spki}`],
    ],
    ['a second key', base64(spki + keys.rsa1024), ['works', 'doubt only_first', `spki: ${keys.rsa1024}`]],
    [
      'a private key after it',
      base64(spki + fileText('rsa2048.pkcs8.pem')),
      ['works', 'doubt only_first, doubt private_beside', `spki: ${spki}`],
    ],
    ['an encrypted key', base64(fileText('rsa2048.encrypted-pkcs8.pem')), ['no key', 'wrong foreign']],
    ['an OpenSSH key', base64(fileText('openssh-rsa.pub')), ['no key', 'wrong foreign']],
    ['an EC key', base64(fileText('p256.spki.pem')), ['never verifies', 'wrong other_method']],
    ['an Ed25519 key', base64(keys.ed25519), ['never verifies', 'wrong other_method']],
    ['a private EC key', base64(fileText('p256.sec1.pem')), ['no key', 'wrong private_key, wrong other_method']],
    ['a secret', base64('tyk123'), ['no key', 'wrong no_key']],
    ['a secret as it is', 'tyk123', ['no key', 'wrong no_key']],
    ['an address', base64(address), ['works', '']],
    ['an address as it is', address, ['works once', '', `address: ${address}`]],
    ['an address as it is, with a blank', ` ${address}`, ['no key', 'wrong blanks', `address: ${address}`]],
    ['an address with a blank', base64(` ${address}`), ['no key', 'wrong blanks', `address: ${address}`]],
    ['an address with a line feed', base64(`${address}\n`), ['no key', 'wrong blanks', `address: ${address}`]],
    ['an address without a host', base64('https://'), ['no key', '']],
    ['an address encoded twice', base64(base64(address)), ['no key', 'wrong twice', `address: ${address}`]],
  ])('%s', (_, source, expected) => {
    expect(short(examineSource(source, 'rsa'))).toEqual(expected);
  });
});

describe('for ecdsa', () => {
  test.each([
    ['a public key', base64(fileText('p256.spki.pem')), ['works', '']],
    ['a chain of certificates', base64(fileText('p256.chain.pem')), ['works', 'note only_first, note certificate']],
    ['a curve that has no algorithm', base64(keys.p224), ['works', '']],
    [
      'a private key',
      base64(fileText('p256.sec1.pem')),
      ['no key', 'wrong private_key', `public_half: ${fileText('p256.spki.pem')}`],
    ],
    [
      'a private key without its point',
      base64(fileText('p256.sec1-without-point.pem')),
      ['no key', 'wrong private_key'],
    ],
    ['a point in short', base64(fileText('p256.spki-compressed.pem')), ['no key', 'wrong foreign']],
    ['an RSA key', base64(spki), ['never verifies', 'wrong other_method']],
  ])('%s', (_, source, expected) => {
    expect(short(examineSource(source, 'ecdsa'))).toEqual(expected);
  });
});

test('says in the summary what the gateway reads', () => {
  const summary = (source: string, method: string): string => examineSource(source, method).summary;
  expect(summary(base64('tyk123'), 'hmac')).toBe('A secret of 6 bytes: “tyk123”.');
  expect(summary(base64('a\n'), 'hmac')).toBe('A secret of 2 bytes: “a\\n”.');
  expect(summary('/w==', 'hmac')).toBe('A secret of 1 byte: hexadecimal ff.');
  expect(summary('tyk123', 'hmac')).toBe(
    'Not base64 (its end is not complete): every token is refused with “illegal base64 data at input byte 4”.',
  );
  expect(summary('ab cd', 'hmac')).toContain('(byte 2 is " ")');
  expect(summary(base64(fileText('p384.spki.pem')), 'ecdsa')).toBe('EC public key, P-384.');
  expect(summary(base64(keys.dsa), 'rsa')).toContain('DSA key, with which nothing can be checked');
  expect(summary(base64(fileText('rsa2048.pkcs1-public.pem')), 'rsa')).toContain('“x509: malformed tbs certificate”');
});

test('tells the command for what has to be converted first', () => {
  const [remark] = examineSource(base64(fileText('rsa2048.encrypted-pkcs8.pem')), 'rsa').remarks;
  expect(remark?.command).toBe('openssl pkey -in encrypted.pem -out private.pem');
});

describe('an offer makes tokens pass', () => {
  const pem = (name: string) => ({ kind: 'pem', text: fileText(name) }) as const;
  test.each([
    ['the secret, encoded', 'tyk123', 'hmac', 'HS256', 'tyk123'],
    ['the secret, decoded once', base64(base64('tyk123')), 'hmac', 'HS256', 'tyk123'],
    ['SPKI for PKCS#1', base64(fileText('rsa2048.pkcs1-public.pem')), 'rsa', 'RS256', pem('rsa2048.pkcs8.pem')],
    ['the public half', fileText('rsa2048.pkcs8.pem'), 'rsa', 'PS256', pem('rsa2048.pkcs8.pem')],
    ['the public half on P-256', base64(fileText('p256.sec1.pem')), 'ecdsa', 'ES256', pem('p256.pkcs8.pem')],
    ['the JWK as PEM', base64(JSON.stringify({ keys: [rsaJwk()] })), 'rsa', 'RS512', pem('rsa2048.pkcs8.pem')],
  ])('%s', async (_, source, method, alg, key) => {
    const [offer] = examineSource(source, method).offers;
    const scene = new Scene([classic({ jwt_signing_method: method, jwt_source: offer?.source ?? '' })]);
    expectPassed(await scene.ask(await token(claims(), { alg }, key)));
  });
});

function rsaJwk(): unknown {
  const text = fileText('rsa2048.spki.pem');
  const report = examineSource(base64(text), 'rsa');
  if (report.reading.kind !== 'public key' || report.reading.key.kind !== 'rsa') throw new Error(report.summary);
  const n = encodeStd(report.reading.key.n).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return { kty: 'RSA', n, e: 'AQAB' };
}

describe('says whether a token can be checked', () => {
  test.each([
    [base64('tyk123'), 'hmac', 'HS512', 'yes'],
    [base64('tyk123'), 'hmac', 'RS256', 'no'],
    [base64('tyk123'), 'hmac', 'none', 'no'],
    [base64('tyk123'), 'hmac', 'HS1', 'no'],
    ['', 'hmac', 'HS256', 'depends'],
    ['tyk123', 'hmac', 'HS256', 'no'],
    [base64(spki), 'rsa', 'PS384', 'yes'],
    [base64(spki), 'rsa', 'ES256', 'no'],
    [base64(keys.rsa512), 'rsa', 'RS256', 'no'],
    [base64(address), 'rsa', 'RS256', 'depends'],
    [base64(keys.p256), 'ecdsa', 'ES256', 'yes'],
    [base64(keys.p256), 'ecdsa', 'ES384', 'no'],
    [base64(keys.ed25519), 'ecdsa', 'EdDSA', 'no'],
  ])('%.16s for %s and %s: %4$s', (source, method, alg, fits) => {
    const fit = fitsToken(examineSource(source, method), alg);
    expect(fit.fits).toBe(fits);
    expect(fit.text).toMatch(/\.$/);
  });
});
