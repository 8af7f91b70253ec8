/** Tokens, well signed and badly: how each was signed is known from its making, not from the core. */
import type { JsonObject, JsonValue } from '../../src/go/json';
import type { Chance } from './chance';
import type { Family } from './signers';
import { secretSigner, strangeSigner, withOtherS } from './signers';
import type { TrustedKey } from './trust';
import { oddValues, torn } from './odd';

export interface MadeToken {
  readonly text: string;
  readonly signed: 'well' | 'badly';
}

const part = (text: string): string => Buffer.from(text).toString('base64url');

const families: readonly Family[] = ['hmac', 'rsa', 'ecdsa'];

/** Claims that pass most of the time. `now`: Unix seconds. */
export function someClaims(chance: Chance, now: number): JsonObject {
  const odd = (): JsonValue => chance.pick(oddValues);
  const near = (): number => now + chance.below(7) - 3;
  const claims: JsonObject = {
    sub: chance.mostly<JsonValue, JsonValue>(chance.pick(['ann', 'ann', 'bob', 'her key']), [odd(), ''], 12),
    pol: chance.mostly<JsonValue, JsonValue>(
      chance.pick(['gold', 'gold', 'silver', 'bronze', 'other']),
      [odd(), 'absent'],
      12,
    ),
    exp: chance.mostly<JsonValue, JsonValue>(now + 600, [odd(), near(), near()], 8),
  };
  const more: Readonly<Record<string, () => JsonValue>> = {
    iat: () => chance.mostly<JsonValue, JsonValue>(now, [odd(), near()]),
    nbf: () => chance.mostly<JsonValue, JsonValue>(now, [odd(), near()]),
    scope: () => chance.mostly<JsonValue, JsonValue>('read write', ['read', 'nothing', ['read', 5], odd()]),
    scp: () => chance.pick<JsonValue>([['read'], 'admin', odd()]),
    iss: () => chance.mostly<JsonValue, JsonValue>('me', [odd()]),
    aud: () => chance.pick<JsonValue>(['you', ['you', 'b'], odd()]),
    jti: () => '1',
    role: () => chance.pick<JsonValue>(['admin', ['a', 'b'], 5, odd()]),
    user: () => chance.pick<JsonValue>(['ann', { name: 'ann', pol: 'gold', scope: 'read' }, odd()]),
    a: () => chance.pick<JsonValue>([{ b: { c: 'ann' } }, [{ b: 1 }], odd()]),
    app: () => chance.pick<JsonValue>(['her key', odd()]),
    cid: () => chance.mostly<JsonValue, JsonValue>('app', [5, odd()], 12),
    x: odd,
    ['__proto__']: () => chance.pick<JsonValue>(['ann', { sub: 'x' }]),
  };
  for (const [name, make] of Object.entries(more)) {
    if (chance.oneIn(4))
      Object.defineProperty(claims, name, { value: make(), enumerable: true, writable: true, configurable: true });
  }
  if (chance.oneIn(12)) delete claims['sub'];
  if (chance.oneIn(8)) delete claims['pol'];
  return claims;
}

function headerOf(chance: Chance, alg: string, kid: string | null): JsonObject {
  const named = kid ?? (chance.oneIn(4) ? 'some' : null);
  const header: JsonObject = { alg, typ: 'JWT' };
  if (named !== null) header['kid'] = chance.mostly<JsonValue, JsonValue>(named, ['absent', 5, null, ''], 20);
  if (chance.oneIn(12))
    Object.assign(header, { crit: ['b64'], b64: false, jku: 'http://evil.test/', x5u: chance.pick(oddValues) });
  return header;
}

