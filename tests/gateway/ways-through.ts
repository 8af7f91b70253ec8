/** Requests that pass, each by another way through the pipeline. */
import type { Exchange } from '../../src/gateway/outcome';
import {
  Scene,
  base64,
  claims,
  classic,
  keySet,
  keySetUrl,
  now,
  oas,
  octJwk,
  policy,
  rights,
  rsaJwk,
  rsaSigner,
  rsaSource,
  secret,
  token,
  versioned,
} from './build';

const scoped = { scopes: { jwt: { scope_claim_name: 'scope', scope_to_policy: { read: 'gold', write: 'silver' } } } };
const silver = policy({ id: 'silver', rate: 5 });
const rs256 = { alg: 'RS256' };

async function again(scene: Scene, first: string, second = first): Promise<Exchange> {
  await scene.ask(first);
  return scene.ask(second);
}

export const waysThrough: Readonly<Record<string, () => Promise<Exchange>>> = {
  'a new session': () => new Scene().askAs(),
  'a stored session': async () => again(new Scene(), await token()),
  'a token without exp on a session with one': async () =>
    again(new Scene(), await token(), await token({ sub: 'ann', pol: 'gold' })),
  'a policy by default': () =>
    new Scene([classic({ jwt_default_policies: ['gold'] })]).askAs({ sub: 'ann', exp: now + 600 }),
  'a session whose end the policy sets': () =>
    new Scene([classic()], [policy({ key_expires_in: 60 })]).askAs({ sub: 'ann', pol: 'gold' }),
  'a scope that is mapped, one that is not': () =>
    new Scene([classic(scoped)], [policy(), silver]).askAs({ sub: 'ann', exp: now + 600, scope: 'write other' }),
  'the deprecated fields of scopes': () =>
    new Scene([classic({ jwt_scope_claim_name: 'r', jwt_scope_to_policy_mapping: { a: 'gold' } })]).askAs({
      sub: 'ann',
      exp: now + 600,
      r: ['a', 'b'],
    }),
  'a claim inside another': () =>
    new Scene([classic({ jwt_identity_base_field: 'user.name', jwt_policy_field_name: 'user.plan' })]).askAs({
      exp: now + 600,
      user: { name: 'ann', plan: 'gold' },
    }),
  'an identity from sub, since its claim is absent': () =>
    new Scene([classic({ jwt_identity_base_field: 'user.name' })]).askAs(),
  limits: () => new Scene([classic()], [policy({ rate: 5, quota_max: 5 })]).askAs(),
  'a limit of the API in the policy': () =>
    new Scene(
      [classic()],
      [policy({ partitions: { per_api: true }, access_rights: rights({ limit: { rate: 3, per: 5, quota_max: 7 } }) })],
    ).askAs(),
  'a rate of the API': () => new Scene([classic({ global_rate_limit: { rate: 5, per: 5 } })]).askAs(),
  'allowed paths': () =>
    new Scene(
      [classic()],
      [
        policy({
          access_rights: rights({
            allowed_urls: [
              { url: '/x', methods: ['GET'] },
              { url: '/*', methods: ['GET'] },
            ],
          }),
        }),
      ],
    ).askAs(),
  'allowed paths of two policies': () =>
    new Scene(
      [classic({ jwt_default_policies: ['gold', 'silver'] })],
      [
        policy({ access_rights: rights({ allowed_urls: [{ url: '/x', methods: ['GET'] }] }) }),
        policy({ id: 'silver', access_rights: rights({ allowed_urls: [{ url: '/get', methods: ['GET'] }] }) }),
      ],
    ).askAs({ sub: 'ann', exp: now + 600 }),
  'rights of two policies to two APIs': () =>
    new Scene(
      [classic({ jwt_default_policies: ['silver', 'gold'] })],
      [policy(), policy({ id: 'silver', access_rights: rights({}, 'api2') })],
    ).askAs({ sub: 'ann', exp: now + 600 }),
  'a cookie': async () =>
    new Scene([classic({ auth_configs: { jwt: { use_cookie: true, cookie_name: 'c', use_param: true } } })]).ask(
      null,
      '/a/get',
      { headers: [['Cookie', `c=${await token()}`]] },
    ),
  'the deprecated auth object': async () =>
    new Scene([classic({ auth_configs: null, auth: { use_param: true, param_name: 'jwt' } })]).ask(
      null,
      `/a/get?jwt=${await token()}`,
    ),
  'stripped credentials': () => new Scene([classic({ strip_auth_data: true })]).askAs(),
  'an RSA key': async () =>
    new Scene([classic({ jwt_signing_method: 'rsa', jwt_source: rsaSource })]).ask(
      await token(claims(), rs256, rsaSigner),
    ),
  'a key set': async () => {
    const scene = new Scene([classic({ jwt_signing_method: 'rsa', jwt_source: base64(keySetUrl) })]);
    scene.world.keySets.set(keySetUrl, keySet(rsaJwk('k1')));
    return scene.ask(await token(claims(), { ...rs256, kid: 'k1' }, rsaSigner));
  },
  'a secret in a key set': async () => {
    const scene = new Scene([classic({ jwt_source: base64(keySetUrl) })]);
    scene.world.keySets.set(keySetUrl, keySet(octJwk('k1', secret)));
    return scene.ask(await token(claims(), { kid: 'k1' }));
  },
  'a list of key sets': async () => {
    const scene = new Scene([oas({ signingMethod: 'rsa', jwksURIs: [{ url: keySetUrl }] })]);
    scene.world.keySets.set(keySetUrl, keySet(rsaJwk('k1')));
    return scene.ask(await token(claims(), { ...rs256, kid: 'k1' }, rsaSigner));
  },
  'one key per token': async () => {
    const scene = new Scene([classic({ jwt_source: '' })]);
    scene.addKey('her key', { jwt_data: { secret: 'hers' }, rate: 5, per: 5, access_rights: rights() });
    return scene.ask(await token({ sub: 'ann', exp: now + 600 }, { kid: 'her key' }, 'hers'));
  },
  'every claim rule of an OAS definition': () =>
    new Scene([
      oas({
        allowedIssuers: ['me'],
        allowedAudiences: ['you'],
        allowedSubjects: ['ann'],
        jtiValidation: { enabled: true },
        customClaimValidation: {
          role: { type: 'contains', allowedValues: ['a'] },
          age: { type: 'required', nonBlocking: true },
        },
        subjectClaims: ['user', 'sub'],
        basePolicyClaims: ['plan', 'pol'],
        scopes: { claims: ['scp', 'r'], scopeToPolicyMapping: [{ scope: 's', policyId: 'gold' }] },
      }),
    ]).askAs(claims({ iss: 'me', aud: ['you'], jti: '1', role: 'admin', r: 's' })),
  versions: () =>
    new Scene(
      [versioned({ v1: { name: 'v1', expires: '2099-01-01 00:00' } })],
      [policy({ access_rights: rights({ versions: ['v1'] }) })],
    ).askAs(claims(), '/a/', { headers: [['X-Version', 'v1']] }),
  'versions granted by the second of two policies': () =>
    new Scene(
      [versioned({ v1: { name: 'v1' } }, { jwt_default_policies: ['silver', 'gold'] })],
      [
        policy({ access_rights: rights({ versions: ['v1'] }) }),
        policy({ id: 'silver', access_rights: rights({}, 'api2') }),
      ],
    ).askAs({ sub: 'ann', exp: now + 600 }, '/a/', { headers: [['X-Version', 'v1']] }),
  'an ignored path': () =>
    new Scene([
      classic({
        version_data: { not_versioned: true, versions: { Default: { name: 'Default', paths: { ignored: ['/get'] } } } },
      }),
    ]).ask(null),
  'a header that is added': () =>
    new Scene([
      classic({
        enable_context_vars: true,
        version_data: {
          not_versioned: true,
          versions: { Default: { name: 'Default', global_headers: { 'X-User': '$tyk_context.jwt_claims_sub' } } },
        },
      }),
    ]).askAs(),
  'a version whose name is not its key': () =>
    new Scene([
      classic({
        version_data: {
          not_versioned: true,
          versions: { Default: { name: 'other', global_headers: { 'X-User': 'a' } } },
        },
      }),
    ]).askAs(),
  'a client id': () => new Scene().askAs(claims({ cid: 'app' })),
  'the mapping of client ids switched off': () =>
    new Scene([classic({ idp_client_id_mapping_disabled: true })]).askAs(),
  'a keyless API': () => new Scene([classic({ use_keyless: true })]).ask(null),
};
