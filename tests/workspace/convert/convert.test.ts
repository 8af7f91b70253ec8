import { expect, test } from 'vitest';
import { readClassic } from '../../../src/gateway/definition/classic';
import { readOas, toClassic } from '../../../src/gateway/definition/oas';
import { decodeStd } from '../../../src/go/base64';
import { isObject, type JsonObject, type JsonValue } from '../../../src/go/json';
import { guideHmac } from '../../../src/scenarios/guide-hmac';
import { convertDefinition, type Loss } from '../../../src/workspace/convert';
import { isCleanJson, memberAt, type JsonPath } from '../../../src/workspace/json-edit';
import { classic, oas, versioned } from '../../gateway/build';
import { dashboardDefinition } from './dashboard-definition';

function converted(document: JsonObject | string) {
  const made = convertDefinition(typeof document === 'string' ? document : JSON.stringify(document));
  if (!made.ok) throw new Error(made.error);
  return made;
}

function lossAt(losses: readonly Loss[], ...path: JsonPath): Loss {
  const found = losses.find((loss) => JSON.stringify(loss.path) === JSON.stringify(path));
  if (found === undefined) throw new Error(`no loss at ${path.join('.')}: ${JSON.stringify(losses)}`);
  return found;
}

function namesOf(value: JsonValue | undefined): readonly string[] {
  return isObject(value) ? Object.keys(value).sort() : [];
}

const tyk = 'x-tyk-api-gateway';
const scheme = [tyk, 'server', 'authentication', 'securitySchemes', 'jwtAuth'];

test('gives the guide’s definition as a short Tyk OAS document', () => {
  const { to, text, losses } = converted(guideHmac.definition);
  expect(to).toBe('oas');
  expect(text.split('\n').length).toBeLessThan(75);
  expect(memberAt(text, [tyk, 'server', 'authentication', 'securitySchemes', 'jwt'])).toEqual({
    enabled: true,
    header: { enabled: true, name: 'Authorization' },
    source: 'dHlrMTIz',
    signingMethod: 'hmac',
    identityBaseField: 'sub',
    policyFieldName: 'pol',
  });
  expect(memberAt(text, [tyk, 'middleware'])).toEqual({ global: { trafficLogs: { enabled: true } } });
  expect(losses.filter(({ changesAnswers }) => changesAnswers)).toEqual([]);
});

test('gives it back with what a person expects in a classic definition, and little else', () => {
  const { to, text, losses } = converted(converted(guideHmac.definition).text);
  expect([to, losses]).toEqual(['classic', []]);
  const value: unknown = JSON.parse(text);
  expect(value).toEqual({
    name: 'Orders',
    api_id: 'orders',
    org_id: 'default',
    active: true,
    use_keyless: false,
    auth_configs: { jwt: { name: 'jwt', auth_header_name: 'Authorization' } },
    enable_jwt: true,
    jwt_signing_method: 'hmac',
    jwt_source: 'dHlrMTIz',
    jwt_identity_base_field: 'sub',
    jwt_policy_field_name: 'pol',
    version_data: { not_versioned: true, versions: { Default: { name: 'Default', use_extended_paths: true } } },
    proxy: { listen_path: '/orders/', target_url: 'http://httpbin.org', strip_listen_path: true },
  });
});

test('keeps settings of JWT that are switched off', () => {
  const { text } = converted(classic({ enable_jwt: false }));
  const read = readOas(text);
  if (!read.ok) throw new Error(read.error);
  const made = toClassic(read.value);
  expect([made.enable_jwt, made.jwt_signing_method, made.jwt_policy_field_name]).toEqual([false, 'hmac', 'pol']);
});

test('keeps an entry of a map whose value is empty', () => {
  const middleware = { transformRequestHeaders: { enabled: true, add: [{ name: 'X-Empty', value: '' }] } };
  const { text, losses } = converted(oas({}, {}, middleware));
  expect(memberAt(text, ['version_data', 'versions', 'Default', 'global_headers'])).toEqual({ 'X-Empty': '' });
  expect(losses).toEqual([]);
});

