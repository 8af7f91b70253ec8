/** Signs a provider's tokens. */
import { isObject, type JsonObject, unmarshal } from '../../go/json';
import { signToken } from '../../tokens/sign';
import {
  kidOfTokens,
  signingKey,
  type Provider,
  type ProviderClient,
  type ProviderUser,
} from '../../workspace/providers';
import type { NamedKey } from '../../workspace/workspace';

/** When a request is answered, in milliseconds since 1970, and with which chance. */
export interface Moment {
  readonly now: number;
  readonly random: (bytes: number) => Uint8Array;
}

/** What a client may have a token for: itself, or a user. */
export interface Subject {
  readonly client: ProviderClient;
  /** `null`: the client itself. */
  readonly user: ProviderUser | null;
}

type Issued = { readonly ok: true; readonly token: string } | { readonly ok: false; readonly problem: string };

const utf8 = new TextEncoder();

const curveAlgorithms: ReadonlyMap<string, string> = new Map([
  ['P-256', 'ES256'],
  ['P-384', 'ES384'],
  ['P-521', 'ES512'],
]);

/** The `alg` of tokens that are signed with a key; `null` for a key that no provider signs with. */
export function signingAlgorithm({ kty, crv }: NamedKey['jwk']): string | null {
  if (kty === 'RSA') return 'RS256';
  return kty === 'EC' ? (curveAlgorithms.get(crv ?? '') ?? null) : null;
}

/** Signs claims with the provider's signing key. Errors: why it cannot, in one sentence. */
export async function issue(provider: Provider, claims: JsonObject): Promise<Issued> {
  const key = signingKey(provider);
  if (key === undefined) return { ok: false, problem: 'The provider has no key to sign with.' };
  const alg = signingAlgorithm(key.jwk);
  if (alg === null) return { ok: false, problem: `No token is signed with a key of type ${key.jwk.kty ?? 'unknown'}.` };
  const kid = kidOfTokens(provider) ?? key.kid;
  const signed = await signToken({ alg, typ: 'JWT', kid }, claims, { kind: 'jwk', jwk: key.jwk });
  return signed.ok ? signed : { ok: false, problem: signed.problem.message };
}

/** The claims that a client and its user bring along; the user's count where both have one. */
export function ownClaims({ client, user }: Subject): JsonObject {
  return { ...readClaims(client.claims), ...(user === null ? {} : readClaims(user.claims)) };
}

function readClaims(text: string): JsonObject {
  const read = unmarshal(utf8.encode(text));
  return read.ok && isObject(read.value) ? read.value : {};
}

/** The words of a text that are separated by blanks: scopes (RFC 6749 §3.3). */
export function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** A random UUID (RFC 9562 §5.4). */
export function randomUuid({ random }: Moment): string {
  const bytes = random(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
