/** The setup guide's first example: an API that takes tokens signed with a shared secret (option 1), and a policy named by the token. */
import { emptyWorkspace, freshId, newDocument, type NamedKey, type Workspace } from '../workspace/workspace';

const definition = {
  name: 'Orders',
  slug: 'orders',
  api_id: 'orders',
  org_id: 'default',
  active: true,
  use_keyless: false,
  definition: { location: 'header', key: 'version' },
  auth: { auth_header_name: 'Authorization' },
  version_data: { not_versioned: true, versions: { Default: { name: 'Default', use_extended_paths: true } } },
  proxy: { listen_path: '/orders/', target_url: 'http://httpbin.org', strip_listen_path: true },
  enable_jwt: true,
  jwt_signing_method: 'hmac',
  jwt_source: 'dHlrMTIz',
  jwt_identity_base_field: 'sub',
  jwt_policy_field_name: 'pol',
};

const policy = {
  id: 'gold',
  name: 'Gold',
  org_id: 'default',
  active: true,
  rate: 1000,
  per: 60,
  quota_max: -1,
  quota_renewal_rate: 3600,
  access_rights: { orders: { api_id: 'orders', api_name: 'Orders', versions: ['Default'] } },
};

const payload = { sub: '1234567890', name: 'John Doe', pol: 'gold', iat: 1516239022 };

const text = (value: unknown): string => JSON.stringify(value, null, 2);

/** The example's texts, as a person would type them. */
export const guideHmac = { definition: text(definition), policy: text(policy), payload: text(payload) } as const;

/** The example as a workspace: everything is saved, and the request is answered 200. */
export function guideHmacWorkspace(): Workspace {
  const empty = emptyWorkspace();
  const key: NamedKey = {
    id: freshId(),
    name: 'Shared secret',
    kid: '',
    use: 'sig',
    jwk: { kty: 'oct', k: 'dHlrMTIz' },
  };
  return {
    ...empty,
    apis: [newDocument(guideHmac.definition, guideHmac.definition)],
    policies: [newDocument(guideHmac.policy, guideHmac.policy)],
    keys: [key],
    token: {
      kind: 'composed',
      header: text({ alg: 'HS256', typ: 'JWT' }),
      payload: guideHmac.payload,
      keyId: key.id,
      fault: null,
    },
    request: { ...empty.request, path: '/orders/get' },
  };
}
