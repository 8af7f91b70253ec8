/**
 * A gateway in a world that stands still, and short ways to make what goes into it:
 * an API, a policy, a token, a request.
 */
import { createPublicKey } from 'node:crypto';
import { expect } from 'vitest';
import { emptyCatalogue, putDefinition, putPolicy, sourcesOf } from '../../src/gateway/admin/catalogue';
import { readSession } from '../../src/gateway/definition/session';
import type { SkippedApi } from '../../src/gateway/gateway';
import { Gateway } from '../../src/gateway/gateway';
import { addKey } from '../../src/gateway/key-admin';
import type {
  Exchange,
  GatewayRequest,
  Header,
  KeySetAnswer,
  LogLine,
  Refusal,
  Surroundings,
  TraceRow,
  UpstreamAnswer,
  UpstreamRequest,
} from '../../src/gateway/outcome';
import type { RefusalCode } from '../../src/gateway/refusals';
import { encodeStd } from '../../src/go/base64';
import { isObject, type JsonObject, type JsonValue } from '../../src/go/json';
import { secretKey } from '../../src/keys/key';
import { type SigningKey, signToken } from '../../src/tokens/sign';
import { rsa2048, rsa2048Private } from '../keys/fixtures';

/** The second in which every test begins: 2026-09-21T14:13:20Z. */
export const now = 1_790_000_000;

export const orgId = 'org1';
export const apiId = 'api1';
export const keySetUrl = 'http://idp.test/jwks.json';

const utf8 = new TextEncoder();

/** Text as the base64 that `jwt_source` wants. */
export function base64(text: string): string {
  return encodeStd(utf8.encode(text));
}

/** The secret that tokens are signed with when nothing else is said. */
export const secret = 'a secret for tests';
const secretSource = base64(secret);

export const rsaSource = base64(rsa2048);
export const rsaSigner: SigningKey = { kind: 'pem', text: rsa2048Private };

/** The RSA key as a member of a key set. */
export function rsaJwk(kid: string): JsonObject {
  const { kty = '', n = '', e = '' } = createPublicKey(rsa2048).export({ format: 'jwk' });
  return { kid, kty, n, e };
}

