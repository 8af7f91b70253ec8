import { describe, expect, test } from 'vitest';
import { encodeStd } from '../../../src/go/base64';
import { isObject, type JsonObject } from '../../../src/go/json';
import { readApi } from '../../../src/workspace/documents';
import { putKeySource, type WantedSource } from '../../../src/workspace/fields/put-key-source';
import { memberAt } from '../../../src/workspace/json-edit';
import { newClassicApi, newOasApi } from '../../../src/workspace/new-documents';

const given = { id: 'orders', organization: 'default', name: 'Orders', upstream: 'http://httpbin.org' };
const url = 'https://tenant.auth0.test/.well-known/jwks.json';
const set: WantedSource = { kind: 'key set', method: 'rsa', url };
const secret: WantedSource = { kind: 'source', method: 'hmac', source: 'dHlrMTIz' };

function put(text: string, wanted: WantedSource) {
  const done = putKeySource(text, wanted);
  if (!done.ok) throw new Error(done.problem);
  return done;
}

function definitionOf(text: string) {
  const read = readApi(text);
  if (!read.ok) throw new Error(read.error);
  return read.value.definition;
}

function schemeOf(text: string): JsonObject {
  const schemes = ['x-tyk-api-gateway', 'server', 'authentication', 'securitySchemes'];
  const scheme = memberAt(text, [...schemes, 'jwtAuth']);
  if (!isObject(scheme)) throw new Error('The document has no JWT scheme.');
  return scheme;
}

describe('a classic API', () => {
  test('that was open judges JWTs by the key set, whose address is in base64', () => {
    const { text, changes } = put(newClassicApi(given), set);
    const definition = definitionOf(text);
    expect(definition).toMatchObject({ use_keyless: false, enable_jwt: true, jwt_signing_method: 'rsa' });
    expect(definition.jwt_source).toBe(encodeStd(new TextEncoder().encode(url)));
    expect(definition).toMatchObject({ jwt_identity_base_field: 'sub', jwt_policy_field_name: 'pol' });
    expect(changes).toEqual([
      { name: 'Authentication', before: 'Open (Keyless)', after: 'JSON Web Token (JWT)' },
      { name: 'jwt_signing_method', before: '', after: 'rsa' },
      { name: 'jwt_source', before: '', after: definition.jwt_source },
    ]);
  });

  test('is left as it is where it has all of it already', () => {
    const once = put(newClassicApi(given), set).text;
    expect(put(once, set)).toEqual({ ok: true, text: once, changes: [] });
  });

  test('keeps what else it has, and names the members that change alone', () => {
    const text = '{"enable_jwt":true,"jwt_signing_method":"rsa","jwt_source":"old","x":12345678901234567890}';
    const done = put(text, secret);
    expect(done.text).toBe(
      '{"enable_jwt":true,"jwt_signing_method":"hmac","jwt_source":"dHlrMTIz","x":12345678901234567890}',
    );
    expect(done.changes).toEqual([
      { name: 'jwt_signing_method', before: 'rsa', after: 'hmac' },
      { name: 'jwt_source', before: 'old', after: 'dHlrMTIz' },
    ]);
  });

  test('that cannot be read is not changed, and the reason is given', () => {
    expect(putKeySource('{"name":', set)).toMatchObject({ ok: false });
    expect(putKeySource('[]', set)).toEqual({
      ok: false,
      problem: 'The definition cannot be read: An API definition is a JSON object.',
    });
  });
});

describe('a Tyk OAS API', () => {
  test('has the address in its list of key sets, as it is, and no source beside it', () => {
    const withSecret = put(newOasApi(given), secret).text;
    expect(schemeOf(withSecret)).toMatchObject({ enabled: true, signingMethod: 'hmac', source: 'dHlrMTIz' });
    const { text, changes } = put(withSecret, set);
    expect(schemeOf(text)).toMatchObject({ signingMethod: 'rsa', jwksURIs: [{ url }] });
    expect(schemeOf(text)).not.toHaveProperty('source');
    expect(definitionOf(text).jwt_jwks_uris?.map((entry) => entry.url)).toEqual([url]);
    expect(changes.map(({ name }) => name)).toEqual(['signingMethod', 'source', 'jwksURIs']);
  });

  test('loses its list for a source, which would not be looked at beside it', () => {
    const listed = put(newOasApi(given), set).text;
    const { text } = put(listed, secret);
    expect(schemeOf(text)).not.toHaveProperty('jwksURIs');
    expect(definitionOf(text)).toMatchObject({ jwt_source: 'dHlrMTIz', jwt_signing_method: 'hmac' });
  });

  test('keeps the cache time of an address that it has already', () => {
    const listed = put(newOasApi(given), set).text.replace(`"url": "${url}"`, `"url": "${url}", "cacheTimeout": "60s"`);
    expect(schemeOf(put(listed, set).text)['jwksURIs']).toEqual([{ url, cacheTimeout: '60s' }]);
  });
});
