/** Workspaces of every shape, for property-based tests. */
import fc from 'fast-check';
import { newestVersion } from '../../../src/workspace/stored/migrations';
import type { StoredWorkspace } from '../../../src/workspace/stored/stored-workspace';
import type { Provider } from '../../../src/workspace/providers';
import type {
  Clock,
  Document,
  NamedKey,
  NameValue,
  RequestDraft,
  TokenDraft,
  Workspace,
} from '../../../src/workspace/workspace';

/** Texts with everything that JSON, UTF-8 and a link could stumble over, lone surrogates included. */
const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', '__proto__', 'constructor', '\ud800', '\u2028', '{"a":1', '<img src=x>', '"\\', '\0'),
);

const documentText = fc.oneof(
  anyText,
  fc.json({ maxDepth: 3 }),
  fc.constantFrom('{"api_id":"a","jwt_source":"dHlrMTIz"}', '{"id":"gold"}', '{ "n": 9007199254740993 }'),
);

function listById<T extends { readonly id: string }>(item: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> {
  return fc.uniqueArray(item, { maxLength: 3, selector: ({ id }) => id });
}

const document: fc.Arbitrary<Document> = fc.record({
  id: fc.uuid(),
  draft: documentText,
  saved: fc.option(documentText),
});

const base64url = fc.string({
  unit: fc.constantFrom(...('abcXYZ019-_'.match(/./g) ?? [])),
  minLength: 1,
  maxLength: 60,
});

/** A value as it comes out of JSON, which has no -0. */
const anyJson = fc.jsonValue({ maxDepth: 2 }).map((value): unknown => JSON.parse(JSON.stringify(value)));

const jwk: fc.Arbitrary<NamedKey['jwk']> = fc.oneof(
  fc.record({ kty: fc.constant('oct'), k: base64url }),
  fc.record({ kty: fc.constant('EC'), crv: fc.constant('P-256'), x: base64url, y: base64url, d: base64url }),
  fc.record(
    { kty: fc.constant('RSA'), n: base64url, e: fc.constant('AQAB'), d: base64url, ext: fc.boolean() },
    { requiredKeys: ['kty', 'n', 'e'] },
  ),
  fc.record({ kty: fc.constant('OKP'), x: base64url, key_ops: fc.array(anyText), own: anyJson }),
);

const key: fc.Arbitrary<NamedKey> = fc.record(
  {
    id: fc.uuid(),
    name: anyText,
    kid: anyText,
    use: fc.constantFrom('sig', 'enc', ''),
    jwk,
    certificate: anyText,
  },
  { requiredKeys: ['id', 'name', 'kid', 'use', 'jwk'] },
);

const behaviour: fc.Arbitrary<Provider['behaviour']> = fc.oneof(
  fc.constantFrom(
    { kind: 'normal' } as const,
    { kind: 'unknown kid' } as const,
    { kind: 'x5c only' } as const,
    { kind: 'unreachable' } as const,
  ),
  fc.record({
    kind: fc.constant('malformed key set'),
    form: fc.constantFrom('HTML page', 'cut JSON', 'no keys', 'bad key'),
  }),
  fc.record({ kind: fc.constant('own key set'), text: anyText }),
  fc.record({ kind: fc.constant('HTTP 500'), body: fc.constantFrom('key set', 'error', 'none') }),
  fc.record({ kind: fc.constant('slow'), milliseconds: fc.nat(60_000) }),
);

const ofProvider = {
  id: fc.uuid(),
  name: anyText,
  host: fc.stringMatching(/^[a-z0-9]{1,8}(\.[a-z]{1,5})?\.test$/).filter((host) => host !== 'gateway.test'),
  keys: fc.uniqueArray(fc.record({ key, published: fc.boolean() }), { maxLength: 2, selector: (each) => each.key.id }),
  signingKeyId: fc.option(fc.uuid()),
  behaviour,
  tokenSeconds: fc.nat(100_000),
  clients: listById(
    fc.record({
      id: fc.uuid(),
      name: anyText,
      clientId: anyText,
      clientSecret: anyText,
      grants: fc.subarray(['client_credentials', 'password'] as const),
      audience: anyText,
      scope: anyText,
      claims: anyText,
    }),
  ),
  users: listById(
    fc.record({
      id: fc.uuid(),
      username: anyText,
      password: anyText,
      sub: anyText,
      email: anyText,
      name: anyText,
      scope: anyText,
      claims: anyText,
    }),
  ),
};

const provider: fc.Arbitrary<Provider> = fc.oneof(
  fc.record({ ...ofProvider, shape: fc.constant('auth0') }),
  fc.record({ ...ofProvider, shape: fc.constant('plain') }),
  fc.record({ ...ofProvider, shape: fc.constant('keycloak'), realm: anyText }),
);

const token: fc.Arbitrary<TokenDraft> = fc.oneof(
  fc.record({ kind: fc.constant('encoded'), text: anyText }),
  fc.record({
    kind: fc.constant('composed'),
    header: documentText,
    payload: documentText,
    keyId: fc.option(fc.uuid()),
    fault: fc.constantFrom(null, 'wrong key', 'alg none', 'expired', 'kid unknown'),
  }),
);

const pairs: fc.Arbitrary<readonly NameValue[]> = fc.array(
  fc.record({ name: anyText, value: anyText, on: fc.boolean() }),
  { maxLength: 3 },
);

const request: fc.Arbitrary<RequestDraft> = fc.record({
  method: anyText,
  path: anyText,
  headers: pairs,
  cookies: pairs,
  body: anyText,
  token: fc.oneof(
    fc.record({ in: fc.constant('header'), name: anyText, prefix: anyText }),
    fc.record({ in: fc.constantFrom('query', 'cookie'), name: anyText }),
    fc.record({ in: fc.constant('nowhere') }),
  ),
});

const moment = fc.integer({ min: -8_000_000_000_000_000, max: 8_000_000_000_000_000 });

const clock: fc.Arbitrary<Clock> = fc.oneof(
  fc.record({ runs: fc.constant(true), offset: moment }),
  fc.record({ runs: fc.constant(false), at: moment }),
);

export const anyWorkspace: fc.Arbitrary<Workspace> = fc
  .record({
    apis: listById(document),
    policies: listById(document),
    keys: listById(key),
    providers: listById(provider),
    token,
    request,
    clock,
  })
  // Its records have no prototype, which is no difference that counts.
  .map((workspace) => structuredClone(workspace));

export const anyStored: fc.Arbitrary<StoredWorkspace> = fc.record({ name: anyText, workspace: anyWorkspace });

/** The root of a stored form with one member put in place of another, by its path. */
export function withMember(text: string, path: readonly (string | number)[], value: unknown): string {
  const root: unknown = JSON.parse(text);
  const [last = '', ...above] = [...path].reverse();
  let parent: unknown = root;
  for (const name of above.reverse()) parent = Reflect.get(objectOf(parent), name);
  Reflect.defineProperty(objectOf(parent), last, { value, enumerable: true, configurable: true, writable: true });
  return JSON.stringify(root);
}

function objectOf(value: unknown): object {
  if (typeof value === 'object' && value !== null) return value;
  throw new Error('There is no such member.');
}

/** Numbers of the versions that there have been. */
export const versions: readonly number[] = Array.from({ length: newestVersion }, (_, index) => index + 1);