/** A key of a set that holds a secret. */
export function octJwk(kid: string, text: string): JsonObject {
  return { kid, kty: 'oct', k: base64(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') };
}

/** A classic definition: HMAC, the secret above, identity in `sub`, policy in `pol`. */
export function classic(changes: JsonObject = {}): JsonObject {
  return {
    api_id: apiId,
    org_id: orgId,
    name: 'Test',
    active: true,
    enable_jwt: true,
    jwt_signing_method: 'hmac',
    jwt_source: secretSource,
    jwt_identity_base_field: 'sub',
    jwt_policy_field_name: 'pol',
    auth_configs: { jwt: {} },
    proxy: { listen_path: '/a/', strip_listen_path: true, target_url: 'http://upstream.test/' },
    version_data: { not_versioned: true, versions: { Default: { name: 'Default' } } },
    ...changes,
  };
}

/** A classic definition with several versions, asked for in the header `X-Version`. */
export function versioned(versions: JsonObject, changes: JsonObject = {}, data: JsonObject = {}): JsonObject {
  return classic({
    definition: { location: 'header', key: 'X-Version' },
    version_data: { not_versioned: false, versions, ...data },
    ...changes,
  });
}

/** A Tyk OAS definition with these members in its JWT scheme, and these in its authentication. */
export function oas(scheme: JsonObject = {}, authentication: JsonObject = {}, middleware: JsonObject = {}): JsonObject {
  const jwtAuth = {
    enabled: true,
    header: { enabled: true, name: 'Authorization' },
    source: secretSource,
    signingMethod: 'hmac',
    identityBaseField: 'sub',
    policyFieldName: 'pol',
    ...scheme,
  };
  return {
    openapi: '3.0.3',
    info: { title: 'Test', version: '1' },
    paths: {},
    components: { securitySchemes: { jwtAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    security: [{ jwtAuth: [] }],
    'x-tyk-api-gateway': {
      info: { id: apiId, orgId, name: 'Test', state: { active: true } },
      upstream: { url: 'http://upstream.test/' },
      server: {
        listenPath: { value: '/a/', strip: true },
        authentication: { enabled: true, securitySchemes: { jwtAuth }, ...authentication },
      },
      middleware: { global: { trafficLogs: { enabled: true }, ...middleware } },
    },
  };
}

/** The rights to the API above, with these members. */
export function rights(changes: JsonObject = {}, api = apiId): JsonObject {
  return { [api]: { api_id: api, api_name: 'Test', versions: ['Default'], ...changes } };
}

/** A policy that grants the API above without limits. */
export function policy(changes: JsonObject = {}): JsonObject {
  return {
    id: 'gold',
    org_id: orgId,
    rate: 1000,
    per: 60,
    quota_max: -1,
    quota_renewal_rate: 3600,
    access_rights: rights(),
    ...changes,
  };
}

/** The claims of a token that passes. */
export function claims(changes: JsonObject = {}): JsonObject {
  return { sub: 'ann', pol: 'gold', exp: now + 600, ...changes };
}

/** A signed token; by default HS256 with the secret above. */
export async function token(
  payload: JsonObject = claims(),
  header: JsonObject = {},
  key: SigningKey | string = secret,
): Promise<string> {
  const signer = typeof key === 'string' ? secretKey(utf8.encode(key)) : key;
  const signed = await signToken({ alg: 'HS256', typ: 'JWT', ...header }, payload, signer);
  if (!signed.ok) throw new Error(signed.problem.message);
  return signed.token;
}

/** A key set as its URL answers it. */
export function keySet(...keys: readonly JsonValue[]): KeySetAnswer {
  return { kind: 'answer', status: 200, headers: [], body: JSON.stringify({ keys }) };
}

/** What stands around the gateway. Its clock moves only when a test, or a held request, moves it. */
export class StillWorld implements Surroundings {
  milliseconds = now * 1000;
  readonly keySets = new Map<string, KeySetAnswer>();
  /** URLs of key sets, in the order they were asked for. */
  readonly fetched: string[] = [];
  /** What the upstream received. */
  readonly reached: { readonly url: string; readonly request: UpstreamRequest }[] = [];
  readonly waited: number[] = [];
  /** What the upstream answers. */
  reply: UpstreamAnswer = { kind: 'answer', response: { status: 200, headers: [['X-Own', 'yes']], body: 'reached' } };

  now(): number {
    return this.milliseconds;
  }

  wait(milliseconds: number): Promise<void> {
    this.waited.push(milliseconds);
    this.milliseconds += milliseconds;
    return Promise.resolve();
  }

  random(bytes: number): Uint8Array {
    return Uint8Array.from({ length: bytes }, (_, at) => at);
  }

  fetchKeySet(url: string): Promise<KeySetAnswer> {
    this.fetched.push(url);
    return Promise.resolve(
      this.keySets.get(url) ?? { kind: 'failed', error: 'dial tcp 127.0.0.1:9: connect: connection refused' },
    );
  }

  upstream(url: string, request: UpstreamRequest): Promise<UpstreamAnswer> {
    this.reached.push({ url, request });
    return Promise.resolve(this.reply);
  }
}

/** What an exchange came of. */
export interface Documents {
  readonly gateway: Gateway;
  /** The token that was sent, wherever it stood. */
  readonly bearer: string | null;
}

const documents = new WeakMap<Exchange, Documents>();

/** The documents that the facts of an exchange point into. */
export function documentsOf(exchange: Exchange): Documents {
  const known = documents.get(exchange);
  if (known === undefined) throw new Error('the exchange is of no scene');
  return known;
}

/** A gateway with APIs and policies in force, and the world around it. */
export class Scene {
  readonly world: StillWorld;
  readonly gateway: Gateway;
  readonly #saved = emptyCatalogue();

  constructor(
    apis: readonly (JsonObject | string)[] = [classic()],
    policies: readonly JsonObject[] = [policy()],
    world = new StillWorld(),
  ) {
    this.world = world;
    this.gateway = new Gateway(world);
    this.change(apis, policies);
  }

  /** Saves these and reloads; policies of other ids stay. An API may be given as text, for what JSON.stringify cannot write. */
  change(apis: readonly (JsonObject | string)[], policies: readonly JsonObject[] = []): readonly SkippedApi[] {
    for (const api of apis) {
      const text = typeof api === 'string' ? api : JSON.stringify(api);
      must(putDefinition(this.#saved, text.includes('"openapi"') ? 'oas' : 'classic', text));
    }
    for (const one of policies) must(putPolicy(this.#saved, JSON.stringify(one)));
    return this.#reload();
  }

  /** Deletes a policy and reloads. */
  dropPolicy(id: string): void {
    this.#saved.policies.delete(id);
    this.#reload();
  }

  /** A Tyk key of this name, as an admin makes it. */
  addKey(name: string, session: JsonObject): void {
    const read = must(readSession(JSON.stringify({ org_id: orgId, access_rights: rights(), ...session })));
    expect(addKey(this.gateway.world, this.gateway, name, read)).toMatchObject({ ok: true });
  }

  #reload(): readonly SkippedApi[] {
    const { apis, policies } = sourcesOf(this.#saved);
    return this.gateway.load(apis, policies);
  }

  /** Lets seconds pass. */
  later(seconds: number): void {
    this.world.milliseconds += seconds * 1000;
  }

  /** A request with the token in `Authorization`; without one where the token is `null`. */
  async ask(bearer: string | null, path = '/a/get', more: Partial<GatewayRequest> = {}): Promise<Exchange> {
    const own: Header[] = bearer === null ? [] : [['Authorization', `Bearer ${bearer}`]];
    const headers: Header[] = [['Host', 'gateway.test'], ...own, ...(more.headers ?? [])];
    const exchange = await this.gateway.handle({ method: 'GET', path, ...more, headers });
    const sent = /ey[\w-]+\.[\w-]+\.[\w-]*/.exec(bearer ?? [path, ...headers.flat()].join(' '))?.[0];
    documents.set(exchange, { gateway: this.gateway, bearer: sent ?? null });
    return exchange;
  }

  /** Asks with a token of these claims. */
  async askAs(payload: JsonObject = claims(), path?: string, more?: Partial<GatewayRequest>): Promise<Exchange> {
    return this.ask(await token(payload), path, more);
  }
}

function must<T>(decoded: { ok: true; value: T } | { ok: false; error: string }): T {
  if (!decoded.ok) throw new Error(decoded.error);
  return decoded.value;
}

/** The refusal in the trace, if there is one. */
export function refusalIn({ trace }: Exchange): Refusal | undefined {
  return trace.find(({ refusal }) => refusal !== undefined)?.refusal;
}

/** The request was answered by the upstream; gives what that received. */
export function expectPassed(exchange: Exchange): UpstreamRequest {
  expect(refusalIn(exchange)).toBeUndefined();
  expect(exchange.response?.status).toBe(200);
  const { upstream } = exchange;
  if (upstream === null) throw new Error('a request that passes reaches the upstream');
  return upstream;
}

/** The request was refused: the code in the trace, status and message in the answer, and nothing for the upstream. */
export function expectRefused(exchange: Exchange, code: RefusalCode, status: number, message: string): void {
  expect(refusalIn(exchange)).toEqual({ code, status, message });
  expect(exchange.response?.status).toBe(status);
  expect(exchange.response?.body).toContain(message);
  expect(exchange.upstream).toBeNull();
}

/** The row of a step. */
export function row({ trace }: Exchange, step: string): TraceRow {
  const found = trace.find((one) => one.step === step);
  if (found === undefined) throw new Error(`there is no row ${step}`);
  return found;
}

/** The lines above debug, as level and message. */
export function told({ log }: Exchange): string[] {
  return log.filter(({ level }) => level !== 'debug').map(({ level, message }) => `${level} ${message}`);
}

/** The access log's line. */
export function accessLine({ log }: Exchange): LogLine | undefined {
  return log.find((line) => line['prefix'] === 'access-log');
}

/** The first value of a header in a list of headers. */
export function headerOf(headers: readonly Header[] | undefined, name: string): string | undefined {
  return headers?.find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];
}

/** A member of a nested object, for tests that look into documents. */
export function member(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  let at = value;
  for (const name of path) {
    if (Array.isArray(at)) at = at[Number(name)];
    else at = isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  }
  return at;
}

/** Numbers that look random and are the same in every run (mulberry32): each call gives one below `limit`. */
export function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}
