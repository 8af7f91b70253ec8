/**
 * What the documents of most scenarios have in common, so that each says only what it is about.
 */
import { encodeRawUrl } from '../go/base64';
import type { JsonObject, JsonValue } from '../go/json';

/** Members of an object; one that is undefined is left out. */
type Members = Readonly<Record<string, JsonValue | undefined>>;

function object(members: Members): JsonObject {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** The guide's API as a classic definition: called Orders under /orders/, with the shared secret tyk123, sub and pol. */
export function classicApi(members: Members = {}): JsonObject {
  return object({
    name: 'Orders',
    api_id: 'orders',
    org_id: 'default',
    active: true,
    use_keyless: false,
    version_data: { not_versioned: true, versions: { Default: { name: 'Default' } } },
    proxy: { listen_path: '/orders/', target_url: 'http://httpbin.org', strip_listen_path: true },
    enable_jwt: true,
    jwt_signing_method: 'hmac',
    jwt_source: 'dHlrMTIz',
    jwt_identity_base_field: 'sub',
    jwt_policy_field_name: 'pol',
    ...members,
  });
}

/** A second classic API: Invoices under /invoices/. */
export function invoicesApi(members: Members = {}): JsonObject {
  return classicApi({
    name: 'Invoices',
    api_id: 'invoices',
    proxy: { listen_path: '/invoices/', target_url: 'http://httpbin.org', strip_listen_path: true },
    ...members,
  });
}

/** An API with versions, named by the header X-Version. */
export function versionedApi(versions: JsonObject, members: Members = {}): JsonObject {
  return classicApi({
    definition: { location: 'header', key: 'X-Version' },
    version_data: { not_versioned: false, versions },
    ...members,
  });
}

/** An unversioned API whose one version has these members, such as path lists. */
export function apiWithPaths(version: JsonObject, members: Members = {}): JsonObject {
  return classicApi({
    version_data: { not_versioned: true, versions: { Default: { name: 'Default', ...version } } },
    ...members,
  });
}

/** Where a Tyk OAS document has its JWT scheme. */
export const schemePath = [
  'x-tyk-api-gateway',
  'server',
  'authentication',
  'securitySchemes',
  'jwtAuth',
] as const satisfies readonly string[];

/** The same API as a Tyk OAS document; `scheme` goes into its JWT scheme, `extension` beside server and upstream, `root` beside paths. */
export function oasApi(scheme: Members = {}, extension: Members = {}, root: Members = {}): JsonObject {
  return object({
    openapi: '3.0.3',
    info: { title: 'Orders', version: '1.0.0' },
    paths: {},
    components: { securitySchemes: { jwtAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    security: [{ jwtAuth: [] }],
    'x-tyk-api-gateway': object({
      info: { id: 'orders', orgId: 'default', name: 'Orders', state: { active: true } },
      upstream: { url: 'http://httpbin.org' },
      server: {
        listenPath: { value: '/orders/', strip: true },
        authentication: {
          enabled: true,
          securitySchemes: {
            jwtAuth: object({
              enabled: true,
              header: { enabled: true, name: 'Authorization' },
              source: 'dHlrMTIz',
              signingMethod: 'hmac',
              identityBaseField: 'sub',
              policyFieldName: 'pol',
              ...scheme,
            }),
          },
        },
      },
      middleware: { global: { trafficLogs: { enabled: true } } },
      ...extension,
    }),
    ...root,
  });
}

/** What a policy grants: APIs by their ids, each with more members such as `allowed_urls`. */
export function grants(apis: Readonly<Record<string, Members>>): JsonObject {
  return Object.fromEntries(
    Object.entries(apis).map(([id, members]) => {
      const name = id.charAt(0).toUpperCase() + id.slice(1);
      return [id, object({ api_id: id, api_name: name, versions: ['Default'], ...members })];
    }),
  );
}

/** The guide's policy: Gold, for Orders, a thousand calls a minute. */
export function policy(members: Members = {}): JsonObject {
  return object({
    id: 'gold',
    name: 'Gold',
    org_id: 'default',
    active: true,
    rate: 1000,
    per: 60,
    quota_max: -1,
    quota_renewal_rate: 3600,
    access_rights: grants({ orders: {} }),
    ...members,
  });
}

/** The guide's claims, issued now, for five minutes; one that is undefined is left out. */
export function claims(members: Members = {}): JsonObject {
  return object({
    sub: '1234567890',
    name: 'John Doe',
    pol: 'gold',
    iat: 'now',
    exp: 'now + 5 min',
    ...members,
  });
}

/** A token put together from its parts, without a valid signature: for what nobody would sign. */
export function encodedToken(header: JsonObject, payload: JsonObject, signature: string): string {
  const part = (value: JsonObject): string => encodeRawUrl(new TextEncoder().encode(JSON.stringify(value)));
  return `${part(header)}.${part(payload)}.${signature}`;
}

/** The request gets through, and the upstream answers 200. */
export const passes = { status: 200, code: null } as const;
