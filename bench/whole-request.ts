/**
 * How long a whole request through the gateway core takes, beside bare `jose.jwtVerify` of the same token with the same key.
 * Runs in Node and in the browser alike.
 */
import { exportSPKI, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { putDefinition, putPolicy, emptyCatalogue, sourcesOf } from '../src/gateway/admin/catalogue';
import '../src/gateway/all-parts';
import { Gateway } from '../src/gateway/gateway';
import type { GatewayRequest, Surroundings } from '../src/gateway/outcome';

/** Microseconds for one call, the best of several rounds. */
export interface Row {
  readonly algorithm: string;
  readonly jose: number;
  readonly gateway: number;
}

const surroundings: Surroundings = {
  now: () => Date.now(),
  wait: () => Promise.resolve(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  fetchKeySet: () => Promise.resolve({ kind: 'failed', error: 'not here' }),
  upstream: () =>
    Promise.resolve({
      kind: 'answer',
      response: { status: 200, headers: [['Content-Type', 'application/json']], body: '{"upstream":"reached"}' },
    }),
};

const policy = {
  id: 'gold',
  org_id: 'bench',
  rate: 1e9,
  per: 60,
  quota_max: -1,
  quota_renewal_rate: 3600,
  access_rights: { bench: { api_id: 'bench', api_name: 'bench', versions: ['Default'] } },
  partitions: {},
};

/** A gateway with one API and one policy, as the guide makes them; the rate is counted. */
function gatewayWith(method: string, source: string): Gateway {
  const catalogue = emptyCatalogue();
  const api = {
    api_id: 'bench',
    org_id: 'bench',
    name: 'bench',
    enable_jwt: true,
    jwt_signing_method: method,
    jwt_source: btoa(source),
    jwt_identity_base_field: 'sub',
    jwt_policy_field_name: 'pol',
    version_data: { not_versioned: true, versions: { Default: { name: 'Default', use_extended_paths: true } } },
    proxy: { listen_path: '/bench/', target_url: 'https://upstream.test/', strip_listen_path: true },
  };
  putDefinition(catalogue, 'classic', JSON.stringify(api));
  putPolicy(catalogue, JSON.stringify(policy));
  const gateway = new Gateway(surroundings);
  const { apis, policies } = sourcesOf(catalogue);
  gateway.load(apis, policies);
  return gateway;
}

/** Microseconds of one call in a round that takes about `milliseconds`. */
async function round(call: () => Promise<unknown>, milliseconds: number): Promise<number> {
  const start = performance.now();
  let calls = 0;
  let now = start;
  while (now - start < milliseconds) {
    for (let at = 0; at < 20; at++) await call();
    calls += 20;
    now = performance.now();
  }
  return ((now - start) * 1000) / calls;
}

/** The two sides for an algorithm: jose alone, and the whole request, which is checked to be answered 200. */
async function setUp(algorithm: string): Promise<{ jose: () => Promise<unknown>; whole: () => Promise<unknown> }> {
  const secret = new TextEncoder().encode('a secret that is long enough for jose to like it: 64 bytes of it');
  const pair = algorithm === 'HS256' ? null : await generateKeyPair(algorithm, { extractable: true });
  const claims = { sub: 'user-1', name: 'John Doe', pol: 'gold', iss: 'https://idp.test/' };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(pair === null ? secret : pair.privateKey);
  const method = algorithm === 'HS256' ? 'hmac' : algorithm === 'RS256' ? 'rsa' : 'ecdsa';
  const gateway = gatewayWith(
    method,
    pair === null ? new TextDecoder().decode(secret) : await exportSPKI(pair.publicKey),
  );
  const request: GatewayRequest = {
    method: 'GET',
    path: '/bench/get',
    headers: [
      ['Host', 'gateway.test'],
      ['Authorization', `Bearer ${token}`],
    ],
  };
  const first = await gateway.handle(request);
  if (first.response?.status !== 200)
    throw new Error(`the request to be measured is answered ${first.response?.body ?? ''}`);

  const key = pair === null ? secret : pair.publicKey;
  return { jose: () => jwtVerify(token, key), whole: () => gateway.handle(request) };
}

async function measure(algorithm: string, rounds: number, milliseconds: number): Promise<Row> {
  const { jose, whole } = await setUp(algorithm);
  let best: Row = { algorithm, jose: Infinity, gateway: Infinity };
  for (let at = 0; at < rounds; at++) {
    best = {
      algorithm,
      jose: Math.min(best.jose, await round(jose, milliseconds)),
      gateway: Math.min(best.gateway, await round(whole, milliseconds)),
    };
  }
  return best;
}

/** Measures HS256, RS256 and ES256, taking turns between the two sides. */
export async function benchWholeRequests(rounds = 30, milliseconds = 60): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const algorithm of ['HS256', 'RS256', 'ES256']) rows.push(await measure(algorithm, rounds, milliseconds));
  return rows;
}
