/**
 * What a stored workspace must look like to be opened: every member that the page reads, with its type and its bounds.
 * Members that are not known here are left out, except those of a JWK.
 */
import type { JWK } from 'jose';
import * as v from 'valibot';
import { hostProblem, type Provider, type ProviderClient, type ProviderUser } from '../providers';
import { tokenFaults } from '../token-faults';
import type { Clock, Document, NamedKey, NameValue, RequestDraft, TokenDraft, Workspace } from '../workspace';

/** Entries of one list. No person has as many; a file that has would make the page stand still. */
const mostEntries = 5_000;
/** Milliseconds from 1970 that a date can still have, whichever way the clock is moved on from there. */
const farthest = 8.6e15;

const text = v.string();
const flag = v.boolean();

const moment = v.pipe(v.number(), v.minValue(-farthest), v.maxValue(farthest));

function listOf<T>(item: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, readonly T[]> {
  return v.pipe(v.array(item), v.maxLength(mostEntries), v.readonly());
}

/** A list of things with an id each, which no two of them share: lists on the screen go by it. */
function listById<T extends { readonly id: string }>(
  item: v.GenericSchema<unknown, T>,
): v.GenericSchema<unknown, readonly T[]> {
  const list: v.GenericSchema<unknown, readonly T[]> = listOf(item);
  return v.pipe(
    list,
    v.check((entries) => haveOwnNames(entries), 'two entries have the same id'),
  );
}

function haveOwnNames(list: readonly { readonly id: string }[]): boolean {
  return new Set(list.map(({ id }) => id)).size === list.length;
}

const maybe = v.exactOptional(text);

/** An entry for every member, the optional ones too: one that is forgotten would be gone after a reload. */
type EntriesOf<T> = Readonly<Record<keyof T, v.GenericSchema>>;

/** The members that the page reads are of the right type; others are kept, whatever they are. */
const jwk: v.GenericSchema<unknown, JWK> = v.objectWithRest(
  {
    ...{ kty: maybe, alg: maybe, use: maybe, kid: maybe, crv: maybe, x: maybe, y: maybe, d: maybe, k: maybe },
    ...{ n: maybe, e: maybe, p: maybe, q: maybe, dp: maybe, dq: maybe, qi: maybe, pub: maybe, priv: maybe },
    ...{ x5t: maybe, 'x5t#S256': maybe, x5u: maybe },
    ext: v.exactOptional(flag),
    key_ops: v.exactOptional(v.array(text)),
    x5c: v.exactOptional(v.array(text)),
    oth: v.exactOptional(v.array(v.looseObject({ d: maybe, r: maybe, t: maybe }))),
  },
  v.unknown(),
);

const namedKey: v.GenericSchema<unknown, NamedKey> = v.object({
  id: text,
  name: text,
  kid: text,
  use: v.picklist(['sig', 'enc', '']),
  jwk,
  certificate: maybe,
} satisfies EntriesOf<NamedKey>);

const document: v.GenericSchema<unknown, Document> = v.object({
  id: text,
  draft: text,
  saved: v.nullable(text),
} satisfies EntriesOf<Document>);

const token: v.GenericSchema<unknown, TokenDraft> = v.variant('kind', [
  v.object({
    kind: v.literal('composed'),
    header: text,
    payload: text,
    keyId: v.nullable(text),
    fault: v.nullable(v.picklist(tokenFaults.map(({ fault }) => fault))),
  }),
  v.object({ kind: v.literal('encoded'), text }),
]);

const nameValue: v.GenericSchema<unknown, NameValue> = v.object({
  name: text,
  value: text,
  on: flag,
} satisfies EntriesOf<NameValue>);

const request: v.GenericSchema<unknown, RequestDraft> = v.object({
  method: text,
  path: text,
  headers: listOf(nameValue),
  cookies: listOf(nameValue),
  body: text,
  token: v.variant('in', [
    v.object({ in: v.literal('header'), name: text, prefix: text }),
    v.object({ in: v.literal('query'), name: text }),
    v.object({ in: v.literal('cookie'), name: text }),
    v.object({ in: v.literal('nowhere') }),
  ]),
} satisfies EntriesOf<RequestDraft>);

const clock: v.GenericSchema<unknown, Clock> = v.variant('runs', [
  v.object({ runs: v.literal(true), offset: moment }),
  v.object({ runs: v.literal(false), at: moment }),
]);

const behaviour: v.GenericSchema<unknown, Provider['behaviour']> = v.variant('kind', [
  v.object({ kind: v.literal('normal') }),
  v.object({ kind: v.literal('unknown kid') }),
  v.object({ kind: v.literal('x5c only') }),
  v.object({
    kind: v.literal('malformed key set'),
    form: v.picklist(['HTML page', 'cut JSON', 'no keys', 'bad key']),
  }),
  v.object({ kind: v.literal('own key set'), text }),
  v.object({ kind: v.literal('HTTP 500'), body: v.picklist(['key set', 'error', 'none']) }),
  v.object({ kind: v.literal('unreachable') }),
  v.object({ kind: v.literal('slow'), milliseconds: v.pipe(v.number(), v.minValue(0), v.maxValue(3_600_000)) }),
]);

const ofProvider = {
  id: text,
  name: text,
  // A host that someone could own would be asked for real where the browser has no service worker.
  host: v.pipe(
    text,
    v.check((host) => hostProblem(host, []) === null, 'it is no host name that ends in .test'),
  ),
  keys: v.pipe(
    listOf(v.object({ key: namedKey, published: flag })),
    v.check((keys) => haveOwnNames(keys.map(({ key }) => key)), 'two keys have the same id'),
  ),
  signingKeyId: v.nullable(text),
  behaviour,
  tokenSeconds: v.number(),
  clients: listById(
    v.object({
      ...{ id: text, name: text, clientId: text, clientSecret: text, audience: text, scope: text, claims: text },
      grants: v.pipe(v.array(v.picklist(['client_credentials', 'password'])), v.maxLength(2), v.readonly()),
    } satisfies EntriesOf<ProviderClient>),
  ),
  users: listById(
    v.object({
      ...{ id: text, username: text, password: text, sub: text, email: text, name: text, scope: text, claims: text },
    } satisfies EntriesOf<ProviderUser>),
  ),
};

const provider: v.GenericSchema<unknown, Provider> = v.variant('shape', [
  v.object({ ...ofProvider, shape: v.literal('auth0') }),
  v.object({ ...ofProvider, shape: v.literal('keycloak'), realm: text }),
  v.object({ ...ofProvider, shape: v.literal('plain') }),
]);

/** A workspace of the newest version. */
export const workspaceSchema: v.GenericSchema<unknown, Workspace> = v.object({
  apis: listById(document),
  policies: listById(document),
  keys: listById(namedKey),
  providers: listById(provider),
  token,
  request,
  clock,
} satisfies EntriesOf<Workspace>);
