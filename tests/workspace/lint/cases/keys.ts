import { encodeStd } from '../../../../src/go/base64';
import { base64, classic, keySetUrl, oas, rsaJwk, rsaSigner, rsaSource, secret } from '../../../gateway/build';
import * as pems from '../../../keys/fixtures';
import type { Ask, LintCases } from '../build';

const at = ['jwt_source'];
const method = ['jwt_signing_method'];
const rsa: Ask = { header: { alg: 'RS256', kid: 'k1' }, key: rsaSigner };
const withRsa = (source: string, jwt_signing_method = 'rsa') => classic({ jwt_signing_method, jwt_source: source });
const der = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '');
const scheme = ['x-tyk-api-gateway', 'server', 'authentication', 'securitySchemes', 'jwtAuth'];

/** Signing method, secret and public key. */
export const keyCases = {
  'method-defaults-to-hmac': [
    {
      bad: { apis: [classic({ jwt_signing_method: 'HMAC' })] },
      path: method,
      proof: { before: 'passes', after: 'passes' },
    },
    {
      bad: { apis: [classic({ jwt_signing_method: '' })] },
      path: method,
      proof: { before: 'passes', after: 'passes' },
    },
    { bad: { apis: [oas({ signingMethod: 'HS256' })] }, good: { apis: [oas()] }, path: [...scheme, 'signingMethod'] },
    // The secret decides, whatever the text says.
    {
      bad: { apis: [classic({ jwt_signing_method: 'RSA' })] },
      path: method,
      proof: { before: 'passes', after: 'passes' },
    },
  ],
  'method-refuses-key': [
    {
      bad: { apis: [withRsa(rsaSource, 'RSA')] },
      good: { apis: [withRsa(rsaSource)] },
      path: method,
      proof: { ask: rsa, before: 'signing_method_unexpected', after: 'passes' },
    },
    {
      bad: { apis: [withRsa(base64(keySetUrl), 'jwks')] },
      good: { apis: [withRsa(base64(keySetUrl))] },
      path: method,
      proof: { ask: rsa, before: 'signing_method_unexpected', after: 'passes' },
    },
  ],
  'source-not-base64': [
    {
      bad: { apis: [classic({ jwt_source: 'tyk123' })] },
      good: { apis: [classic({ jwt_source: 'dHlrMTIz' })] },
      path: at,
      proof: { ask: { key: 'tyk123' }, before: 'source_not_base64', after: 'passes' },
    },
    // Without its padding: put right first.
    {
      bad: { apis: [classic({ jwt_source: base64('a secret').replace(/=+$/, '') })] },
      path: at,
      proof: { ask: { key: 'a secret' }, before: 'source_not_base64', after: 'passes' },
    },
    // The other alphabet.
    {
      bad: { apis: [classic({ jwt_source: base64('a secret?>?>').replaceAll('/', '_').replaceAll('+', '-') })] },
      path: at,
      proof: { ask: { key: 'a secret?>?>' }, before: 'source_not_base64', after: 'passes' },
    },
  ],
  'pem-not-base64': [
    {
      bad: { apis: [withRsa(pems.rsa2048)] },
      good: { apis: [withRsa(rsaSource)] },
      path: at,
      proof: { ask: rsa, before: 'source_not_base64', after: 'passes' },
    },
  ],
  'source-url-raw': [
    {
      bad: { apis: [withRsa(keySetUrl)] },
      good: { apis: [withRsa(base64(keySetUrl))] },
      path: at,
      proof: { ask: { ...rsa, times: 2 }, before: 'source_not_base64', after: 'passes' },
    },
  ],
  'source-url-with-blanks': [
    {
      bad: { apis: [withRsa(` ${keySetUrl}`)] },
      good: { apis: [withRsa(base64(keySetUrl))] },
      path: at,
      proof: { ask: rsa, before: 'source_not_base64', after: 'passes' },
    },
    {
      bad: { apis: [withRsa(base64(`\n${keySetUrl}`))] },
      path: at,
      proof: { ask: rsa, before: 'key_unreadable', after: 'passes' },
    },
  ],
  'secret-reads-as-base64': [
    {
      bad: { apis: [classic({ jwt_source: 'tyk12345' })] },
      good: { apis: [classic({ jwt_source: encodeStd(new Uint8Array(32).fill(200)) })] },
      path: at,
      proof: { ask: { key: 'tyk12345' }, before: 'signature_invalid', after: 'passes' },
    },
    {
      bad: { apis: [classic({ jwt_source: 'tyk123==' })] },
      path: at,
      proof: { ask: { key: 'tyk123==' }, before: 'signature_invalid', after: 'passes' },
    },
  ],
  'secret-encoded-twice': [
    {
      bad: { apis: [classic({ jwt_source: base64(base64(secret)) })] },
      good: { apis: [classic({ jwt_source: base64('password') })] },
      path: at,
      proof: { before: 'signature_invalid', after: 'passes' },
    },
  ],
  'secret-with-line-end': [
    {
      bad: { apis: [classic({ jwt_source: base64(`${secret}\n`) })] },
      path: at,
      proof: { before: 'signature_invalid', after: 'passes' },
    },
  ],
  'key-encoded-twice': [
    {
      bad: { apis: [withRsa(base64(rsaSource))] },
      good: { apis: [withRsa(rsaSource)] },
      path: at,
      proof: { ask: rsa, before: 'key_unreadable', after: 'passes' },
    },
    {
      bad: { apis: [withRsa(base64(base64(keySetUrl)))] },
      path: at,
      proof: { ask: rsa, before: 'key_unreadable', after: 'passes' },
    },
    {
      bad: { apis: [withRsa(base64(der(pems.rsa2048)))] },
      good: { apis: [withRsa(der(pems.rsa2048))] },
      path: at,
      proof: { ask: rsa, before: 'key_unreadable', after: 'passes' },
    },
  ],
  'key-for-hmac': [
    {
      bad: { apis: [withRsa(rsaSource, 'hmac')] },
      good: { apis: [withRsa(rsaSource)] },
      path: method,
      proof: { ask: rsa, before: 'signing_method_unexpected', after: 'passes' },
    },
    {
      bad: { apis: [withRsa(base64(pems.rsa2048Pkcs1), 'hmac')] },
      path: method,
      proof: { ask: rsa, before: 'signing_method_unexpected', after: 'passes' },
    },
  ],
  'secret-for-key-method': [
    {
      bad: { apis: [classic({ jwt_signing_method: 'rsa' })] },
      path: at,
      proof: { before: 'signing_method_unexpected', after: 'passes' },
    },
    { bad: { apis: [oas({ signingMethod: 'ecdsa' })] }, good: { apis: [oas()] }, path: [...scheme, 'source'] },
  ],
  'private-key-in-source': [
    {
      bad: { apis: [withRsa(base64(pems.rsa2048Private))] },
      good: { apis: [withRsa(rsaSource)] },
      path: at,
      proof: { ask: rsa, before: 'key_unreadable', after: 'passes' },
    },
    {
      bad: { apis: [withRsa(base64(pems.rsa2048PrivatePkcs1), 'hmac')] },
      path: at,
      proof: { ask: rsa, before: 'signing_method_unexpected', after: 'passes' },
    },
    {
      bad: { apis: [withRsa(der(pems.rsa2048Private))] },
      path: at,
      proof: { ask: rsa, before: 'key_unreadable', after: 'passes' },
    },
    {
      bad: { apis: [withRsa(base64(pems.p256PrivateSec1), 'ecdsa')] },
      path: at,
      proof: {
        ask: { header: { alg: 'ES256' }, key: { kind: 'pem', text: pems.p256PrivateSec1 } },
        before: 'key_unreadable',
        after: 'passes',
      },
    },
  ],
  'pkcs1-key': [
    {
      bad: { apis: [withRsa(base64(pems.rsa2048Pkcs1))] },
      good: { apis: [withRsa(rsaSource)] },
      path: at,
      proof: { ask: rsa, before: 'key_unreadable', after: 'passes' },
    },
  ],
  'pem-damaged': [
    {
      bad: { apis: [withRsa(base64(pems.rsa2048.replaceAll('\n', ' ')))] },
      good: { apis: [withRsa(base64(pems.rsa2048.replaceAll('\n', '\r\n')))] },
      path: at,
      proof: { ask: rsa, before: 'key_unreadable', after: 'passes' },
    },
    {
      bad: { apis: [withRsa(base64(pems.rsa2048.replaceAll('\n', '\\n')))] },
      path: at,
      proof: { ask: rsa, before: 'key_unreadable', after: 'passes' },
    },
  ],
  'key-unreadable': [
    {
      bad: { apis: [withRsa(base64(pems.rsa2048.slice(0, 200)))] },
      good: { apis: [withRsa(rsaSource)] },
      path: at,
      proof: { ask: rsa, before: 'key_unreadable' },
    },
    {
      bad: { apis: [withRsa(base64(JSON.stringify({ keys: [rsaJwk('k1')] })))] },
      path: at,
      proof: { ask: rsa, before: 'key_unreadable', after: 'passes' },
    },
  ],
  'key-of-other-family': [
    {
      bad: { apis: [withRsa(rsaSource, 'ecdsa')] },
      good: { apis: [withRsa(rsaSource)] },
      path: method,
      proof: { ask: rsa, before: 'signing_method_unexpected', after: 'passes' },
    },
    { bad: { apis: [withRsa(base64(pems.ed25519))] }, path: method, proof: { ask: rsa, before: 'signature_invalid' } },
  ],
  'rsa-key-too-short': [
    {
      bad: { apis: [withRsa(base64(pems.rsa512))] },
      good: { apis: [withRsa(base64(pems.rsa1024))] },
      path: at,
      proof: { ask: rsa, before: 'signature_invalid' },
    },
  ],
  'second-key-unused': [
    {
      bad: { apis: [withRsa(base64(pems.rsa1024 + pems.rsa2048))] },
      good: { apis: [withRsa(rsaSource)] },
      path: at,
      proof: { ask: rsa, before: 'signature_invalid' },
    },
  ],
} satisfies LintCases;
