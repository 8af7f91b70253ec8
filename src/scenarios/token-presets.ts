/**
 * Tokens to begin with: those of the guide, and what well-known issuers write. Their times follow the gateway's clock.
 */
import type { JsonValue } from '../go/json';
import { decodeRawUrl, encodeRawUrl, withoutPadding } from '../go/base64';
import type { RefusalCode } from '../gateway/refusals';
import type { LoadedApi } from '../gateway/loaded-api';
import { loadDocuments } from '../workspace/evaluate';
import { memberAt, setMember, type JsonPath } from '../workspace/json-edit';
import { algorithmOf, fittingKey } from '../workspace/signing';
import { freshId, type NamedKey, type Workspace } from '../workspace/workspace';

export interface TokenPreset {
  readonly id: string;
  readonly group: 'Guide' | 'Auth0' | 'Keycloak' | 'Samples';
  readonly title: string;
  /** One sentence: what it is, or what an API needs for it. */
  readonly about: string;
  readonly header: string;
  readonly payload: string;
  /** Where the payload names its policy. */
  readonly policy?: JsonPath;
  /** A secret that the token is known for. */
  readonly secret?: { readonly name: string; readonly text: string };
  /** Members of the guide's API, besides method and key, with which the token passes. */
  readonly api: Readonly<Record<string, JsonValue>>;
  /** What the guide's API as it is says, when the token is signed with a key that fits; `null`: it passes. */
  readonly expects: RefusalCode | null;
}

const text = (value: JsonValue): string => JSON.stringify(value, null, 2);
const hs256 = text({ alg: 'HS256', typ: 'JWT' });
const audience = 'https://orders.example/api';
const auth0Header = text({ alg: 'RS256', typ: 'JWT', kid: 'Xm3pLkq8TzVwY1cR5uJ0a' });
const keycloakHeader = text({ alg: 'RS256', typ: 'JWT', kid: 'Jv4hQm2XtW9sKc7bNf1yZrLd8eUoGpAi3VwRqTkB6xE' });
const keycloakIssuer = 'https://keycloak.test/realms/orders';

/** Every preset, in the order of the menu. */
export const tokenPresets: readonly TokenPreset[] = [
  {
    id: 'guide-hmac',
    group: 'Guide',
    title: 'Guide: HMAC',
    about: 'The token of step 5, signed with the shared secret.',
    header: hs256,
    payload: text({ sub: '1234567890', name: 'John Doe', pol: 'gold', iat: 1516239022 }),
    policy: ['pol'],
    api: {},
    expects: null,
  },
  {
    id: 'guide-rsa',
    group: 'Guide',
    title: 'Guide: RSA',
    about: 'The same, signed with a private RSA key. The API needs RSA public key as its signing method.',
    header: text({ alg: 'RS256', typ: 'JWT' }),
    payload: text({ sub: '1234567890', name: 'John Doe', pol: 'gold', iat: 1516239022 }),
    policy: ['pol'],
    api: {},
    expects: 'signing_method_unexpected',
  },
  {
    id: 'guide-scopes',
    group: 'Guide',
    title: 'With scopes',
    about: 'The token of Scope to Policy Mapping. The API needs jwt_scope_to_policy_mapping.',
    header: hs256,
    payload: text({ sub: '1234567890', name: 'John Doe', scope: 'admin developer', iat: 'now', exp: 'now + 1 h' }),
    api: { jwt_scope_to_policy_mapping: { admin: 'gold', developer: 'gold' }, jwt_scope_claim_name: 'scope' },
    expects: 'policy_missing',
  },
  {
    id: 'auth0-machine',
    group: 'Auth0',
    title: 'Auth0 machine-to-machine',
    about: 'An access token of the client credentials grant. It names no policy: the API needs a default one.',
    header: auth0Header,
    payload: text({
      iss: 'https://your-tenant.auth0.test/',
      sub: 'kT7vR2mQxW9bZ4nLcJ1yFh6sDgUe8aPo@clients',
      aud: audience,
      iat: 'now',
      exp: 'now + 1 d',
      scope: 'read:orders write:orders',
      gty: 'client-credentials',
      azp: 'kT7vR2mQxW9bZ4nLcJ1yFh6sDgUe8aPo',
    }),
    api: { jwt_default_policies: ['gold'] },
    expects: 'signing_method_unexpected',
  },
  {
    id: 'auth0-user',
    group: 'Auth0',
    title: 'Auth0 user',
    about: 'A person’s access token. An Action adds the policy, under a name that Auth0 lets through.',
    header: auth0Header,
    payload: text({
      [`${audience}/policy`]: 'gold',
      iss: 'https://your-tenant.auth0.test/',
      sub: 'auth0|65f1c0a2b7d94e3c8a1f2e6d',
      aud: [audience, 'https://your-tenant.auth0.test/userinfo'],
      iat: 'now',
      exp: 'now + 1 d',
      scope: 'openid profile email read:orders',
      azp: 'P9wYc3LrVf6tNq1XbM8kJz5hGd2sUe7a',
      permissions: ['read:orders'],
    }),
    policy: [`${audience}/policy`],
    api: { jwt_policy_field_name: `${audience}/policy` },
    expects: 'signing_method_unexpected',
  },
  {
    id: 'keycloak-client',
    group: 'Keycloak',
    title: 'Keycloak client',
    about: 'A service account’s access token. A mapper of the client adds pol.',
    header: keycloakHeader,
    payload: text({
      exp: 'now + 5 min',
      iat: 'now',
      jti: 'trrtcc:5f0d6c1e-9a47-4b7e-8c52-1d3e0b9f7a64',
      iss: keycloakIssuer,
      aud: 'account',
      sub: 'b1c7f6de-2f0a-4c8e-9d35-7e6a41c0d958',
      typ: 'Bearer',
      azp: 'orders-service',
      acr: '1',
      'allowed-origins': ['/*'],
      realm_access: { roles: ['default-roles-orders', 'offline_access', 'uma_authorization'] },
      resource_access: { account: { roles: ['manage-account', 'view-profile'] } },
      scope: 'profile email',
      clientHost: '192.0.2.17',
      email_verified: false,
      preferred_username: 'service-account-orders-service',
      clientAddress: '192.0.2.17',
      client_id: 'orders-service',
      pol: 'gold',
    }),
    policy: ['pol'],
    api: {},
    expects: 'signing_method_unexpected',
  },
  {
    id: 'keycloak-user',
    group: 'Keycloak',
    title: 'Keycloak user',
    about: 'A person’s access token, with realm roles. A mapper of the client adds pol.',
    header: keycloakHeader,
    payload: text({
      exp: 'now + 5 min',
      iat: 'now',
      auth_time: 'now - 2 min',
      jti: 'onrtac:0c9a3f58-61de-4e0b-a7f2-94b8d5c3e170',
      iss: keycloakIssuer,
      aud: 'account',
      sub: 'f3a9d2c4-7b61-4e58-8f0c-2d9e6b1a7054',
      typ: 'Bearer',
      azp: 'orders-app',
      sid: '8d4e7b12-c6f0-4a93-b5d8-3e1f9a0c6b27',
      acr: '1',
      'allowed-origins': ['https://orders.example'],
      realm_access: { roles: ['default-roles-orders', 'customer'] },
      resource_access: { account: { roles: ['manage-account', 'view-profile'] } },
      scope: 'openid profile email',
      email_verified: true,
      name: 'Jane Doe',
      preferred_username: 'jane',
      given_name: 'Jane',
      family_name: 'Doe',
      email: 'jane@example.com',
      pol: 'gold',
    }),
    policy: ['pol'],
    api: {},
    expects: 'signing_method_unexpected',
  },
  {
    id: 'jwt-io',
    group: 'Samples',
    title: 'jwt.io sample',
    about: 'What jwt.io shows when it is opened, with its own secret. It names no policy.',
    header: hs256,
    payload: text({ sub: '1234567890', name: 'John Doe', admin: true, iat: 1516239022 }),
    secret: { name: 'jwt.io secret', text: 'a-string-secret-at-least-256-bits-long' },
    api: { jwt_default_policies: ['gold'] },
    expects: 'signature_invalid',
  },
  {
    id: 'nested',
    group: 'Samples',
    title: 'Nested claims',
    about: 'Identity and policy inside objects: the API needs user.id and tyk.policy as its fields.',
    header: hs256,
    payload: text({
      iss: 'https://id.example',
      user: { id: 'u-4711', email: 'jane@example.com', roles: ['customer'] },
      tyk: { policy: 'gold' },
      iat: 'now',
      exp: 'now + 1 h',
    }),
    policy: ['tyk', 'policy'],
    api: { jwt_identity_base_field: 'user.id', jwt_policy_field_name: 'tyk.policy' },
    expects: 'identity_missing',
  },
];

