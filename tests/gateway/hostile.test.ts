/** The gateway never throws, whatever it is given: definitions, policies, tokens, key sets, requests. */
import { expect, test } from 'vitest';
import { readClassic } from '../../src/gateway/definition/classic';
import { readOas, toClassic } from '../../src/gateway/definition/oas';
import { type Policy, readPolicy } from '../../src/gateway/definition/policy';
import { type ApiSource, Gateway } from '../../src/gateway/gateway';
import type { GatewayRequest, Header } from '../../src/gateway/outcome';
import { set, type JsonObject, type JsonValue } from '../../src/go/json';
import {
  StillWorld,
  base64,
  claims,
  classic,
  keySetUrl,
  now,
  oas,
  octJwk,
  policy,
  rights,
  rsaJwk,
  secret,
  seeded,
  token,
} from './build';

type Random = (limit: number) => number;

const odd: readonly JsonValue[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  0.5,
  1e308,
  -1e308,
  2 ** 63,
  2 ** 53,
  now,
  '',
  ' ',
  'a',
  'gold',
  'sub',
  '__proto__',
  'constructor',
  'a.b',
  '.',
  '..',
  '*',
  '$',
  '%',
  '%zz',
  '/*',
  '/{a',
  '{}',
  '(',
  '(a+)+$',
  '[',
  '\\',
  '\u0000',
  '\n',
  '\ud800',
  '😀',
  'http://',
  'http://[',
  'http://idp.test/jwks.json',
  'aHR0cDovL2lkcC50ZXN0L2p3a3MuanNvbg==',
  'x'.repeat(3000),
  [],
  {},
  [[]],
  [null],
  ['gold', 'gold'],
  ['', null, 5],
  { '': '' },
  { a: { b: { c: null } } },
  { constructor: 'x', toString: 1 },
];

