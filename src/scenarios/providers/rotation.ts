/** Keys that change at the provider while the gateway has a copy of the old set. */
import { classicApi, passes, policy } from '../definitions';
import type { ProviderRecipe, Scenario } from '../scenario';

const api = classicApi({ jwt_signing_method: 'rsa' });
const provider: ProviderRecipe = { name: 'Identity provider', shape: 'plain', host: 'id.orders.test', policy: 'gold' };
const source = { keySetOf: 'Identity provider' };
const token = { from: 'Identity provider', grant: 'client_credentials' } as const;
const newToken = { do: 'token', token } as const;
const rotate = (keep: boolean) => ({ do: 'rotate keys', provider: 'Identity provider', keep }) as const;
const unknown = {
  status: 403,
  code: 'kid_unknown',
  error: 'Key not authorized',
  log: 'No matching KID could be found',
} as const;

export const rotation: readonly Scenario[] = [
  {
    id: 'keys-rotated-cache-runs-out',
    topic: 'providers',
    title: 'JWKS key rotation: 403 for up to 240 seconds',
    about:
      'The provider changes its key and drops the old one. The gateway keeps the set that it fetched for 240 seconds, and does not fetch for a kid that it does not know. Every fresh token is refused until then.',
    apis: [{ definition: api, source }],
    policies: [policy()],
    providers: [provider],
    token,
    steps: [
      { what: 'Send a token. The key set is fetched.', expect: passes, why: 'The kid is in the set.' },
      {
        what: 'Rotate the provider’s keys, get a new token, and send it.',
        before: [rotate(false), newToken],
        expect: unknown,
        why: 'The gateway looks in the set of before. An unknown kid does not make it fetch again.',
      },
      {
        what: 'Wait 239 seconds after the fetch, and send it.',
        before: [{ do: 'wait', seconds: 239 }],
        expect: unknown,
        why: 'Still kept.',
      },
      {
        what: 'Wait until 241 seconds after the fetch.',
        before: [{ do: 'wait', seconds: 2 }, newToken],
        expect: passes,
        why: 'The set is fetched anew. A timeout above or below 240 seconds cannot be set for a classic API.',
      },
    ],
  },
  {
    id: 'keys-rotated-old-key-kept',
    topic: 'providers',
    title: 'Key rotation with both keys published: still 403 for new tokens',
    about:
      'The provider publishes the new key beside the old one, as it should. Old tokens go on to pass; new ones fail all the same, until the set is fetched again. Announce a key before signing with it.',
    apis: [{ definition: api, source }],
    policies: [policy()],
    providers: [provider],
    token,
    steps: [
      { what: 'Send a token.', expect: passes, why: 'The key set is fetched.' },
      {
        what: 'Rotate, keep the old key, and send the old token.',
        before: [rotate(true)],
        expect: passes,
        why: 'Its key is in the kept set, and in the new one.',
      },
      {
        what: 'Get a new token and send it.',
        before: [newToken],
        expect: unknown,
        why: 'Its key is in the new set only.',
      },
      {
        what: 'Empty the cache of key sets and send it again.',
        before: [{ do: 'flush key sets' }],
        expect: passes,
        why: 'DELETE /tyk/cache/jwks/<api id> makes the next request fetch.',
      },
    ],
  },
  {
    id: 'reload-does-not-empty-the-jwks-cache',
    topic: 'providers',
    title: 'Key rotation: reloading or saving the API does not help',
    about:
      'After a rotation people save the API once more, or reload the gateway. The cache of key sets is not touched by either.',
    apis: [{ definition: api, source }],
    policies: [policy()],
    providers: [provider],
    token,
    steps: [
      { what: 'Send a token.', expect: passes, why: 'The key set is fetched.' },
      {
        what: 'Rotate, save the API under another name, and send a new token.',
        before: [rotate(false), newToken, { do: 'set', api: 'orders', path: ['name'], value: 'Orders again' }],
        expect: unknown,
        why: 'The kept set belongs to API and URL, and both are the same.',
      },
      {
        what: 'Empty the cache of key sets.',
        before: [{ do: 'flush key sets' }],
        expect: passes,
        why: 'That helps.',
      },
    ],
  },
  {
    id: 'old-key-still-accepted-after-rotation',
    topic: 'providers',
    title: 'A withdrawn key is accepted for up to four minutes',
    about:
      'The other side of the cache: a key was compromised and taken out of the set, and tokens signed with it still pass.',
    apis: [{ definition: api, source }],
    policies: [policy()],
    providers: [provider],
    token,
    steps: [
      { what: 'Send a token.', expect: passes, why: 'The key set is fetched.' },
      {
        what: 'Take its key out of the set, and send the token again.',
        before: [rotate(false)],
        expect: passes,
        why: 'The gateway does not know yet.',
      },
      {
        what: 'Empty the cache of key sets and send it.',
        before: [{ do: 'flush key sets' }],
        expect: unknown,
        why: 'After an incident, do this at once.',
      },
    ],
  },
  {
    id: 'raw-jwks-url-works-once',
    topic: 'providers',
    title: 'JWKS URL works for the first request only, then 403',
    about:
      'The guide puts the bare URL into Public Key. Written so into a definition it works for one request; the next finds a cached definition and reads the URL as base64.',
    apis: [
      {
        definition: classicApi({
          jwt_signing_method: 'rsa',
          jwt_source: 'https://id.orders.test/.well-known/jwks.json',
        }),
      },
    ],
    policies: [policy()],
    providers: [provider],
    token,
    steps: [
      { what: 'Send a token.', expect: passes, why: 'The first request fetches the set from the URL.' },
      {
        what: 'Send it again.',
        expect: {
          status: 403,
          code: 'source_not_base64',
          error: 'Key not authorized',
          log: 'JWKS source decode failed: https://id.orders.test/.well-known/jwks.json is not a base64 string',
        },
        why: 'It works in a test and fails in use. At :, byte 5, the base64 ends.',
      },
      {
        what: 'Write the base64 of the URL, save, and send.',
        before: [{ do: 'set source', api: 'orders', source }],
        expect: {
          status: 403,
          code: 'source_not_base64',
          error: 'Key not authorized',
          log: 'is not a base64 string',
        },
        why: 'The cached definition still has the bare URL. So the right cure looks like a wrong one.',
      },
      {
        what: 'Empty the cache of key sets and send.',
        before: [{ do: 'flush key sets' }],
        expect: passes,
        why: 'Or wait for 240 seconds.',
      },
      { what: 'And once more.', expect: passes, why: 'In base64 it works always.' },
    ],
  },
];
