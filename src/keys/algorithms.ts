/**
 * The `alg` values that the gateway's JWT library knows (RFC 7518 §3.1, RFC 8037 §3.1), one row each.
 * A caller is given a row and never lists algorithms again.
 */

/** A hash, by its WebCrypto name. */
export type HashName = 'SHA-256' | 'SHA-384' | 'SHA-512';

/** An elliptic curve, by its JWK name. P-224 has none; it can only come from a PEM or a certificate. */
export type Curve = 'P-224' | 'P-256' | 'P-384' | 'P-521';

interface Row {
  readonly name: string;
  /** What the algorithm is called in prose. */
  readonly title: string;
}

/** A row of the table. */
export type Algorithm =
  | (Row & {
      readonly family: 'hmac';
      readonly hash: HashName;
      readonly webCrypto: 'HMAC';
      readonly signatureBytes: number;
    })
  | (Row & { readonly family: 'rsa'; readonly hash: HashName; readonly webCrypto: 'RSASSA-PKCS1-v1_5' })
  | (Row & {
      readonly family: 'rsa-pss';
      readonly hash: HashName;
      readonly webCrypto: 'RSA-PSS';
      readonly saltBytes: number;
    })
  | (Row & {
      readonly family: 'ecdsa';
      readonly hash: HashName;
      readonly webCrypto: 'ECDSA';
      /** The curve that RFC 7518 §3.4 names for it. The gateway does not hold a key to it. */
      readonly curve: Exclude<Curve, 'P-224'>;
      readonly signatureBytes: number;
    })
  | (Row & { readonly family: 'ed25519'; readonly webCrypto: 'Ed25519'; readonly signatureBytes: 64 })
  | (Row & { readonly family: 'none' });

/** Every known algorithm, in the order in which a person would list them. */
export const algorithms = [
  { name: 'HS256', title: 'HMAC with SHA-256', family: 'hmac', hash: 'SHA-256', webCrypto: 'HMAC', signatureBytes: 32 },
  { name: 'HS384', title: 'HMAC with SHA-384', family: 'hmac', hash: 'SHA-384', webCrypto: 'HMAC', signatureBytes: 48 },
  { name: 'HS512', title: 'HMAC with SHA-512', family: 'hmac', hash: 'SHA-512', webCrypto: 'HMAC', signatureBytes: 64 },
  { name: 'RS256', title: 'RSA with SHA-256', family: 'rsa', hash: 'SHA-256', webCrypto: 'RSASSA-PKCS1-v1_5' },
  { name: 'RS384', title: 'RSA with SHA-384', family: 'rsa', hash: 'SHA-384', webCrypto: 'RSASSA-PKCS1-v1_5' },
  { name: 'RS512', title: 'RSA with SHA-512', family: 'rsa', hash: 'SHA-512', webCrypto: 'RSASSA-PKCS1-v1_5' },
  {
    name: 'PS256',
    title: 'RSA-PSS with SHA-256',
    family: 'rsa-pss',
    hash: 'SHA-256',
    webCrypto: 'RSA-PSS',
    saltBytes: 32,
  },
  {
    name: 'PS384',
    title: 'RSA-PSS with SHA-384',
    family: 'rsa-pss',
    hash: 'SHA-384',
    webCrypto: 'RSA-PSS',
    saltBytes: 48,
  },
  {
    name: 'PS512',
    title: 'RSA-PSS with SHA-512',
    family: 'rsa-pss',
    hash: 'SHA-512',
    webCrypto: 'RSA-PSS',
    saltBytes: 64,
  },
  {
    name: 'ES256',
    title: 'ECDSA on P-256 with SHA-256',
    family: 'ecdsa',
    hash: 'SHA-256',
    webCrypto: 'ECDSA',
    curve: 'P-256',
    signatureBytes: 64,
  },
  {
    name: 'ES384',
    title: 'ECDSA on P-384 with SHA-384',
    family: 'ecdsa',
    hash: 'SHA-384',
    webCrypto: 'ECDSA',
    curve: 'P-384',
    signatureBytes: 96,
  },
  {
    name: 'ES512',
    title: 'ECDSA on P-521 with SHA-512',
    family: 'ecdsa',
    hash: 'SHA-512',
    webCrypto: 'ECDSA',
    curve: 'P-521',
    signatureBytes: 132,
  },
  { name: 'EdDSA', title: 'Ed25519', family: 'ed25519', webCrypto: 'Ed25519', signatureBytes: 64 },
  { name: 'none', title: 'no signature', family: 'none' },
] as const satisfies readonly Algorithm[];

const byName: ReadonlyMap<string, Algorithm> = new Map(algorithms.map((row) => [row.name, row]));

/** The algorithm of exactly this name (`hs256` is none: `02-token-shape / alg "hs256" …`), or undefined. */
export function algorithm(name: string): Algorithm | undefined {
  return byName.get(name);
}