test('keeps the digits of large numbers, and tells where the gateway would not read them', () => {
  const skewed = (skew: string): string =>
    guideHmac.definition.replace('{', `{ "jwt_expires_at_validation_skew": ${skew},`);
  expect(converted(converted(skewed('9007199254740992')).text).text).toContain('skew": 9007199254740992');
  const largest = '18446744073709551615';
  const { text, losses } = converted(skewed(largest));
  expect(text).toContain(`"expiresAtValidationSkew": ${largest}`);
  expect(lossAt(losses, 'jwt_expires_at_validation_skew').changesAnswers).toBe(true);
});

test('writes letters as they are, where the gateway would write escapes', () => {
  expect(converted(classic({ name: 'A & B <ö>' })).text).toContain('"name": "A & B <ö>"');
});

test('tells what the gateway does not read', () => {
  const { losses } = converted(classic({ allowedIssuers: ['a'], jwt_skip_kid: true, my_note: 'x' }));
  expect(lossAt(losses, 'my_note')).toEqual({
    path: ['my_note'],
    message: 'The gateway does not read my_note as it stands, so it is left out.',
    changesAnswers: false,
  });
  expect(lossAt(losses, 'allowedIssuers').changesAnswers).toBe(false);
});

test('tells of key sets that a classic API ignores and a Tyk OAS one does not', () => {
  const { losses } = converted(classic({ jwt_jwks_uris: [{ url: 'http://idp.test/a' }], jwt_source: '' }));
  expect(lossAt(losses, 'jwt_jwks_uris').changesAnswers).toBe(true);
});

test('tells of every version but the one that is in force, and of the versions themselves', () => {
  const versions = { v1: { name: 'v1' }, v2: { name: 'v2' }, v3: { name: 'v3', expires: '2099-01-01 00:00' } };
  const { text, losses } = converted(versioned(versions, {}, { default_version: 'v3' }));
  expect(lossAt(losses, 'version_data', 'versions', 'v1').message).toContain('v1');
  expect(lossAt(losses, 'version_data', 'versions', 'v2').changesAnswers).toBe(true);
  expect(lossAt(losses, 'version_data', 'not_versioned').message).toContain('version v3 alone');
  expect(lossAt(losses, 'version_data', 'versions', 'v3', 'expires').changesAnswers).toBe(true);
  expect(memberAt(text, [tyk, 'info', 'expiration'])).toBe('2099-01-01 00:00');
});

test('writes a path that holds for every method out, and tells of the others', () => {
  const version = { name: 'Default', paths: { ignored: ['/free'] } };
  const { text, losses } = converted(
    classic({ version_data: { not_versioned: true, versions: { Default: version } } }),
  );
  const item = memberAt(text, ['paths', '/free']);
  expect(namesOf(item)).toEqual(['delete', 'get', 'head', 'options', 'patch', 'post', 'put', 'trace'].sort());
  expect(lossAt(losses, 'version_data', 'versions', 'Default', 'paths', 'ignored', 0).message).toContain('PROPFIND');
});

test('tells of answers in method_actions, and takes what only lists a path', () => {
  const reply = { action: 'reply', code: 418, data: 'short', headers: {} };
  const plain = { action: 'no_action', code: 200, data: '', headers: {} };
  const ignored = [
    { path: '/tea', method_actions: { GET: reply } },
    { path: '/free', method_actions: { GET: plain, POST: plain } },
  ];
  const version = { name: 'Default', use_extended_paths: true, extended_paths: { ignored } };
  const { text, losses } = converted(
    classic({ version_data: { not_versioned: true, versions: { Default: version } } }),
  );
  const list = ['version_data', 'versions', 'Default', 'extended_paths', 'ignored'];
  expect(lossAt(losses, ...list, 0, 'method_actions').changesAnswers).toBe(true);
  expect(losses.some(({ path }) => path[5] === 1)).toBe(false);
  expect(namesOf(memberAt(text, ['paths', '/free']))).toEqual(['get', 'post']);
});

test('tells of a path that is a regular expression', () => {
  const ignored = [{ path: '/u/[0-9]+', method: 'GET' }];
  const version = { name: 'Default', use_extended_paths: true, extended_paths: { ignored } };
  const { losses } = converted(classic({ version_data: { not_versioned: true, versions: { Default: version } } }));
  const list = ['version_data', 'versions', 'Default', 'extended_paths', 'ignored'];
  expect(lossAt(losses, ...list, 0).message).toContain('/u/[0-9]+');
});