function pick<T>(list: readonly T[], random: Random): T {
  const item = list[random(list.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** All places in a document, as paths. */
function placesIn(value: JsonValue, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => placesIn(inner, [...path, name]))];
}

function put(value: JsonValue, path: readonly string[], odd: JsonValue): JsonValue {
  const [name, ...rest] = path;
  if (name === undefined) return odd;
  if (Array.isArray(value)) return value.map((item, at) => (String(at) === name ? put(item, rest, odd) : item));
  if (typeof value !== 'object' || value === null) return value;
  const copy = { ...value };
  set(copy, name, put(copy[name] ?? null, rest, odd));
  return copy;
}

/** The document with odd values in some places, and now and then an odd member. */
function disturbed(document: JsonObject, random: Random, most: number): JsonObject {
  let changed: JsonValue = document;
  for (let changes = random(most + 1); changes > 0; changes--) {
    const places = placesIn(changed).filter((path) => path.length > 0);
    changed = put(changed, pick(places, random), pick(odd, random));
  }
  return typeof changed === 'object' && changed !== null && !Array.isArray(changed) ? changed : document;
}

const everything = classic({
  use_keyless: false,
  jwt_client_base_field: 'app',
  jwt_default_policies: ['gold', 'silver'],
  jwt_skip_kid: false,
  jwt_jwks_uris: [{ url: keySetUrl, cache_timeout: '5s' }],
  jwt_expires_at_validation_skew: 5,
  jwt_issued_at_validation_skew: 5,
  jwt_not_before_validation_skew: 5,
  scopes: { jwt: { scope_claim_name: 'scope', scope_to_policy: { r: 'gold', w: 'silver' } } },
  base_identity_provided_by: '',
  use_standard_auth: false,
  strip_auth_data: true,
  enable_context_vars: true,
  global_rate_limit: { rate: 1000, per: 1 },
  session_lifetime: 5,
  expiration: '',
  auth: { auth_header_name: '', use_param: false },
  auth_configs: {
    jwt: {
      auth_header_name: 'Authorization',
      use_param: true,
      param_name: 'jwt',
      use_cookie: true,
      cookie_name: 'jwt',
    },
  },
  definition: { enabled: false, location: 'header', key: 'X-Version', strip_path: true, url_versioning_pattern: 'v.*' },
  version_data: {
    not_versioned: true,
    default_version: 'Default',
    versions: {
      Default: {
        name: 'Default',
        expires: '2099-01-01 00:00',
        use_extended_paths: true,
        paths: { ignored: ['/free'], white_list: [], black_list: ['/bad'] },
        extended_paths: {
          ignored: [{ path: '/free', method: 'GET', ignore_case: true }],
          black_list: [
            { path: '/bad', method: 'GET', method_actions: { GET: { action: 'reply', code: 200, data: 'x' } } },
          ],
          transform_headers: [{ path: '/get', method: 'GET', add_headers: { 'X-A': '$tyk_context.jwt_claims_sub' } }],
        },
        global_headers: { 'X-B': '$tyk_context.jwt_claims_x $tyk_meta.y $tyk_context.headers' },
        global_headers_remove: ['X-C'],
      },
    },
  },
});

const everyRule = oas(
  {
    jwksURIs: [],
    subjectClaims: ['user', 'sub'],
    basePolicyClaims: ['pol'],
    scopes: { claims: ['scope'], claimName: 'scp', scopeToPolicyMapping: [{ scope: 'r', policyId: 'gold' }] },
    defaultPolicies: ['gold'],
    allowedIssuers: ['me'],
    allowedAudiences: ['you'],
    allowedSubjects: ['ann'],
    jtiValidation: { enabled: true },
    customClaimValidation: {
      role: { type: 'contains', allowedValues: ['a', 5, null, [], {}], nonBlocking: true },
      'a.b': { type: 'exact_match', allowedValues: [1] },
    },
  },
  {
    stripAuthorizationData: true,
    baseIdentityProvider: 'jwt_claim',
    customKeyLifetime: { enabled: true, value: '5s' },
  },
  {
    contextVariables: { enabled: true },
    transformRequestHeaders: { enabled: true, add: [{ name: 'X', value: '$tyk_context.token' }] },
  },
);

const everyLimit = policy({
  throttle_interval: 0,
  throttle_retry_limit: 0,
  max_query_depth: 1,
  key_expires_in: 5,
  partitions: { acl: false, quota: false, rate_limit: false, complexity: false, per_api: false },
  tags: ['t'],
  meta_data: { a: 1 },
  smoothing: { enabled: true, threshold: 1 },
  access_rights: rights({
    allowed_urls: [{ url: '/*', methods: ['GET'] }],
    limit: { rate: 5, per: 5, quota_max: 5, quota_renewal_rate: 5 },
    endpoints: [{ path: '/get', methods: [{ name: 'GET', limit: { rate: 5, per: 5 } }] }],
  }),
});

const everyClaim = claims({
  iat: now,
  nbf: now,
  iss: 'me',
  aud: ['you'],
  jti: '1',
  scope: 'r w',
  role: 'a',
  a: { b: 1 },
  app: 'key',
  cid: 'x',
  user: 'ann',
  x: [1, 'y', null],
});

/** The gateway with what it could read of these; a definition that the reader refuses is left out. */
function gatewayOf(world: StillWorld, api: JsonObject, policies: readonly JsonObject[]): Gateway {
  const gateway = new Gateway(world);
  const sources: ApiSource[] = [];
  const text = JSON.stringify(api);
  if ('openapi' in api) {
    const document = readOas(text);
    if (document.ok) sources.push({ definition: toClassic(document.value), oas: document.value, version: text });
  } else {
    const definition = readClassic(text);
    if (definition.ok) sources.push({ definition: definition.value, oas: null, version: text });
  }
  const read: Policy[] = [];
  for (const one of policies) {
    const decoded = readPolicy(JSON.stringify(one));
    if (decoded.ok) read.push(decoded.value);
  }
  gateway.load(sources, read);
  return gateway;
}

/** Asks, and gives the status; `cut` where the connection was cut. What is refused must not have reached the upstream. */
async function ask(gateway: Gateway, world: StillWorld, request: GatewayRequest): Promise<string> {
  const before = world.reached.length;
  const exchange = await gateway.handle(request);
  const refused = exchange.trace.some(({ step, refusal }) => refusal !== undefined && step !== 'upstream');
  if (refused) expect(world.reached).toHaveLength(before);
  expect(() => structuredClone(exchange)).not.toThrow();
  return exchange.response === null ? 'cut' : String(exchange.response.status);
}

const rounds = 500;

/** Asks twice with each of many disturbed worlds, and counts the statuses. */
async function storm(
  seed: number,
  make: (random: Random) => Promise<{ api: JsonObject; policies: readonly JsonObject[]; bearer: string }>,
): Promise<Set<string>> {
  const random = seeded(seed);
  const seen = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const { api, policies, bearer } = await make(random);
    const world = new StillWorld();
    world.keySets.set(keySetUrl, {
      kind: 'answer',
      status: 200,
      headers: [],
      body: JSON.stringify(disturbed({ keys: [octJwk('k', secret), rsaJwk('r')] }, random, 2)),
    });
    const gateway = gatewayOf(world, api, policies);
    const headers: Header[] = [['Authorization', `Bearer ${bearer}`]];
    for (const path of ['/a/get', '/a/get?jwt=x']) {
      try {
        seen.add(await ask(gateway, world, { method: 'GET', path, headers }));
      } catch (problem) {
        const given = JSON.stringify({ api, policies, bearer, path });
        throw new Error(`round ${String(round)} threw, given ${given}`, { cause: problem });
      }
    }
  }
  return seen;
}

