/**
 * Every form in which a key can be written, each only where the key has it.
 */
import type { JWK } from 'jose';
import { encodeRawUrl, encodeStd } from '../../go/base64';
import { isPrivate, jwkOf, publicHalf, readMaterial, type KeyMaterial, type SecretMaterial } from '../key-material';
import { pkcs1PrivatePem, pkcs8Pem, sec1Pem } from '../private-pem';
import { pkcs1PublicPem, spkiDer, spkiPem } from '../public-pem';
import { utf8Text } from '../printable-text';

/** What of a key is written: the workspace's keys are such. */
export interface ExportableKey {
  readonly kid: string;
  readonly use: 'sig' | 'enc' | '';
  readonly jwk: JWK;
  /** The certificate that the key came with, as PEM. */
  readonly certificate?: string;
}

/** The names of the forms, stable. */
export type KeyFormId =
  | 'secret-text'
  | 'secret-base64'
  | 'secret-base64url'
  | 'secret-hex'
  | 'pkcs8'
  | 'pkcs1-private'
  | 'sec1'
  | 'spki'
  | 'pkcs1-public'
  | 'spki-der'
  | 'jwk-private'
  | 'jwk-public'
  | 'key-set'
  | 'certificate'
  | 'jwt-source'
  | 'jwt-source-certificate';

export interface KeyForm {
  readonly id: KeyFormId;
  /** For a person. */
  readonly title: string;
  readonly text: string;
  /** Whether tokens can be signed by who has it. */
  readonly secret: boolean;
  /** A name for a file; the commands of `key-commands.ts` use the same. */
  readonly file: string;
}

/**
 * The forms of a key, what the gateway wants first. `alg` is named in the key set when it is given.
 * A JWK that is no key has none.
 */
export function keyForms(key: ExportableKey, alg?: string): readonly KeyForm[] {
  const read = readMaterial(key.jwk);
  if (!read.ok) return [];
  const { material } = read;
  return material.kind === 'secret' ? secretForms(key, material, alg) : pairForms(key, material, alg);
}

/** The form that goes into `jwt_source`: base64 of a secret, of a public key as PEM, or of the certificate; undefined when the gateway takes no such key. */
export function jwtSource(key: ExportableKey): string | undefined {
  return keyForms(key).find(({ id }) => id === 'jwt-source')?.text;
}

/** The key set with the public half of each key, or the secret itself, as an identity provider publishes it (RFC 7517 §5). */
export function keySetText(keys: readonly ExportableKey[], alg?: string): string {
  const members = keys.flatMap((key) => {
    const read = readMaterial(key.jwk);
    return read.ok ? [published(key, read.material, alg)] : [];
  });
  return json({ keys: members });
}

const utf8 = new TextEncoder();
const json = (value: unknown): string => JSON.stringify(value, null, 2);

function secretForms(key: ExportableKey, material: SecretMaterial, alg: string | undefined): readonly KeyForm[] {
  const { bytes } = material;
  const text = utf8Text(bytes);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const form = (id: KeyFormId, title: string, file: string, content: string): KeyForm => {
    return { id, title, text: content, secret: true, file };
  };
  return [
    form('jwt-source', 'For jwt_source: base64 of the secret', 'jwt_source.txt', encodeStd(bytes)),
    ...(text !== undefined && /^[^\p{C}]+$/u.test(text) ? [form('secret-text', 'As text', 'secret.txt', text)] : []),
    form('secret-base64', 'base64', 'secret.base64', encodeStd(bytes)),
    form('secret-base64url', 'base64url, without padding', 'secret.base64url', encodeRawUrl(bytes)),
    form('secret-hex', 'Hexadecimal', 'secret.hex', hex),
    form('jwk-private', 'JWK', 'secret.jwk.json', json(named(key, material, alg))),
    form('key-set', 'Key set, which gives the secret away', 'jwks.json', keySetText([key], alg)),
  ];
}

function pairForms(
  key: ExportableKey,
  material: Exclude<KeyMaterial, SecretMaterial>,
  alg: string | undefined,
): readonly KeyForm[] {
  return [...publicForms(key, material, alg), ...(isPrivate(material) ? privateForms(key, material, alg) : [])];
}

function publicForms(
  key: ExportableKey,
  material: Exclude<KeyMaterial, SecretMaterial>,
  alg: string | undefined,
): readonly KeyForm[] {
  const { certificate } = key;
  const forms: KeyForm[] = [];
  const add = (id: KeyFormId, title: string, file: string, text: string): void => {
    forms.push({ id, title, text, secret: false, file });
  };
  const pem = spkiPem(material);
  // The gateway has no signing method for Ed25519.
  if (material.kind !== 'ed25519') {
    add('jwt-source', 'For jwt_source: base64 of the public key', 'jwt_source.txt', base64(pem));
    if (certificate !== undefined) {
      add('jwt-source-certificate', 'For jwt_source: base64 of the certificate', 'jwt_source.txt', base64(certificate));
    }
  }
  add('spki', 'Public key, PEM (SPKI)', 'public.pem', pem);
  if (material.kind === 'rsa') {
    add(
      'pkcs1-public',
      'Public key, PEM (PKCS#1), which the gateway does not read',
      'public-pkcs1.pem',
      pkcs1PublicPem(material),
    );
  }
  add('spki-der', 'Public key, DER in base64', 'public.der.base64', encodeStd(spkiDer(material)));
  if (certificate !== undefined) add('certificate', 'Certificate, PEM', 'certificate.pem', certificate);
  add('jwk-public', 'Public JWK', 'public.jwk.json', json(published(key, material, alg)));
  add('key-set', 'Key set (JWKS)', 'jwks.json', keySetText([key], alg));
  return forms;
}

function privateForms(key: ExportableKey, material: KeyMaterial, alg: string | undefined): readonly KeyForm[] {
  const forms: KeyForm[] = [];
  const add = (id: KeyFormId, title: string, file: string, text: string | undefined): void => {
    if (text !== undefined) forms.push({ id, title, text, secret: true, file });
  };
  add('pkcs8', 'Private key, PEM (PKCS#8)', 'private.pem', pkcs8Pem(material));
  if (material.kind === 'rsa') {
    add('pkcs1-private', 'Private key, PEM (PKCS#1)', 'private-pkcs1.pem', pkcs1PrivatePem(material));
  }
  if (material.kind === 'ec') add('sec1', 'Private key, PEM (SEC1)', 'private-sec1.pem', sec1Pem(material));
  add('jwk-private', 'Private JWK', 'private.jwk.json', json(named(key, material, alg)));
  return forms;
}

function base64(text: string): string {
  return encodeStd(utf8.encode(text));
}

/** The JWK with its kid, use and alg. */
function named({ kid, use }: ExportableKey, material: KeyMaterial, alg: string | undefined): JWK {
  const { kty, ...members } = jwkOf(material);
  return {
    ...(kty === undefined ? {} : { kty }),
    ...(kid === '' ? {} : { kid }),
    ...(use === '' ? {} : { use }),
    ...(alg === undefined ? {} : { alg }),
    ...members,
  };
}

/** What others may see of it; of a secret all. */
function published(key: ExportableKey, material: KeyMaterial, alg: string | undefined): JWK {
  return named(key, publicHalf(material) ?? material, alg);
}
