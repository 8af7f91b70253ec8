/** A way to every refusal: a request that meets it. */
import type { Exchange } from '../../src/gateway/outcome';
import type { RefusalCode } from '../../src/gateway/refusals';
import {
  StillWorld,
  Scene,
  base64,
  claims,
  classic,
  keySet,
  keySetUrl,
  now,
  oas,
  policy,
  rights,
  token,
  versioned,
} from './build';

interface Way {
  readonly status: number;
  readonly message: string;
  readonly meet: () => Promise<Exchange>;
}

/** A world whose clock jumps an hour once it was looked at `looks` times. */
class JumpingWorld extends StillWorld {
  looks = Infinity;

  override now(): number {
    return super.now() + (this.looks-- <= 0 ? 3_600_000 : 0);
  }
}

const other = policy({ id: 'other', access_rights: {} });
const scoped = { scopes: { jwt: { scope_claim_name: 'scope', scope_to_policy: { read: 'gold', none: 'other' } } } };
const without = (name: string) => Object.fromEntries(Object.entries(claims()).filter(([one]) => one !== name));
const keyless = 'Key not authorized';
const odd = (header: string, payload = '{"sub":"ann"}') =>
  [header, payload, 'x'].map((part) => base64(part).replace(/=+$/, '')).join('.');

async function twice(scene: Scene, first: string, second: string): Promise<Exchange> {
  await scene.ask(first);
  return scene.ask(second);
}