/** The preset's payload with a policy that the workspace has: its own where that is there, else the first. */
function payloadFor(workspace: Workspace, { payload, policy }: TokenPreset): string {
  if (policy === undefined) return payload;
  const ids = loadDocuments(workspace, 'draft').policies.map(({ id }) => id);
  const [first = ''] = ids;
  const own = memberAt(payload, policy);
  return first === '' || (typeof own === 'string' && ids.includes(own)) ? payload : setMember(payload, policy, first);
}

/** Whether the workspace's token is the preset's as it was, whoever signs it. */
export function isPreset(workspace: Workspace, preset: TokenPreset): boolean {
  const { token } = workspace;
  const { header } = preset;
  return (
    token.kind === 'composed' &&
    token.payload === payloadFor(workspace, preset) &&
    memberAt(token.header, ['alg']) === memberAt(header, ['alg']) &&
    memberAt(token.header, ['typ']) === memberAt(header, ['typ'])
  );
}

/**
 * The workspace with a preset's token. It is signed with the preset's own secret, else with the key of the API that the
 * request goes to, else with the first that fits; where there is none it has no key. A kid names the key that signs, if that
 * has one.
 */
export function applyPreset(workspace: Workspace, preset: TokenPreset, api: LoadedApi | null): Workspace {
  const { keys } = workspace;
  const own = preset.secret === undefined ? null : secretKeyOf(preset.secret, keys);
  const known = own === null || keys.includes(own) ? keys : [...keys, own];
  const row = algorithmOf(preset.header);
  const key = own ?? (row === undefined ? null : fittingKey(keys, row, api));
  const named = key !== null && key.kid !== '' && memberAt(preset.header, ['kid']) !== undefined;
  const header = named ? setMember(preset.header, ['kid'], key.kid) : preset.header;
  return {
    ...workspace,
    keys: known,
    token: { kind: 'composed', header, payload: payloadFor(workspace, preset), keyId: key?.id ?? null, fault: null },
  };
}

function secretKeyOf({ name, text: secret }: { name: string; text: string }, keys: readonly NamedKey[]): NamedKey {
  const k = encodeRawUrl(new TextEncoder().encode(secret));
  const known = keys.find(({ jwk }) => {
    const bytes = jwk.kty === 'oct' ? decodeRawUrl(withoutPadding(jwk.k ?? '')) : null;
    return bytes?.ok === true && encodeRawUrl(bytes.bytes) === k;
  });
  return known ?? { id: freshId(), name, kid: '', use: 'sig', jwk: { kty: 'oct', k } };
}
