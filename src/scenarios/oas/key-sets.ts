/** jwksURIs: several key sets for one Tyk OAS API. */
import { oasApi, passes, policy, schemePath } from '../definitions';
import type { ProviderRecipe, Scenario } from '../scenario';

const staff: ProviderRecipe = { name: 'Staff', shape: 'plain', host: 'staff.test', policy: 'gold', key: 'rsa' };
const partners: ProviderRecipe = {
  name: 'Partners',
  shape: 'plain',
  host: 'partners.test',
  policy: 'gold',
  key: 'another rsa',
};
const url = (host: string) => `https://${host}/.well-known/jwks.json`;
const twoSets = [{ url: url('staff.test') }, { url: url('partners.test') }];
const uris = [...schemePath, 'jwksURIs'];
const of = (from: string) => ({ do: 'token', token: { from, grant: 'client_credentials' } }) as const;
const unknown = {
  status: 403,
  code: 'kid_unknown',
  error: 'Key not authorized',
  log: 'no matching KID found in any JWKs or fallback',
} as const;

export const keySets: readonly Scenario[] = [
  {
    id: 'two-identity-providers-for-one-api',
    topic: 'oas',
    title: 'Two identity providers for one API: jwksURIs',
    about:
      'A Tyk OAS API may list several key sets. They are all fetched, and searched in order for the token’s kid. The list comes before source, and its URLs stand as they are, not in base64.',
    apis: [{ definition: oasApi({ signingMethod: 'rsa', source: undefined, jwksURIs: twoSets }) }],
    policies: [policy()],
    providers: [staff, partners],
    token: { from: 'Staff', grant: 'client_credentials' },
    steps: [
      { what: 'Send a token of the first provider.', expect: passes, why: 'Its kid is in the first set.' },
      {
        what: 'Send one of the second.',
        before: [of('Partners')],
        expect: passes,
        why: 'Its kid is in the second.',
      },
      {
        what: 'Take the second out of the list and send it again.',
        before: [{ do: 'set', api: 'orders', path: uris, value: [{ url: url('staff.test') }] }],
        expect: unknown,
        why: 'A changed list is in force at once, with this API’s cache emptied.',
      },
    ],
  },
  {
    id: 'one-jwks-cache-timeout-of-two',
    topic: 'oas',
    title: 'jwksURIs with different cacheTimeout: the shorter one breaks its tokens',
    about:
      'When one key set’s time is over and another is still kept, nothing is fetched. The tokens of the first are refused until everything has run out, at 240 seconds.',
    apis: [
      {
        definition: oasApi({
          signingMethod: 'rsa',
          source: undefined,
          jwksURIs: [
            { url: url('staff.test'), cacheTimeout: '60s' },
            { url: url('partners.test'), cacheTimeout: '200s' },
          ],
        }),
      },
    ],
    policies: [policy()],
    providers: [staff, partners],
    token: { from: 'Staff', grant: 'client_credentials' },
    steps: [
      { what: 'Send a token of the first provider.', expect: passes, why: 'Both sets are fetched.' },
      {
        what: 'Send one 61 seconds later.',
        before: [{ do: 'wait', seconds: 61 }, of('Staff')],
        expect: unknown,
        why: 'Its set has run out, the other has not, and so nobody fetches.',
      },
      {
        what: 'Send one after 240 seconds in all.',
        before: [{ do: 'wait', seconds: 180 }, of('Staff')],
        expect: passes,
        why: 'Now everything is fetched anew. A timeout above 240 seconds has no effect either: leave it out.',
      },
    ],
  },
  {
    id: 'jwks-cache-timeout-as-a-number',
    topic: 'oas',
    title: 'cacheTimeout as a number switches the signing method off',
    about:
      'cacheTimeout is a text such as "60s". A number stops the reading of the scheme there, and every member whose name comes later is lost, signingMethod among them.',
    apis: [
      {
        definition: oasApi({
          signingMethod: 'rsa',
          source: undefined,
          jwksURIs: [{ url: url('staff.test'), cacheTimeout: 60 }],
        }),
      },
    ],
    policies: [policy()],
    providers: [staff],
    token: { from: 'Staff', grant: 'client_credentials' },
    steps: [
      {
        what: 'Send a token signed with RS256.',
        expect: {
          status: 403,
          code: 'signing_method_unexpected',
          error: 'Key not authorized: Unexpected signing method',
          log: 'No signing method found in API Definition, defaulting to HMAC signature',
        },
        why: 'The API has no signing method any more. It was saved without an error.',
      },
      {
        what: 'Write "60s".',
        before: [{ do: 'set', api: 'orders', path: uris, value: [{ url: url('staff.test'), cacheTimeout: '60s' }] }],
        expect: passes,
        why: 'A duration.',
      },
    ],
  },
  {
    id: 'one-of-two-key-sets-unreachable',
    topic: 'oas',
    title: 'One of two JWKS endpoints is down',
    about:
      'With several key sets one may fail. Its tokens are refused, the others pass, and the failed one is not tried again while the rest is kept.',
    apis: [{ definition: oasApi({ signingMethod: 'rsa', source: undefined, jwksURIs: twoSets }) }],
    policies: [policy()],
    providers: [staff, { ...partners, behaviour: { kind: 'unreachable' } }],
    token: { from: 'Staff', grant: 'client_credentials' },
    steps: [
      {
        what: 'Send a token of the provider that is up.',
        expect: { ...passes, log: 'JWKS endpoint resolution failed: invalid or unreachable host' },
        why: 'Its set was fetched; the log tells of the other.',
      },
      {
        what: 'The other comes up. Send one of its tokens.',
        before: [{ do: 'behave', provider: 'Partners', behaviour: { kind: 'normal' } }, of('Partners')],
        expect: unknown,
        why: 'Something is kept, so nothing is fetched.',
      },
      {
        what: 'Empty the cache of key sets and send it again.',
        before: [{ do: 'flush key sets' }],
        expect: passes,
        why: 'Both are fetched.',
      },
    ],
  },
];