test('tells of a scope claim that is looked for in another way, both ways', () => {
  const scopes = { jwt: { scope_claim_name: 'realm.roles', scope_to_policy: { admin: 'gold' } } };
  const document = converted(classic({ scopes }));
  expect(lossAt(document.losses, 'scopes', 'jwt', 'scope_claim_name').changesAnswers).toBe(true);
  const back = converted(document.text);
  const path = [tyk, 'server', 'authentication', 'securitySchemes', 'jwt', 'scopes', 'claimName'];
  expect(lossAt(back.losses, ...path).changesAnswers).toBe(true);
});

test('says nothing of auth where auth_configs repeats it, and tells of ways of authentication that are not converted', () => {
  const config = { auth_header_name: 'X-Token', use_cookie: true, cookie_name: 'jwt' };
  const { text, losses } = converted(
    classic({
      auth: config,
      auth_configs: { jwt: config, basic: { auth_header_name: 'X-Basic' } },
      use_basic_auth: true,
    }),
  );
  expect(losses.map(({ path }) => path)).toEqual([['auth_configs', 'basic'], ['use_basic_auth']]);
  expect(memberAt(text, [tyk, 'server', 'authentication', 'securitySchemes', 'jwt', 'cookie'])).toEqual({
    enabled: true,
    name: 'jwt',
  });
});

test('takes a token’s place from the old auth where auth_configs has none', () => {
  const { text, losses } = converted(classic({ auth: { auth_header_name: 'X-Token' }, auth_configs: {} }));
  expect(memberAt(text, [tyk, 'server', 'authentication', 'securitySchemes', 'jwt', 'header', 'name'])).toBe('X-Token');
  expect(losses).toEqual([]);
});

test('says of a definition from a Dashboard what matters, and marks what does not', () => {
  const { text, losses } = converted(dashboardDefinition);
  expect(text.split('\n').length).toBeLessThan(90);
  expect(losses.filter(({ changesAnswers }) => changesAnswers).map(({ path }) => path.join('.'))).toEqual([
    'cache_options',
    'CORS',
  ]);
  expect(lossAt(losses, 'CORS').message).toBe('CORS is not converted: its place there is middleware.global.cors.');
  expect(lossAt(losses, 'hmac_allowed_clock_skew').changesAnswers).toBe(false);
});

test('tells each claim rule that a classic API does not have', () => {
  const { losses } = converted(
    oas({
      allowedIssuers: ['a'],
      allowedAudiences: ['b'],
      allowedSubjects: ['c'],
      jtiValidation: { enabled: true },
      customClaimValidation: { role: { type: 'required' }, 'a.b': { type: 'exact_match', allowedValues: [1] } },
    }),
  );
  const rules = ['allowedIssuers', 'allowedAudiences', 'jtiValidation', 'allowedSubjects'];
  for (const rule of rules) expect(lossAt(losses, ...scheme, rule).changesAnswers).toBe(true);
  expect(lossAt(losses, ...scheme, 'customClaimValidation', 'a.b').message).toContain('a.b');
  expect(losses).toHaveLength(6);
});

test('takes the first of several claims, and the only one without a loss', () => {
  const { text, losses } = converted(oas({ subjectClaims: ['sub', 'email'], basePolicyClaims: ['plan'] }));
  expect(memberAt(text, ['jwt_identity_base_field'])).toBe('sub');
  expect(memberAt(text, ['jwt_policy_field_name'])).toBe('plan');
  expect(lossAt(losses, ...scheme, 'subjectClaims').message).toContain('email no longer counts');
  expect(lossAt(losses, ...scheme, 'policyFieldName').changesAnswers).toBe(false);
  expect(losses).toHaveLength(2);
});

test('makes the only key set the source, and tells of the others', () => {
  const { text, losses } = converted(
    oas({ jwksURIs: [{ url: 'http://idp.test/a', cacheTimeout: '5s' }, { url: 'http://idp.test/b' }] }),
  );
  const source = memberAt(text, ['jwt_source']);
  const decoded = decodeStd(typeof source === 'string' ? source : '');
  expect(decoded.ok && new TextDecoder().decode(decoded.bytes)).toBe('http://idp.test/a');
  expect(memberAt(text, ['jwt_jwks_uris'])).toBeUndefined();
  expect(lossAt(losses, ...scheme, 'jwksURIs').changesAnswers).toBe(true);
  expect(lossAt(losses, ...scheme, 'jwksURIs', 0, 'cacheTimeout').message).toContain('240 s');
  expect(lossAt(losses, ...scheme, 'source').changesAnswers).toBe(false);
});

