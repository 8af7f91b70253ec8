/** Key sets that cannot be had, or not be read. */
import { demoKey, demoSource } from '../demo-keys';
import { claims, classicApi, passes, policy } from '../definitions';
import type { ProviderBehaviour } from '../../workspace/providers';
import type { Action, ProviderRecipe, Scenario } from '../scenario';

const api = classicApi({ jwt_signing_method: 'rsa' });
const providerWith = (behaviour: ProviderBehaviour): readonly ProviderRecipe[] => [
  { name: 'Identity provider', shape: 'plain', host: 'id.orders.test', policy: 'gold', behaviour },
];
const source = { keySetOf: 'Identity provider' };
const token = { from: 'Identity provider', grant: 'client_credentials' } as const;
const newToken: Action = { do: 'token', token };
const behave = (behaviour: ProviderBehaviour): Action => ({ do: 'behave', provider: 'Identity provider', behaviour });
const normal = behave({ kind: 'normal' });
/** A key set of one key, of which it has nothing but this text in x5c. */
const onlyX5c = (x5c: string): string =>
  JSON.stringify({ keys: [{ kty: 'RSA', use: 'sig', kid: demoKey('rsa').kid, x5c: [x5c] }] }, null, 2);
const unavailable = { status: 403, code: 'key_set_unavailable', error: 'Key not authorized' } as const;
const unknown = {
  status: 403,
  code: 'kid_unknown',
  error: 'Key not authorized',
  log: 'No matching KID could be found',
} as const;