/** A token that a trusted key signed: header and claims may be anything, the signature fits them. */
function wellSigned(chance: Chance, { signer, kid }: TrustedKey, claims: JsonObject): MadeToken {
  const alg = chance.pick(signer.algorithms);
  let header = JSON.stringify(headerOf(chance, alg, kid));
  let payload = JSON.stringify(claims);
  if (chance.oneIn(25))
    payload = chance.pick([
      torn(payload, chance),
      `${payload} {"sub":"x"}`,
      `{"sub":"x",${payload.slice(1)}`,
      'null',
      '[]',
      '',
    ]);
  if (chance.oneIn(60))
    header = chance.pick([
      torn(header, chance),
      header.replace(alg, alg.toLowerCase()),
      header.replace(alg, 'none'),
      'null',
      '{}',
    ]);
  const input = `${part(header)}.${part(payload)}`;
  let signature = signer.sign(alg, input);
  if (signer.family === 'ecdsa' && chance.oneIn(4)) signature = withOtherS(alg, signature);
  let text = signature.toString('base64url');
  if (chance.oneIn(8)) text = withOtherTrailingBits(text, signature.length, chance);
  return { text: `${input}.${text}`, signed: 'well' };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The same bytes, with other bits in the last character that no byte has: Go takes them (behaviour 5.3). */
function withOtherTrailingBits(text: string, bytes: number, chance: Chance): string {
  const free = [0, 4, 2][bytes % 3] ?? 0;
  const last = alphabet.indexOf(text.at(-1) ?? '');
  return free === 0 || last === -1 ? text : text.slice(0, -1) + (alphabet[last ^ chance.below(2 ** free)] ?? '');
}

const flip = (bytes: Buffer, chance: Chance): Buffer => {
  const copy = Buffer.from(bytes);
  const at = chance.below(copy.length);
  copy[at] = (copy[at] ?? 0) ^ (1 << chance.below(8));
  return copy;
};

/** A character of the header or the payload that is another one, one too many, or gone. */
function changedInput(input: string, chance: Chance): string {
  const at = chance.below(input.length);
  const put = chance.pick(['', 'A', 'e', '_', '=', '+', 'AA']);
  const changed = input.slice(0, at) + put + input.slice(at + chance.below(2));
  return changed === input ? `${input}A` : changed;
}

/** A token whose signature is wrong for every key that the API trusts. */
function badlySigned(chance: Chance, family: Family, { signer, kid }: TrustedKey, claims: JsonObject): MadeToken {
  const alg = chance.pick(signer.algorithms);
  const header = headerOf(chance, alg, kid);
  const payload = part(JSON.stringify(claims));
  const input = `${part(JSON.stringify(header))}.${payload}`;
  const sealed = (changes: JsonObject, sign: (input: string) => Buffer): MadeToken => {
    const own = `${part(JSON.stringify({ ...header, ...changes }))}.${payload}`;
    return badly(`${own}.${sign(own).toString('base64url')}`);
  };
  const badly = (text: string): MadeToken => ({ text, signed: 'badly' });
  const good = (): Buffer => signer.sign(alg, input);

  switch (chance.below(12)) {
    case 0: {
      const stranger = strangeSigner(chance, family);
      return sealed({ alg: chance.pick(stranger.algorithms) }, (own) =>
        stranger.sign(chance.pick(stranger.algorithms), own),
      );
    }
    case 1: {
      const stranger = strangeSigner(chance, family);
      const strangeAlg = chance.pick(stranger.algorithms);
      return sealed({ alg: strangeAlg, jwk: stranger.jwk, jku: 'http://evil.test/jwks.json' }, (own) =>
        stranger.sign(strangeAlg, own),
      );
    }
    case 2: {
      // A key of another family, often the public key as a secret: the oldest trick.
      const stranger =
        chance.oneIn(2) && family !== 'hmac'
          ? secretSigner(signer.source)
          : strangeSigner(chance, chance.pick(families));
      const strangeAlg = chance.pick(stranger.algorithms);
      return sealed({ alg: strangeAlg }, (own) => stranger.sign(strangeAlg, own));
    }
    case 3:
      return badly(`${input}.${flip(good(), chance).toString('base64url')}`);
    case 4:
      return badly(`${changedInput(input, chance)}.${good().toString('base64url')}`);
    case 5: {
      const other = part(JSON.stringify({ ...claims, sub: 'admin', pol: 'gold', n: chance.below(1e6) }));
      return badly(`${part(JSON.stringify(header))}.${other}.${good().toString('base64url')}`);
    }
    case 6: {
      const bytes = good();
      const cut = chance.pick([
        bytes.subarray(1),
        bytes.subarray(0, -1),
        Buffer.alloc(0),
        Buffer.alloc(bytes.length),
        Buffer.concat([bytes, Buffer.from([0])]),
        Buffer.concat([Buffer.from([0]), bytes]),
      ]);
      return badly(`${input}.${cut.toString('base64url')}`);
    }
    case 7:
      return badly(
        `${part(JSON.stringify({ ...header, alg: chance.pick(['none', 'None', 'NONE', '', 'HS1', 'EdDSA']) }))}.${payload}.${chance.pick(['', good().toString('base64url')])}`,
      );
    case 8: {
      // The algorithm is another than the one that was signed with.
      const named = chance.pick(['HS256', 'RS256', 'PS256', 'ES256', 'HS512', 'RS512'].filter((one) => one !== alg));
      return sealed({ alg: named }, (own) => signer.sign(alg, own));
    }
    case 9: {
      // Signed with the right key, in the order of a swapped r and s, or all of one byte.
      const bytes = good();
      const half = bytes.length >> 1;
      const swapped =
        signer.family === 'ecdsa'
          ? Buffer.concat([bytes.subarray(half), bytes.subarray(0, half)])
          : Buffer.alloc(bytes.length, 255);
      return badly(`${input}.${swapped.toString('base64url')}`);
    }
    case 10: {
      const stranger = strangeSigner(chance, 'hmac');
      return sealed(
        { alg: 'HS256', kid: chance.pick(['k1', '__proto__', 'constructor', '../../dev/null', "' OR 1=1", '']) },
        (own) => stranger.sign('HS256', own),
      );
    }
    default:
      return badly(
        chance.pick([
          input,
          `${input}..`,
          `.${input}`,
          `${input}.${input}`,
          payload,
          torn(input, chance),
          '..',
          'a.b.c',
          `${payload}.${input}`,
        ]),
      );
  }
}

/** A token for an API that trusts these keys. */
export function someToken(chance: Chance, family: Family, keys: readonly TrustedKey[], now: number): MadeToken {
  const key = chance.pick(keys);
  const claims = someClaims(chance, now);
  return chance.oneIn(4) ? badlySigned(chance, family, key, claims) : wellSigned(chance, key, claims);
}

/** A token of these claims, signed by a key that nobody trusts. */
export function strangersToken(chance: Chance, family: Family, claims: JsonObject, header: JsonObject): string {
  const stranger = strangeSigner(chance, family);
  const alg = chance.pick(stranger.algorithms);
  const input = `${part(JSON.stringify({ ...header, alg }))}.${part(JSON.stringify(claims))}`;
  return `${input}.${stranger.sign(alg, input).toString('base64url')}`;
}
