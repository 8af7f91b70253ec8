import { base64, classic, keySetUrl, oas, rsaSigner, rsaSource } from '../../../gateway/build';
import * as pems from '../../../keys/fixtures';
import type { Ask, LintCases } from '../build';

const at = ['jwt_source'];
const method = ['jwt_signing_method'];
const rsa: Ask = { header: { alg: 'RS256', kid: 'k1' }, key: rsaSigner };
const withRsa = (source: string, jwt_signing_method = 'rsa') => classic({ jwt_signing_method, jwt_source: source });
const scheme = ['x-tyk-api-gateway', 'server', 'authentication', 'securitySchemes', 'jwtAuth'];
const uris = [...scheme, 'jwksURIs'];
const listed = (jwksURIs: readonly object[], more: object = {}) =>
  oas({ source: '', signingMethod: 'rsa', jwksURIs: jwksURIs.map((one) => ({ ...one })), ...more });

/** Key sets, and what the source decodes to. */
export const keySetCases = {
  'key-set-for-hmac': [
    {
      bad: { apis: [withRsa(base64(keySetUrl), 'hmac')] },
      good: { apis: [withRsa(base64(keySetUrl))] },
      path: method,
      proof: { ask: rsa, before: 'signing_method_unexpected', after: 'passes' },
    },
    {
      bad: { apis: [listed([{ url: keySetUrl }], { signingMethod: 'hmac' })] },
      good: { apis: [listed([{ url: keySetUrl }])] },
      path: [...scheme, 'signingMethod'],
      proof: { ask: rsa, before: 'signing_method_unexpected', after: 'passes' },
    },
  ],
  'no-key-source': [
    { bad: { apis: [classic({ jwt_source: '' })] }, path: at, proof: { before: 'key_of_token_unknown' } },
    {
      bad: { apis: [oas({ source: '' })] },
      good: { apis: [listed([{ url: keySetUrl }])] },
      path: [...scheme, 'source'],
      proof: { before: 'key_of_token_unknown' },
    },
  ],
  'source-decoded': [
    { bad: {}, good: { apis: [withRsa(rsaSource)] }, path: at },
    { bad: { apis: [withRsa(base64(keySetUrl))] }, good: { apis: [withRsa(keySetUrl)] }, path: at },
  ],
  'key-decoded': [
    { bad: { apis: [withRsa(rsaSource)] }, path: at },
    { bad: { apis: [withRsa(base64(pems.rsaCertificate))] }, path: at },
    { bad: { apis: [withRsa(base64(pems.p384), 'ecdsa')] }, path: at },
  ],
  'classic-key-sets-unread': [
    {
      bad: { apis: [classic({ jwt_signing_method: 'rsa', jwt_source: '', jwt_jwks_uris: [{ url: keySetUrl }] })] },
      path: ['jwt_jwks_uris'],
      proof: { ask: rsa, before: 'key_of_token_unknown', after: 'passes' },
    },
  ],
  'classic-key-sets-beside-source': [
    {
      bad: { apis: [classic({ jwt_jwks_uris: [{ url: keySetUrl }] })] },
      path: ['jwt_jwks_uris'],
      proof: { before: 'passes', after: 'passes' },
    },
  ],
  'source-beside-key-sets': [
    {
      bad: { apis: [oas({ jwksURIs: [{ url: keySetUrl }] })] },
      good: { apis: [listed([{ url: keySetUrl }])] },
      path: [...scheme, 'source'],
      proof: { before: 'kid_not_text', after: 'passes', fix: 1 },
    },
  ],
  'listed-address-encoded': [
    {
      bad: { apis: [listed([{ url: base64(keySetUrl) }])] },
      good: { apis: [listed([{ url: keySetUrl }])] },
      path: [...uris, 0, 'url'],
      proof: { ask: rsa, before: 'key_set_unavailable', after: 'passes' },
    },
  ],
  'listed-address-unfit': [
    {
      bad: { apis: [listed([{ url: ` ${keySetUrl}` }])] },
      good: { apis: [listed([{ url: keySetUrl }])] },
      path: [...uris, 0, 'url'],
      proof: { ask: rsa, before: 'key_set_unavailable', after: 'passes' },
    },
    {
      bad: { apis: [listed([{ url: 'nope' }])] },
      path: [...uris, 0, 'url'],
      proof: { ask: rsa, before: 'key_set_unavailable' },
    },
  ],
  'cache-timeout-not-text': [
    {
      bad: { apis: [listed([{ url: keySetUrl, cacheTimeout: 5 }])] },
      good: { apis: [listed([{ url: keySetUrl, cacheTimeout: '5s' }])] },
      path: [...uris, 0, 'cacheTimeout'],
      proof: { ask: rsa, before: 'signing_method_unexpected', after: 'passes' },
    },
  ],
  'cache-timeout-unread': [
    {
      bad: { apis: [listed([{ url: keySetUrl, cacheTimeout: 'soon' }])] },
      good: { apis: [listed([{ url: keySetUrl, cacheTimeout: '10s' }])] },
      path: [...uris, 0, 'cacheTimeout'],
      proof: { ask: rsa, before: 'passes', after: 'passes' },
    },
  ],
  'cache-timeout-too-long': [
    {
      bad: { apis: [listed([{ url: keySetUrl, cacheTimeout: '1h' }])] },
      good: { apis: [listed([{ url: keySetUrl, cacheTimeout: '4m' }])] },
      path: [...uris, 0, 'cacheTimeout'],
      proof: { ask: rsa, before: 'passes', after: 'passes' },
    },
  ],
  'cache-timeouts-differ': [
    {
      bad: { apis: [listed([{ url: keySetUrl, cacheTimeout: '10s' }, { url: 'http://idp.test/2' }])] },
      good: { apis: [listed([{ url: keySetUrl, cacheTimeout: '300s' }, { url: 'http://idp.test/2' }])] },
      path: uris,
    },
  ],
  'client-id-mapping': [
    {
      bad: { apis: [withRsa(base64(keySetUrl))] },
      path: ['idp_client_id_mapping_disabled'],
      proof: { ask: { ...rsa, payload: { cid: 5 } }, before: 'client_id_not_text', after: 'passes' },
    },
  ],
} satisfies LintCases;