export const trouble: readonly Scenario[] = [
  {
    id: 'jwks-host-does-not-exist',
    topic: 'providers',
    title: '"JWKS endpoint resolution failed: invalid or unreachable host"',
    about:
      'The gateway cannot reach the key set: a typing error in the host, or a network that does not let it out. The client sees "Key not authorized".',
    apis: [
      {
        // The base64 of https://id.oders.test/.well-known/jwks.json
        definition: classicApi({
          jwt_signing_method: 'rsa',
          jwt_source: 'aHR0cHM6Ly9pZC5vZGVycy50ZXN0Ly53ZWxsLWtub3duL2p3a3MuanNvbg==',
        }),
      },
    ],
    policies: [policy()],
    providers: providerWith({ kind: 'normal' }),
    token,
    steps: [
      {
        what: 'Send a token to an API that asks id.oders.test.',
        expect: {
          ...unavailable,
          log: 'JWKS endpoint resolution failed: invalid or unreachable host https://id.oders.test/.well-known/jwks.json',
        },
        why: 'No such host.',
      },
      {
        what: 'Correct the URL and send again.',
        before: [{ do: 'set source', api: 'orders', source }],
        expect: passes,
        why: 'A new URL is fetched at once.',
      },
    ],
  },
  {
    id: 'jwks-endpoint-down-then-up',
    topic: 'providers',
    title: 'JWKS endpoint was down: connection refused',
    about:
      'A fetch that fails is not kept. Each request tries again, so it heals by itself, and until then every request waits for the fetch.',
    apis: [{ definition: api, source }],
    policies: [policy()],
    providers: providerWith({ kind: 'normal' }),
    token,
    steps: [
      {
        what: 'The provider goes down before the first request.',
        before: [behave({ kind: 'unreachable' })],
        expect: { ...unavailable, log: 'connect: connection refused' },
        why: 'Nothing answers.',
      },
      {
        what: 'It comes up.',
        before: [normal],
        expect: passes,
        why: 'This request fetched the set.',
      },
      {
        what: 'It goes down again.',
        before: [behave({ kind: 'unreachable' })],
        expect: passes,
        why: 'For 240 seconds the gateway needs nobody.',
      },
    ],
  },
  {
    id: 'jwks-answers-an-html-page',
    topic: 'providers',
    title: '"Invalid JWKS retrieved from endpoint": an HTML page instead of a key set',
    about:
      'The URL leads to a login page, a proxy’s error page, or the issuer’s front page. The gateway looks at no status and no content type; it tries to read JSON.',
    apis: [{ definition: api, source }],
    policies: [policy()],
    providers: providerWith({ kind: 'normal' }),
    token,
    steps: [
      {
        what: 'The key set’s address answers an HTML page.',
        before: [behave({ kind: 'malformed key set', form: 'HTML page' })],
        expect: { ...unavailable, log: 'Invalid JWKS retrieved from endpoint' },
        why: "The log’s error is: invalid character '<' looking for beginning of value.",
      },
      {
        what: 'It answers JSON that is cut.',
        before: [behave({ kind: 'malformed key set', form: 'cut JSON' })],
        expect: { ...unavailable, log: 'Invalid JWKS retrieved from endpoint' },
        why: 'Not readable either.',
      },
      { what: 'It answers the key set.', before: [normal], expect: passes, why: 'Nothing bad was kept.' },
    ],
  },
  {
    id: 'jwks-answer-without-keys-is-kept',
    topic: 'providers',
    title: 'Wrong JWKS path answers JSON without keys, and that is cached',
    about:
      'A 404 with a JSON body, or {"error": …}, counts as a key set with no keys. It is kept for 240 seconds like a good one, so correcting the endpoint does not help at once.',
    apis: [{ definition: api, source }],
    policies: [policy()],
    providers: providerWith({ kind: 'normal' }),
    token,
    steps: [
      {
        what: 'The address answers JSON without keys.',
        before: [behave({ kind: 'malformed key set', form: 'no keys' })],
        expect: unknown,
        why: 'An empty set has no key of this kid.',
      },
      {
        what: 'The provider is repaired.',
        before: [normal],
        expect: unknown,
        why: 'The empty set is kept.',
      },
      {
        what: 'Empty the cache of key sets.',
        before: [{ do: 'flush key sets' }],
        expect: passes,
        why: 'Or wait.',
      },
    ],
  },
  {
    id: 'jwks-one-bad-key-spoils-the-set',
    topic: 'providers',
    title: '"Failed to fetch or decode JWKs": one bad key in the key set',
    about:
      'A key that the library cannot read makes it refuse the whole set, also for tokens of the good keys beside it.',
    apis: [{ definition: api, source }],
    policies: [policy()],
    providers: providerWith({ kind: 'normal' }),
    token,
    steps: [
      {
        what: 'The set has one bad key beside a good one.',
        before: [behave({ kind: 'malformed key set', form: 'bad key' })],
        expect: unavailable,
        why: 'Keys of kinds that the gateway could leave alone, such as an unknown curve, are enough for this.',
      },
      { what: 'The bad key is taken out.', before: [normal], expect: passes, why: 'The set is readable.' },
    ],
  },
  {
    id: 'jwks-http-500-with-keys',
    topic: 'providers',
    title: 'JWKS endpoint answers HTTP 500',
    about:
      'The status of the key set’s answer is not looked at. With the keys in its body even a 500 is good; without, it depends on whether the body is JSON.',
    apis: [{ definition: api, source }],
    policies: [policy()],
    providers: providerWith({ kind: 'normal' }),
    token,
    steps: [
      {
        what: 'The answer is 500 with no body.',
        before: [behave({ kind: 'HTTP 500', body: 'none' })],
        expect: { ...unavailable, log: 'unexpected end of JSON input' },
        why: 'Nothing to read.',
      },
      {
        what: 'It is 500, with the key set as its body.',
        before: [behave({ kind: 'HTTP 500', body: 'key set' })],
        expect: passes,
        why: 'Only the body counts.',
      },
    ],
  },
  {
    id: 'jwks-with-certificates-only',
    topic: 'providers',
    title: 'JWKS with x5c only, without n and e',
    about: 'Some sets publish keys as certificates. The standard wants n and e as well, and the gateway needs them.',
    apis: [{ definition: api, source }],
    policies: [policy()],
    providers: providerWith({ kind: 'normal' }),
    token,
    steps: [
      {
        what: 'The set’s key has x5c, and neither n nor e.',
        before: [behave({ kind: 'x5c only' })],
        expect: { ...unavailable, log: 'missing n/e values' },
        why: 'An older reader tries next, and wants a PEM inside x5c, which no standard knows.',
      },
      { what: 'The set is complete.', before: [normal], expect: passes, why: 'n and e are read.' },
    ],
  },
  {
    id: 'jwks-with-pem-in-x5c',
    topic: 'providers',
    title: 'JWKS corrected, and still refused: x5c with a PEM inside',
    about:
      'A set that cannot be read goes to an older reader, which wants a PEM in x5c. That reader keeps what it has fetched for 240 seconds too, also when it found no key in it.',
    apis: [{ definition: api, source }],
    policies: [policy()],
    providers: providerWith({ kind: 'own key set', text: onlyX5c('bm8gUEVN') }),
    token: { payload: claims(), key: 'rsa' },
    steps: [
      {
        what: 'The set’s key has x5c alone, and no PEM is in it.',
        expect: { ...unavailable, log: 'failed to unmarshal x5c field: x509: malformed certificate' },
        why: 'Neither reader finds a key. The older one keeps the set.',
      },
      {
        what: 'The provider puts the right PEM in.',
        before: [behave({ kind: 'own key set', text: onlyX5c(demoSource('rsa')) })],
        expect: unavailable,
        why: 'The newer reader asks again, and cannot read it; the older one looks into what it has.',
      },
      {
        what: 'Empty the cache of key sets.',
        before: [{ do: 'flush key sets' }],
        expect: passes,
        why: 'Now the older reader fetches the set too. Better is a set with n and e.',
      },
    ],
  },
  {
    id: 'jwks-without-the-signing-key',
    topic: 'providers',
    title: 'Provider signs with a key that it does not publish',
    about:
      'The token’s kid is in no key set, as when one node of the provider has not got the new key. No cache is to blame here.',
    apis: [{ definition: api, source }],
    policies: [policy()],
    providers: providerWith({ kind: 'normal' }),
    token,
    steps: [
      {
        what: 'Get a token whose kid is not published.',
        before: [behave({ kind: 'unknown kid' }), newToken],
        expect: unknown,
        why: 'The set was fetched for this request, and has another kid.',
      },
      {
        what: 'Empty the cache and try again.',
        before: [{ do: 'flush key sets' }],
        expect: unknown,
        why: 'If this does not help, the fault is at the provider.',
      },
      {
        what: 'The provider is repaired. Get a new token.',
        before: [normal, newToken],
        expect: passes,
        why: 'Its kid is in the set.',
      },
    ],
  },
];
