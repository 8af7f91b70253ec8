import { get } from '../../go/json';
import { printValue } from '../../go/print';
import type { VerificationKey } from '../../keys/key';
import { isAddress, readStaticSource, sourceOf, type StaticSource } from '../../keys/static-source';
import { identityOf } from '../identity';
import { type Journey, type Refused, type StepResult, inApi, inHeader, pass } from '../journey';
import { type KeySearch, findInKeySet, findInKeySets } from '../key-sets';
import type { Fact, Place } from '../outcome';
import type { RefusalCode } from '../refusals';
import { lookUp } from '../session-store';
import { refuseToken } from './read-token';

const utf8 = new TextEncoder();

/** Where the API says that keys come from. */
export type KeySource = 'list of key sets' | 'jwt_source' | 'one key per token';

/** The list of key sets of an OAS API comes before `jwt_source`; without either each token has a key of its own (behaviour 5.5, 6). */
export function keySource({ api }: Pick<Journey, 'api'>): KeySource {
  const { definition } = api;
  if (definition.is_oas && (definition.jwt_jwks_uris?.length ?? 0) > 0) return 'list of key sets';
  return definition.jwt_source === '' ? 'one key per token' : 'jwt_source';
}

const explained: Partial<Readonly<Record<RefusalCode, string>>> = {
  source_not_base64: 'the source is not base64',
  key_set_unavailable: 'no key set could be had',
  kid_not_text: 'the token names no key: its kid is no text',
  kid_unknown: 'no key of the set has the token’s kid',
  key_of_token_unknown: 'the gateway has no key of this name',
  key_unreadable: 'the key cannot be read',
};

function refuseKey(journey: Journey, code: RefusalCode, error: string, facts: readonly Fact[]): Refused {
  // Two lines, except for a key that was found but could not be read.
  if (code !== 'key_unreadable') journey.log.write('error', "Couldn't get token", { error });
  return refuseToken(journey, code, error, explained[code] ?? error, facts);
}

/** JWTMiddleware: the key that the signature is to be judged by (behaviour 5.5). */
export function findKey(journey: Journey): StepResult | Promise<StepResult> {
  const source = keySource(journey);
  if (source === 'one key per token') return findOwnKey(journey);
  const kid = get(journey.get('token').header, 'kid');
  const kidFact: Fact = { name: 'kid', value: kid === undefined ? 'absent' : printValue(kid), place: inHeader('kid') };
  if (source === 'list of key sets') {
    const uris = inApi('jwt_jwks_uris');
    return findInKeySets(journey, kid).then((search) => fromSearch(journey, search, kidFact, uris));
  }

  const { jwt_source: written } = journey.api.definition;
  const place = inApi('jwt_source');
  const inSet = (address: string): Promise<StepResult> =>
    findInKeySet(journey, address, kid).then((search) => fromSearch(journey, search, kidFact, place));
  if (isAddress(written)) return inSet(written);
  const decoded = readStaticSource(written);
  if (!decoded.ok) {
    journey.log.write('error', `JWKS source decode failed: ${written} is not a base64 string`, {
      error: decoded.error,
    });
    const fact = {
      name: 'jwt_source',
      value: written,
      rule: 'base64 of a secret, a key or a URL',
      holds: false,
      place,
    };
    return refuseKey(journey, 'source_not_base64', decoded.error, [fact]);
  }
  if (isAddress(decoded.text)) return inSet(decoded.text);
  return fromSource(journey, decoded, { name: 'jwt_source', value: `${String(decoded.bytes.length)} bytes`, place });
}

function fromSearch(journey: Journey, search: KeySearch, kid: Fact, place: Place): StepResult {
  if (!search.ok)
    return refuseKey(journey, search.code, search.error, [
      { ...kid, holds: false },
      { name: 'key set', value: search.error, place },
    ]);
  if (search.key.kind === 'secret') {
    // The bytes of an "oct" key are read like those of a source.
    return fromSource(journey, sourceOf(search.key.bytes), { name: search.from, value: search.url, place });
  }
  const facts = [kid, { name: 'key set', value: search.url, place }, { name: 'key', value: described(search.key) }];
  return pass(`${described(search.key)}: ${search.from}`, facts, { key: search.key });
}

/** The bytes of a secret; for RSA and ECDSA, the public key or certificate that they are. */
function fromSource(journey: Journey, source: StaticSource, fact: Fact): StepResult {
  const method = journey.api.definition.jwt_signing_method;
  if (method !== 'rsa' && method !== 'ecdsa') {
    return pass(`secret from ${fact.name}, ${String(source.bytes.length)} bytes`, [fact], { key: source.secret });
  }
  const read = source.publicKey;
  if (!read.ok) {
    journey.logWriter.bare('error', 'Failed to decode JWT key', { error: read.error });
    const rule = 'a public key or a certificate, PEM or DER';
    return refuseKey(journey, 'key_unreadable', 'Failed to decode JWT key', [
      { ...fact, value: read.error, rule, holds: false },
    ]);
  }
  return pass(`${described(read.key)} from ${fact.name}`, [{ ...fact, value: described(read.key) }], { key: read.key });
}

function described(key: VerificationKey): string {
  switch (key.kind) {
    case 'secret':
      return `secret of ${String(key.bytes.length)} bytes`;
    case 'rsa':
      return `RSA key of ${String(key.bits)} bits`;
    case 'ec':
      return `EC key on ${key.curve}`;
    case 'ed25519':
      return 'Ed25519 key';
    case 'unusable':
      return `${key.what} key`;
  }
}

/** One key per token: the Tyk key named by the token's kid or identity holds the secret (behaviour 6). */
function findOwnKey(journey: Journey): StepResult {
  const { api, log, world, logWriter } = journey;
  const found = identityOf(journey);
  if (!found.ok) return refuseKey(journey, 'key_of_token_unknown', found.error, found.facts);
  const name = found.identity;
  log.debug(`Getting key: ${name}`);
  const { session, found: exists } = lookUp(world, api.definition.org_id, name, {
    writer: logWriter,
    write: (level, message) => {
      log.write(level, message);
    },
  });
  const fact: Fact = { name: 'key', value: name, rule: 'a Tyk key of this name', holds: exists };
  if (!exists)
    return refuseKey(journey, 'key_of_token_unknown', 'token invalid, key not found', [...found.facts, fact]);
  const source = sourceOf(utf8.encode(session.state.jwt_data.secret));
  return fromSource(journey, source, { ...fact, name: `jwt_data.secret of key ${name}` });
}
