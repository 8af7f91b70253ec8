/** APIs without a key source: each token is checked with the secret of a Tyk key. */
import { classicApi, grants, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const api = classicApi({ jwt_source: '' });
const session = { org_id: 'default', rate: 1000, per: 60, quota_max: -1, access_rights: grants({ orders: {} }) };
const named = (kid: string) => ({ kid });

export const oneKeyPerToken: readonly Scenario[] = [
  {
    id: 'one-key-per-token',
    topic: 'keys',
    title: '"token invalid, key not found": empty jwt_source, one key per token',
    about:
      'With an empty jwt_source there is no key for the whole API. The kid of the token, else its sub, names a Tyk key, and the secret is that key’s jwt_data.secret.',
    apis: [{ definition: api }],
    policies: [policy()],
    keys: [{ name: 'jane-laptop', session: { ...session, jwt_data: { secret: 'tyk123' } } }],
    token: { header: named('jane-phone'), payload: { sub: 'jane' }, key: 'tyk123' },
    steps: [
      {
        what: 'Send a token with "kid": "jane-phone".',
        expect: {
          status: 403,
          code: 'key_of_token_unknown',
          error: 'Key not authorized',
          log: 'token invalid, key not found',
        },
        why: 'The gateway has no key of that name. Often the source was emptied by mistake, and nobody wanted this mode.',
      },
      {
        what: 'Send one with "kid": "jane-laptop".',
        before: [{ do: 'token', token: { header: named('jane-laptop'), payload: { sub: 'jane' }, key: 'tyk123' } }],
        expect: passes,
        why: 'That key is there, and its secret is tyk123, as it is, not in base64. Rights and limits are the key’s; pol is not looked at.',
      },
      {
        what: 'Send one signed with another secret.',
        before: [
          { do: 'token', token: { header: named('jane-laptop'), payload: { sub: 'jane' }, key: 'another secret' } },
        ],
        expect: { status: 403, code: 'signature_invalid', error: 'Key not authorized', log: 'signature is invalid' },
        why: 'Each key has its own.',
      },
    ],
  },
  {
    id: 'jwks-uris-in-a-classic-api',
    topic: 'keys',
    title: 'jwt_jwks_uris in a classic definition is ignored',
    about:
      'The list of key sets is read for Tyk OAS APIs only. A classic API with the list and no jwt_source has one key per token, and refuses the provider’s.',
    apis: [
      {
        definition: classicApi({
          jwt_signing_method: 'rsa',
          jwt_source: '',
          jwt_jwks_uris: [{ url: 'https://id.orders.test/.well-known/jwks.json' }],
        }),
      },
    ],
    policies: [policy()],
    providers: [{ name: 'Identity provider', shape: 'plain', host: 'id.orders.test', policy: 'gold' }],
    token: { from: 'Identity provider', grant: 'client_credentials' },
    steps: [
      {
        what: 'Send a token of the provider.',
        expect: {
          status: 403,
          code: 'key_of_token_unknown',
          error: 'Key not authorized',
          log: 'token invalid, key not found',
        },
        why: 'Nothing is fetched: a Tyk key with the name of the kid is looked for.',
      },
      {
        what: 'Write the base64 of the same URL into jwt_source.',
        before: [{ do: 'set source', api: 'orders', source: { keySetOf: 'Identity provider' } }],
        expect: passes,
        why: 'That is where a classic API has its key set.',
      },
    ],
  },
  {
    id: 'key-without-secret',
    topic: 'keys',
    title: 'Tyk key without jwt_data accepts tokens signed with an empty secret',
    about:
      'In the mode of one key per token any Tyk key can be named, also one that was never meant for JWT. Without jwt_data its secret is the empty text.',
    apis: [{ definition: api }],
    policies: [policy()],
    keys: [{ name: 'partner-key', session }],
    token: {
      text: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6InBhcnRuZXIta2V5In0.eyJzdWIiOiIxMjM0NTY3ODkwIn0.OgrqKCFsrzspTxE9MJhzMPDW0mSv9WnXxcYvSYVyFHc',
    },
    steps: [
      {
        what: 'Send a token that names such a key and is signed with nothing.',
        expect: passes,
        why: 'HMAC with an empty secret is a signature that anybody can make. Who knows the name of a key can use it.',
      },
    ],
  },
];
