/** The signing keys of a provider: made, rotated, published and taken out of the key set. */
import { encodeRawUrl } from '../../go/base64';
import { pemOf } from '../../keys/der-write';
import { generateKey } from '../../keys/generate';
import { isPrivate, readMaterial } from '../../keys/key-material';
import { spkiDer } from '../../keys/public-pem';
import { selfSignedCertificate } from '../../keys/self-signed';
import type { Provider, ProviderKey, ProviderShape } from '../providers';
import { freshId, type NamedKey } from '../workspace';

const certificateYears = 10;
const yearMilliseconds = 365 * 86_400_000;

/**
 * A new RSA key of 2048 bits with a certificate, and a `kid` of the kind that the product gives. `now` is the provider's
 * time in milliseconds: the certificate begins then. Rejects where the browser makes no keys.
 */
export async function newSigningKey(shape: ProviderShape['shape'], host: string, now: number): Promise<NamedKey> {
  const made = await generateKey({ kind: 'rsa', bits: 2048 });
  if (!made.ok) throw new Error(made.message);
  const { jwk } = made;
  const kid = await newKid(shape, jwk);
  const named: NamedKey = { id: freshId(), name: `Key ${kid.slice(0, 8)}`, kid, use: 'sig', jwk };
  return withCertificate(named, host, now);
}

/** A key id as the products make them: Auth0 draws 21 characters, Keycloak takes the SHA-256 of the public key. */
async function newKid(shape: ProviderShape['shape'], jwk: NamedKey['jwk']): Promise<string> {
  if (shape === 'auth0') return encodeRawUrl(randomBytes(16)).slice(0, 21);
  if (shape === 'plain') return `key-${encodeRawUrl(randomBytes(6))}`;
  const read = readMaterial(jwk);
  if (!read.ok || read.material.kind === 'secret') return freshId();
  return encodeRawUrl(new Uint8Array(await crypto.subtle.digest('SHA-256', spkiDer(read.material))));
}

function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** The key with a certificate of its own, where it has none and can have one: products make them for RSA keys alone. */
export async function withCertificate(key: NamedKey, host: string, now: number): Promise<NamedKey> {
  if (key.certificate !== undefined) return key;
  const der = await selfSignedCertificate(key.jwk, {
    commonName: host,
    serial: randomBytes(8),
    notBefore: now,
    notAfter: now + certificateYears * yearMilliseconds,
  });
  return der === undefined ? key : { ...key, certificate: pemOf('CERTIFICATE', der) };
}

/** The provider with a new key that signs from now on. The old ones stay published with `keep`, and are dropped without. */
export async function rotateKeys(provider: Provider, { keep, now }: { keep: boolean; now: number }): Promise<Provider> {
  const key = await newSigningKey(provider.shape, provider.host, now);
  const keys: readonly ProviderKey[] = [...(keep ? provider.keys : []), { key, published: true }];
  return { ...provider, keys, signingKeyId: key.id };
}

/** The provider with one more published key, which does not sign yet: the next one, announced ahead. */
export async function addSecondKey(provider: Provider, now: number): Promise<Provider> {
  const key = await newSigningKey(provider.shape, provider.host, now);
  return { ...provider, keys: [...provider.keys, { key, published: true }] };
}

/** The provider with a key that somebody has, published; it signs when the provider has no key that does. Errors: one sentence for a person. */
export async function addKey(
  provider: Provider,
  key: NamedKey,
  now: number,
): Promise<{ readonly ok: true; readonly provider: Provider } | { readonly ok: false; readonly problem: string }> {
  const read = readMaterial(key.jwk);
  if (!read.ok) return read;
  const { material } = read;
  if (material.kind === 'secret') {
    return { ok: false, problem: 'A key set is public: a secret in it would be everyone’s.' };
  }
  if (material.kind === 'ed25519') {
    return { ok: false, problem: 'The gateway takes no token signed with Ed25519.' };
  }
  if (provider.keys.some((each) => each.key.id === key.id)) {
    return { ok: false, problem: `${provider.name} has this key.` };
  }
  const added = await withCertificate(key, provider.host, now);
  const keys = [...provider.keys, { key: added, published: true }];
  const signs = provider.keys.some((each) => each.key.id === provider.signingKeyId);
  return {
    ok: true,
    provider: { ...provider, keys, signingKeyId: signs || !canSign(key) ? provider.signingKeyId : key.id },
  };
}

/** Whether a provider can sign with the key: whether it has its private half. */
export function canSign({ jwk }: NamedKey): boolean {
  const read = readMaterial(jwk);
  return read.ok && read.material.kind !== 'secret' && isPrivate(read.material);
}

/** The provider with a key in its key set, or not in it. */
export function setPublished(provider: Provider, keyId: string, published: boolean): Provider {
  return { ...provider, keys: provider.keys.map((each) => (each.key.id === keyId ? { ...each, published } : each)) };
}

/** The provider signing with one of its keys. */
export function signWith(provider: Provider, keyId: string): Provider {
  return { ...provider, signingKeyId: keyId };
}

/** The provider without a key. */
export function removeKey(provider: Provider, keyId: string): Provider {
  return { ...provider, keys: provider.keys.filter(({ key }) => key.id !== keyId) };
}