const good = await token(everyClaim, { kid: 'k' });

test('odd values in a classic definition and its policies never make the gateway throw', async () => {
  const seen = await storm(1, (random) =>
    Promise.resolve({
      api: disturbed(everything, random, 4),
      policies: [disturbed(everyLimit, random, 3), disturbed(policy({ id: 'silver' }), random, 2)],
      bearer: good,
    }),
  );
  expect([...seen]).toEqual(expect.arrayContaining(['200', '403', '404', '500']));
});

test('odd values in an OAS definition never make the gateway throw', async () => {
  const seen = await storm(2, (random) =>
    Promise.resolve({ api: disturbed(everyRule, random, 4), policies: [everyLimit], bearer: good }),
  );
  expect([...seen]).toEqual(expect.arrayContaining(['200', '401', '403', '404']));
});

test('odd claims and header members never make the gateway throw', async () => {
  const seen = await storm(3, async (random) => ({
    api: random(2) === 0 ? everything : everyRule,
    policies: [everyLimit, policy({ id: 'silver' })],
    bearer: await token(disturbed(everyClaim, random, 6), {
      ...disturbed({ kid: 'k', typ: 'JWT' }, random, 2),
      alg: 'HS256',
    }),
  }));
  expect([...seen]).toEqual(expect.arrayContaining(['200', '401', '403', 'cut']));
});

test('odd key sets never make the gateway throw', async () => {
  const seen = await storm(4, (random) =>
    Promise.resolve({
      api: { ...everything, jwt_source: random(2) === 0 ? keySetUrl : base64(keySetUrl) },
      policies: [everyLimit, policy({ id: 'silver' })],
      bearer: good,
    }),
  );
  expect([...seen].sort()).toEqual(['200', '403']);
});

test.each([
  '',
  'null',
  '[]',
  '{',
  '{"keys":{}}',
  '{"keys":[null]}',
  '<html>',
  '\u0000',
  '{"keys":[{"kty":5}]}',
  '['.repeat(20_000),
])('a key set %.20j is refused, not thrown at', async (body) => {
  const world = new StillWorld();
  world.keySets.set(keySetUrl, { kind: 'answer', status: 200, headers: [], body });
  const gateway = gatewayOf(world, classic({ jwt_source: base64(keySetUrl) }), [policy()]);
  const headers: Header[] = [['Authorization', good]];
  expect(await ask(gateway, world, { method: 'GET', path: '/a/', headers })).toBe('403');
});

test('odd requests never make the gateway throw', async () => {
  const random = seeded(5);
  const texts = odd.filter((value) => typeof value === 'string');
  const world = new StillWorld();
  const gateways = [
    gatewayOf(world, everything, [everyLimit, policy({ id: 'silver' })]),
    gatewayOf(world, classic({ use_keyless: true, enable_context_vars: true }), []),
  ];
  const seen = new Set<string>();
  const names = [
    'Authorization',
    'Cookie',
    'Host',
    'Connection',
    'Content-Type',
    'X-Forwarded-For',
    'X-Real-Ip',
    'Te',
    '',
  ];
  for (let round = 0; round < 2000; round++) {
    const text = () => pick(texts, random);
    const request: GatewayRequest = {
      method: pick(['GET', 'POST', 'HEAD', 'PROPFIND', '', 'get', 'A B'], random),
      path: pick(
        ['/a/get', `/a/${text()}`, `/a/get?${text()}=${text()}&jwt=${good}`, text(), '//', '/a/%2F', '*'],
        random,
      ),
      headers: [
        ['Authorization', pick([good, text()], random)],
        [pick([...names, text()], random), text()],
        [pick(names, random), `${text()};${text()}=${text()}`],
      ],
      ...(random(2) === 0 ? { body: text() } : {}),
    };
    try {
      seen.add(await ask(pick(gateways, random), world, request));
    } catch (problem) {
      throw new Error(`threw, given ${JSON.stringify(request)}`, { cause: problem });
    }
  }
  expect([...seen]).toEqual(expect.arrayContaining(['200', '301', '400', '403', '404']));
});