/** For every refusal a way to it, and what the client sees then. */
export const waysToRefusal: Readonly<Record<RefusalCode, Way>> = {
  request_malformed: {
    status: 400,
    message: '400 Bad Request: invalid header name',
    meet: () => new Scene().ask(null, '/a/', { headers: [['not a name', 'x']] }),
  },
  headers_too_large: {
    status: 431,
    message: '431 Request Header Fields Too Large',
    meet: () => new Scene().ask('x'.repeat(1_600_000)),
  },
  route_not_found: { status: 404, message: 'Not Found', meet: () => new Scene().ask(null, '/b/') },

  version_missing: {
    status: 403,
    message: 'Version information not found',
    meet: () => new Scene([versioned({ v1: { name: 'v1' } })]).askAs(),
  },
  version_unknown: {
    status: 403,
    message: 'This API version does not seem to exist',
    meet: () =>
      new Scene([versioned({ v1: { name: 'v1' } })]).askAs(claims(), '/a/', { headers: [['X-Version', 'v2']] }),
  },
  version_ambiguous: {
    status: 403,
    message: 'Ambiguous default API version for this non-versioned API',
    meet: () =>
      new Scene([classic({ version_data: { not_versioned: true, versions: { Default: {}, default: {} } } })]).askAs(),
  },
  version_default_missing: {
    status: 403,
    message: 'No default API version for this non-versioned API found',
    meet: () => new Scene([classic({ version_data: { not_versioned: true, versions: { a: {}, b: {} } } })]).askAs(),
  },
  version_expired: {
    status: 403,
    message: 'Api Version has expired, please check documentation or contact administrator',
    meet: () =>
      new Scene([
        versioned({ v1: { name: 'v1', expires: '2020-01-01 00:00' } }, {}, { default_version: 'v1' }),
      ]).askAs(),
  },
  api_expired: {
    status: 403,
    message: 'API has expired, please check documentation or contact administrator',
    meet: () => new Scene([classic({ expiration: '2020-01-01 00:00' })]).askAs(),
  },
  base_version_unknown: {
    status: 404,
    message: 'This API version does not seem to exist',
    meet: () =>
      new Scene([
        classic({ definition: { enabled: true, name: 'v1', default: 'v2', location: 'header', key: 'X-Version' } }),
      ]).askAs(),
  },
  path_forbidden: {
    status: 403,
    message: 'Requested endpoint is forbidden',
    meet: () =>
      new Scene([
        classic({ version_data: { not_versioned: true, versions: { Default: { paths: { black_list: ['/get'] } } } } }),
      ]).askAs(),
  },

  token_missing: { status: 400, message: 'Authorization field missing', meet: () => new Scene().ask(null) },
  token_malformed: { status: 403, message: keyless, meet: () => new Scene().ask('one.two') },
  algorithm_unknown: {
    status: 403,
    message: keyless,
    meet: () => new Scene().ask(odd('{"alg":"hs256"}')),
  },
  signing_method_unexpected: {
    status: 403,
    message: 'Key not authorized: Unexpected signing method',
    meet: () => new Scene().ask(odd('{"alg":"none"}')),
  },
  source_not_base64: {
    status: 403,
    message: keyless,
    meet: () => new Scene([classic({ jwt_source: 'tyk123' })]).askAs(),
  },
  key_set_unavailable: {
    status: 403,
    message: keyless,
    meet: async () => new Scene([classic({ jwt_source: base64(keySetUrl) })]).ask(await token(claims(), { kid: 'k' })),
  },
  kid_not_text: {
    status: 403,
    message: keyless,
    meet: async () => new Scene([classic({ jwt_source: base64(keySetUrl) })]).ask(await token(claims(), { kid: 5 })),
  },
  kid_unknown: {
    status: 403,
    message: keyless,
    meet: async () => {
      const scene = new Scene([classic({ jwt_source: base64(keySetUrl) })]);
      scene.world.keySets.set(keySetUrl, keySet());
      return scene.ask(await token(claims(), { kid: 'k' }));
    },
  },
  key_of_token_unknown: {
    status: 403,
    message: keyless,
    meet: async () => new Scene([classic({ jwt_source: '' })]).ask(await token(claims(), { kid: 'nobody' })),
  },
  key_unreadable: {
    status: 403,
    message: keyless,
    meet: () => new Scene([classic({ jwt_signing_method: 'rsa' })]).ask(odd('{"alg":"RS256"}')),
  },
  signature_invalid: {
    status: 403,
    message: keyless,
    meet: async () => new Scene().ask(await token(claims(), {}, 'another secret')),
  },
  token_expired: {
    status: 401,
    message: 'Key not authorized: token has expired',
    meet: () => new Scene().askAs(claims({ exp: now })),
  },
  token_issued_in_future: {
    status: 401,
    message: 'Key not authorized: token used before issued',
    meet: () => new Scene().askAs(claims({ iat: now + 1 })),
  },
  token_not_valid_yet: {
    status: 401,
    message: 'Key not authorized: token is not valid yet',
    meet: () => new Scene().askAs(claims({ nbf: now + 1 })),
  },
  issuer_refused: {
    status: 401,
    message: 'Key not authorized: invalid issuer claim: b',
    meet: () => new Scene([oas({ allowedIssuers: ['a'] })]).askAs(claims({ iss: 'b' })),
  },
  audience_refused: {
    status: 401,
    message: 'Key not authorized: no matching audience found in token: [b c]',
    meet: () => new Scene([oas({ allowedAudiences: ['a'] })]).askAs(claims({ aud: ['b', 'c'] })),
  },
  token_id_missing: {
    status: 401,
    message: 'Key not authorized: JWT ID (jti) claim is required but not present in token',
    meet: () => new Scene([oas({ jtiValidation: { enabled: true } })]).askAs(),
  },
  subject_refused: {
    status: 401,
    message: 'Key not authorized: invalid subject value: ann',
    meet: () => new Scene([oas({ allowedSubjects: ['bob'] })]).askAs(),
  },
  custom_claim_refused: {
    status: 401,
    message: 'Key not authorized: custom claim role is required but not present in token',
    meet: () => new Scene([oas({ customClaimValidation: { role: { type: 'required' } } })]).askAs(),
  },

  identity_missing: {
    status: 403,
    message: 'no suitable claims for user ID were found',
    meet: () => new Scene().askAs(without('sub')),
  },
  identity_empty: {
    status: 403,
    message: 'found an empty user ID in predefined base claim, claim: sub',
    meet: () => new Scene().askAs(claims({ sub: '' })),
  },
  policy_unknown: {
    status: 403,
    message: 'key not authorized: no matching policy',
    meet: () => new Scene().askAs(claims({ pol: 'silver' })),
  },
  policy_missing: {
    status: 403,
    message: 'key not authorized: no matching policy found',
    meet: () => new Scene().askAs(without('pol')),
  },
  scopes_unmapped: {
    status: 403,
    message: 'key not authorized: no matching policy found in scope claim',
    meet: () => new Scene([classic(scoped)]).askAs({ sub: 'ann', scope: 'write' }),
  },
  scope_or_policy_missing: {
    status: 403,
    message: 'key not authorized: no scope or policy in token',
    meet: async () =>
      twice(new Scene([classic(scoped)]), await token({ sub: 'ann', scope: 'read' }), await token({ sub: 'ann' })),
  },
  policy_switch_failed: {
    status: 403,
    message: 'key not authorized: could not apply new policy',
    meet: async () =>
      twice(new Scene([classic()], [policy(), other]), await token(), await token(claims({ pol: 'other' }))),
  },
  scope_policies_failed: {
    status: 403,
    message: 'key not authorized: could not apply several policies',
    meet: () => new Scene([classic(scoped)], [policy(), other]).askAs({ sub: 'ann', scope: 'none' }),
  },
  policies_not_applicable: {
    status: 500,
    message: 'failed to create key: key has no valid policies to be applied',
    meet: () => new Scene([classic()], [other]).askAs(claims({ pol: 'other' })),
  },
  client_id_not_text: { status: 0, message: '', meet: () => new Scene().askAs(claims({ cid: 5 })) },
  key_vanished: {
    status: 403,
    message: keyless,
    meet: async () => {
      const world = new JumpingWorld();
      const scene = new Scene([classic({ jwt_source: '', session_lifetime: 60 })], [policy()], world);
      scene.addKey('her key', { jwt_data: { secret: 'hers' } });
      const signed = await token({ sub: 'her key' }, {}, 'hers');
      // The key is looked up, the times are judged, and then the hour has passed.
      world.looks = 3;
      return scene.ask(signed);
    },
  },

  auth_key_missing: {
    status: 401,
    message: 'Authorization field missing',
    meet: () => new Scene([classic({ enable_jwt: false })]).ask(null),
  },
  auth_key_unknown: {
    status: 403,
    message: 'Access to this API has been disallowed',
    meet: () => new Scene([classic({ enable_jwt: false })]).askAs(),
  },

  session_missing: {
    status: 400,
    message: 'Session state is missing or unset! Please make sure that auth headers are properly applied',
    meet: () => new Scene([classic({ base_identity_provided_by: 'oidc_user' })]).askAs(),
  },
  key_inactive: {
    status: 403,
    message: 'Key is inactive, please renew',
    meet: () => new Scene([classic()], [policy({ is_inactive: true })]).askAs(),
  },
  key_expired: {
    status: 401,
    message: 'Key has expired, please renew',
    meet: () => new Scene([classic({ jwt_expires_at_validation_skew: 60 })]).askAs(claims({ exp: now - 1 })),
  },
  api_not_granted: {
    status: 403,
    message: 'Access to this API has been disallowed',
    meet: () => new Scene([classic()], [policy({ access_rights: rights({}, 'api2') })]).askAs(),
  },
  version_not_granted: {
    status: 403,
    message: 'Access to this API has been disallowed',
    meet: () =>
      new Scene([versioned({ v1: { name: 'v1' } })]).askAs(claims(), '/a/', { headers: [['X-Version', 'v1']] }),
  },
  path_not_granted: {
    status: 403,
    message: 'Access to this resource has been disallowed',
    meet: () =>
      new Scene(
        [classic()],
        [policy({ access_rights: rights({ allowed_urls: [{ url: '/users', methods: ['GET'] }] }) })],
      ).askAs(),
  },
  rate_exceeded: {
    status: 429,
    message: 'Rate Limit Exceeded',
    meet: async () => twice(new Scene([classic()], [policy({ rate: 1 })]), await token(), await token()),
  },
  quota_exceeded: {
    status: 403,
    message: 'Quota exceeded',
    meet: async () => twice(new Scene([classic()], [policy({ quota_max: 1 })]), await token(), await token()),
  },
  api_rate_exceeded: {
    status: 429,
    message: 'API Rate Limit Exceeded',
    meet: async () =>
      twice(new Scene([classic({ global_rate_limit: { rate: 1, per: 60 } })]), await token(), await token()),
  },

  upstream_failed: {
    status: 500,
    message: 'There was a problem proxying the request',
    meet: () => withUpstream('dial tcp 127.0.0.1:9: connect: connection refused'),
  },
  upstream_timeout: {
    status: 504,
    message: 'Upstream service reached hard timeout.',
    meet: () => withUpstream('net/http: timeout awaiting response headers'),
  },
  upstream_unresolved: {
    status: 500,
    message: 'Upstream host lookup failed',
    meet: () => withUpstream('dial tcp: lookup nowhere on 127.0.0.11:53: no such host'),
  },
};

function withUpstream(error: string): Promise<Exchange> {
  const scene = new Scene();
  scene.world.reply = { kind: 'failed', error };
  return scene.askAs();
}