test('keeps silent on refusals where the Tyk OAS document has no traffic logs', () => {
  expect(memberAt(converted(oas({}, {}, { trafficLogs: { enabled: false } })).text, ['do_not_track'])).toBe(true);
  expect(memberAt(converted(oas()).text, ['do_not_track'])).toBeUndefined();
});

test('says why a scheme of the document is not in force', () => {
  const document = oas();
  const components = { securitySchemes: { jwtAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'jwt' } } };
  const { losses } = converted({ ...document, components });
  expect(losses.map(({ message }) => message)).toEqual([
    'The gateway does not put the scheme jwtAuth to use: its bearerFormat is "jwt", not "JWT". It is left out.',
  ]);
});

test('says what of a description is left out', () => {
  const operation = { operationId: 'list', summary: 'Lists', responses: { default: { description: '' } } };
  const { losses } = converted({
    ...oas(),
    info: { title: 'Test', version: '1', description: 'For tests' },
    servers: [{ url: 'http://a.test' }],
    paths: { '/list': { get: operation } },
  });
  expect(losses.map(({ path }) => path.join('.'))).toEqual(['info.description', 'servers', 'paths']);
  expect(losses.some(({ changesAnswers }) => changesAnswers)).toBe(false);
});

test('tells of middleware that is not converted, and passes over what is switched off', () => {
  const { losses } = converted(oas({}, {}, { cors: { enabled: true }, cache: { enabled: false, timeout: 5 } }));
  expect(losses).toEqual([
    {
      path: [tyk, 'middleware', 'global', 'cors'],
      message: 'middleware.global.cors is not converted: its place in a classic definition is CORS.',
      changesAnswers: true,
    },
    {
      path: [tyk, 'middleware', 'global', 'cache'],
      message: 'middleware.global.cache is switched off, and is left out.',
      changesAnswers: false,
    },
  ]);
});

test('says why a text cannot be converted', () => {
  expect(convertDefinition('{"name": oops}')).toEqual({
    ok: false,
    error: "invalid character 'o' looking for beginning of value",
  });
  expect(convertDefinition('[]').ok).toBe(false);
  expect(convertDefinition('{"openapi": "3.0.3", "info": {"title": "x", "version": "1"}, "paths": {}}')).toEqual({
    ok: false,
    error: 'The document has no x-tyk-api-gateway, so it tells no gateway what to do.',
  });
  expect(convertDefinition('{"api_id": 5}').ok).toBe(false);
});

test('says that a definition nested a thousand deep is too deep, and takes one that is not', () => {
  const nested = (depth: number): string => `{"config_data": {"a": ${'['.repeat(depth)}${']'.repeat(depth)}}}`;
  expect(convertDefinition(nested(9000))).toEqual({ ok: false, error: 'The definition is nested more than 500 deep.' });
  expect(convertDefinition(nested(400)).ok).toBe(true);
});

test('converts text that has been cut or changed at random, or says why not', () => {
  const texts = [guideHmac.definition, dashboardDefinition, JSON.stringify(oas({ subjectClaims: ['a', 'b'] }))];
  let seed = 7;
  const next = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const spoilers = ['null', '[]', '{}', '"x"', '-1', '1e99', 'true', '""', '{"a":[{}]}'];
  let good = 0;
  for (let round = 0; round < 1500; round++) {
    const text = texts[next(texts.length)] ?? '';
    const values = [...text.matchAll(/: ?("[^"]*"|true|false|\d+|null)/g)];
    const at = values[next(values.length)];
    const spoiled =
      at === undefined
        ? text
        : `${text.slice(0, at.index)}: ${spoilers[next(spoilers.length)] ?? ''}${text.slice(at.index + at[0].length)}`;
    const made = convertDefinition(round % 10 === 0 ? spoiled.slice(0, next(spoiled.length)) : spoiled);
    if (!made.ok) {
      expect(made.error).not.toBe('');
      continue;
    }
    good++;
    expect(isCleanJson(made.text)).toBe(true);
    expect(made.to === 'classic' ? readClassic(made.text).ok : readOas(made.text).ok).toBe(true);
  }
  expect(good).toBeGreaterThan(500);
});
