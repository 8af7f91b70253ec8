/** Scopes that stand for policies: what is read, and what a mapping does to other policies. */
import { claims, classicApi, grants, invoicesApi, oasApi, passes, policy, schemePath } from '../definitions';
import type { Scenario } from '../scenario';

const mapping = { scope_claim_name: 'scope', scope_to_policy: { read: 'gold', write: 'silver' } };
const scopedApi = classicApi({ scopes: { jwt: mapping } });
const silver = policy({ id: 'silver', name: 'Silver', access_rights: grants({ invoices: {} }) });
const withScope = (scope: string | string[]) =>
  ({ payload: claims({ pol: undefined, scope }), key: 'tyk123' }) as const;
const unmapped = {
  status: 403,
  code: 'scopes_unmapped',
  error: 'key not authorized: no matching policy found in scope claim',
} as const;

export const mappings: readonly Scenario[] = [
  {
    id: 'no-matching-policy-found-in-scope-claim',
    topic: 'scopes',
    title: '"no matching policy found in scope claim", although a default policy is set',
    about:
      'As soon as a token has a scope claim, something in it must be mapped. The default policy does not help a token whose scopes the API does not know.',
    apis: [{ definition: classicApi({ scopes: { jwt: mapping }, jwt_default_policies: ['gold'] }) }],
    policies: [policy(), silver],
    token: withScope('profile email'),
    steps: [
      {
        what: 'Send a token with "scope": "profile email".',
        expect: { ...unmapped, log: "Couldn't find a matching policy for scope item: profile" },
        why: 'Neither is mapped, so the token is refused, and not given the default.',
      },
      {
        what: 'Send one with an empty scope.',
        before: [{ do: 'token', token: withScope('') }],
        expect: unmapped,
        why: 'An empty text is one scope without a name, not no scope.',
      },
      {
        what: 'Send one without the claim.',
        before: [{ do: 'token', token: { payload: claims({ pol: undefined }), key: 'tyk123' } }],
        expect: passes,
        why: 'Now the default policy is used.',
      },
    ],
  },
  {
    id: 'scope-replaces-default-policy',
    topic: 'scopes',
    title: 'Mapped scope drops the default policy',
    about:
      'The default policy gold opens Orders to everybody. A token with the scope write should get Invoices on top, and loses Orders.',
    apis: [
      { definition: classicApi({ scopes: { jwt: mapping }, jwt_default_policies: ['gold'] }) },
      { definition: invoicesApi() },
    ],
    policies: [policy(), silver],
    token: withScope('write'),
    steps: [
      {
        what: 'Send a token with "scope": "write" to Orders.',
        expect: { status: 403, code: 'api_not_granted', error: 'Access to this API has been disallowed' },
        why: 'The session has silver only. Mapped scopes take the place of the default.',
      },
      {
        what: 'Send one that names gold in pol, too.',
        before: [{ do: 'token', token: { payload: claims({ scope: 'write' }), key: 'tyk123' } }],
        expect: passes,
        why: 'A policy that the token names stays beside the mapped ones.',
      },
    ],
  },
  {
    id: 'scopes-separated-by-commas',
    topic: 'scopes',
    title: 'Scopes with commas, in capitals, or as a list',
    about:
      'A text is split at each blank, and each piece must be a name in the mapping, letter by letter. A list is taken item by item.',
    apis: [{ definition: scopedApi }],
    policies: [policy(), policy({ id: 'silver', name: 'Silver' })],
    token: withScope('read,write'),
    steps: [
      {
        what: 'Send a token with "scope": "read,write".',
        expect: { ...unmapped, log: "Couldn't find a matching policy for scope item: read,write" },
        why: 'That is one scope, called read,write.',
      },
      {
        what: 'Send one with "scope": "READ".',
        before: [{ do: 'token', token: withScope('READ') }],
        expect: unmapped,
        why: 'Capitals count.',
      },
      {
        what: 'Send one with "scope": ["read", "write"].',
        before: [{ do: 'token', token: withScope(['read', 'write']) }],
        expect: passes,
        why: 'A list of texts works like a text with blanks.',
      },
    ],
  },
  {
    id: 'scp-claim',
    topic: 'scopes',
    title: 'Scopes in scp instead of scope (Okta, Entra ID)',
    about:
      'Some providers call the claim scp. The gateway looks in the claim that the API names, and in scope when it names none.',
    apis: [{ definition: classicApi({ scopes: { jwt: { scope_to_policy: { read: 'gold' } } } }) }],
    policies: [policy()],
    token: { payload: claims({ pol: undefined, scp: ['read'] }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token with "scp": ["read"] to an API that names no claim.',
        expect: {
          status: 403,
          code: 'policy_missing',
          error: 'key not authorized: no matching policy found',
        },
        why: 'scope is looked for, and is not there.',
      },
      {
        what: 'Set scope_claim_name to scp.',
        before: [{ do: 'set', api: 'orders', path: ['scopes', 'jwt', 'scope_claim_name'], value: 'scp' }],
        expect: passes,
        why: 'Now scp is read, and read stands for gold.',
      },
    ],
  },
  {
    id: 'keycloak-roles-as-scopes',
    topic: 'scopes',
    title: 'Map Keycloak realm roles: realm_access.roles as scope claim',
    about:
      'The scope claim may be nested, so the roles in a Keycloak token can choose the policies. This is for classic APIs; with Tyk OAS a nested name finds nothing.',
    apis: [
      {
        definition: classicApi({
          scopes: { jwt: { scope_claim_name: 'realm_access.roles', scope_to_policy: { clerk: 'gold' } } },
        }),
      },
    ],
    policies: [policy()],
    token: {
      payload: claims({ pol: undefined, realm_access: { roles: ['offline_access', 'clerk'] } }),
      key: 'tyk123',
    },
    steps: [
      {
        what: 'Send a token with the role clerk.',
        expect: { ...passes, log: "Couldn't find a matching policy for scope item: offline_access" },
        why: 'clerk stands for gold. For each role that is not mapped there is an error line in the log, and no harm.',
      },
    ],
  },
  {
    id: 'oas-nested-scope-claim',
    topic: 'scopes',
    title: 'Tyk OAS: nested scope claim realm_access.roles is never found',
    about:
      'The same mapping in a Tyk OAS API. There the claim must stand at the top of the token; a name with dots is looked for as it is, and then scope is read instead.',
    apis: [
      {
        definition: oasApi({
          scopes: {
            claims: ['realm_access.roles'],
            scopeToPolicyMapping: [{ scope: 'clerk', policyId: 'gold' }],
          },
        }),
      },
    ],
    policies: [policy()],
    token: { payload: claims({ pol: undefined, realm_access: { roles: ['clerk'] } }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token with the role clerk in realm_access.roles.',
        expect: {
          status: 403,
          code: 'policy_missing',
          error: 'key not authorized: no matching policy found',
        },
        why: 'Nothing is found there, and the token has no scope.',
      },
      {
        what: 'Let the provider write the roles into a claim of their own, roles, and name that.',
        before: [
          { do: 'set', api: 'orders', path: [...schemePath, 'scopes', 'claims'], value: ['roles'] },
          { do: 'token', token: { payload: claims({ pol: undefined, roles: ['clerk'] }), key: 'tyk123' } },
        ],
        expect: passes,
        why: 'A claim at the top. In Keycloak the mapper for realm roles has a field for its name.',
      },
    ],
  },
  {
    id: 'scopes-object-beside-deprecated-fields',
    topic: 'scopes',
    title: 'jwt_scope_to_policy_mapping is ignored when scopes has content',
    about:
      'The guide uses the deprecated fields. As soon as anything stands in the newer object scopes, they are not read, and nothing is said about it.',
    apis: [
      {
        definition: classicApi({
          scopes: { jwt: { scope_claim_name: 'scope' } },
          jwt_scope_claim_name: 'scope',
          jwt_scope_to_policy_mapping: { read: 'gold' },
        }),
      },
    ],
    policies: [policy()],
    token: withScope('read'),
    steps: [
      {
        what: 'Send a token with "scope": "read".',
        expect: {
          status: 403,
          code: 'policy_missing',
          error: 'key not authorized: no matching policy found',
        },
        why: 'scopes names a claim but maps nothing, and it is the one that counts.',
      },
      {
        what: 'Take the object scopes away.',
        before: [{ do: 'set', api: 'orders', path: ['scopes'], value: undefined }],
        expect: passes,
        why: 'Now the deprecated fields are read.',
      },
    ],
  },
];
