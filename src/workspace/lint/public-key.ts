/**
 * The source where it is to be a public key (behaviour 5.5, 5.6).
 */
import type { VerificationKey } from '../../keys/key';
import { judgesJwts } from './authentication';
import type { ApiDocument } from './document';
import type { Fix, Hit } from './finding';
import {
  encodeText,
  isReadable,
  isUrl,
  keySourceOf,
  methodInForce,
  type SigningMethod,
  sourcePlace,
} from './key-source';
import { countOfBlocks, insideTwice, meantKey, type MeantKey, sourceText } from './meant-key';
import { fix, place, set } from './place';
import type { StaticSource } from '../../keys/static-source';

/** Bytes that are in use as they are: no address, and not encoded twice. */
function bytesOf(api: ApiDocument): StaticSource | null {
  const source = keySourceOf(api);
  if (source.kind !== 'bytes' || isUrl(source.source.text.trim())) return null;
  return insideTwice(source.source.text)?.isKey === true ? null : source.source;
}

function withMethod(api: ApiDocument, method: SigningMethod) {
  return set(api, place(api, 'jwt_signing_method'), method);
}

/** The public half put in place, and the method that it is for. */
function repair(api: ApiDocument, key: MeantKey, title: string): readonly Fix[] {
  if (key.pem === null) return [];
  const source = set(api, sourcePlace(api), sourceText(key.pem));
  const method = key.method === null || key.method === api.definition.jwt_signing_method ? [] : [key.method];
  return [fix(title, source, ...method.map((one) => withMethod(api, one)))];
}

export function* pemNotBase64(api: ApiDocument): Iterable<Hit> {
  const source = keySourceOf(api);
  if (source.kind !== 'not base64' || !source.written.includes('-----BEGIN ')) return;
  yield {
    path: sourcePlace(api),
    message:
      'The PEM stands here as it is; the gateway wants it encoded as base64, so every token is refused with 403.',
    fixes: [fix('Encode it as base64', set(api, sourcePlace(api), encodeText(source.written)))],
  };
}

export function* keyForHmac(api: ApiDocument): Iterable<Hit> {
  const source = bytesOf(api);
  const key = source === null || api.definition.jwt_signing_method !== 'hmac' ? null : meantKey(source);
  if (key === null || key.form === 'private') return;
  const method = key.method ?? 'rsa';
  yield {
    path: place(api, 'jwt_signing_method'),
    message:
      'The source is a public key, but with hmac it counts as a secret: tokens signed with the key are refused with 403.',
    fixes:
      key.form === 'readable' || key.pem === null
        ? [fix(`Write ${method}`, withMethod(api, method))]
        : repair(api, key, `Write ${method}`),
  };
}

function keyMethod(api: ApiDocument): StaticSource | null {
  return methodInForce(api) === 'hmac' ? null : bytesOf(api);
}

export function* secretForKeyMethod(api: ApiDocument): Iterable<Hit> {
  const source = keyMethod(api);
  if (source === null || source.text.includes('-----BEGIN ') || meantKey(source) !== null) return;
  if (!isReadable(source.text) && source.bytes.length > 64) return;
  yield {
    path: sourcePlace(api),
    message: `The source is a secret, but ${methodInForce(api)} wants a public key: every token is refused with 403.`,
    fixes: [fix('Write hmac', withMethod(api, 'hmac'))],
  };
}

export function* privateKey(api: ApiDocument): Iterable<Hit> {
  const source = bytesOf(api);
  const key = source === null ? null : meantKey(source);
  if (key?.form !== 'private') return;
  yield {
    path: sourcePlace(api),
    message:
      'This is a private key. The gateway wants the public one and refuses every token with 403; a private key does not belong here.',
    fixes: repair(api, key, 'Put its public key here'),
  };
}

export function* pkcs1Key(api: ApiDocument): Iterable<Hit> {
  const source = keyMethod(api);
  const key = source === null ? null : meantKey(source);
  if (key?.form !== 'pkcs1') return;
  yield {
    path: sourcePlace(api),
    message:
      'The key is in PKCS#1 (“RSA PUBLIC KEY”), which the gateway does not read: every token is refused with 403.',
    fixes: repair(api, key, 'Write it as “PUBLIC KEY”'),
  };
}

export function* pemDamaged(api: ApiDocument): Iterable<Hit> {
  const source = keyMethod(api);
  const key = source === null ? null : meantKey(source);
  if (key?.form !== 'damaged' || key.pem === null) return;
  yield {
    path: sourcePlace(api),
    message:
      'The PEM has lost its line breaks, is indented, or begins and ends differently. The gateway does not read it: every token is refused with 403.',
    fixes: repair(api, key, 'Write it as PEM wants it'),
  };
}

export function* keyUnreadable(api: ApiDocument): Iterable<Hit> {
  const source = keyMethod(api);
  if (source === null || source.publicKey.ok) return;
  const key = meantKey(source);
  const isBlob = key === null && !isReadable(source.text) && source.bytes.length > 64;
  const isCut = key === null ? source.text.includes('-----BEGIN ') : key.form === 'damaged' && key.pem === null;
  if (key?.form !== 'jwk' && !isBlob && !isCut) return;
  yield {
    path: sourcePlace(api),
    message: `The gateway reads no key here (${source.publicKey.error}); it wants a public key or a certificate, PEM or DER. Every token is refused with 403.`,
    fixes: key === null ? [] : repair(api, key, 'Write it as PEM'),
  };
}

/** The key in use, where it can be read. */
function readableKey(api: ApiDocument): VerificationKey | null {
  const source = keyMethod(api);
  return source?.publicKey.ok === true ? source.publicKey.key : null;
}

const names = { rsa: 'an RSA key', ecdsa: 'an EC key' } as const;

export function* keyOfOtherFamily(api: ApiDocument): Iterable<Hit> {
  const key = readableKey(api);
  const method = methodInForce(api);
  if (key === null) return;
  const of = key.kind === 'rsa' ? 'rsa' : key.kind === 'ec' ? 'ecdsa' : null;
  if (of === method) return;
  const path = place(api, 'jwt_signing_method');
  const what = of === 'rsa' || of === 'ecdsa' ? names[of] : 'a key that no signing method is for';
  yield {
    path,
    message: `The source is ${what}, and the method is ${method}: every token is refused with 403.`,
    fixes: of === null ? [] : [fix(`Write ${of}`, withMethod(api, of))],
  };
}

export function* rsaTooShort(api: ApiDocument): Iterable<Hit> {
  const key = readableKey(api);
  if (key?.kind !== 'rsa' || key.bits >= 1024) return;
  yield {
    path: sourcePlace(api),
    message: `The RSA key has ${String(key.bits)} bits. Under 1024 the gateway refuses every token with 403.`,
  };
}

export function* secondKeyUnused(api: ApiDocument): Iterable<Hit> {
  const source = keyMethod(api);
  if (source?.publicKey.ok !== true || countOfBlocks(source.bytes) < 2) return;
  yield {
    path: sourcePlace(api),
    message: 'Only the first key of the PEM is used. Tokens signed with another one are refused with 403.',
  };
}

export function* keyDecoded(api: ApiDocument): Iterable<Hit> {
  const key = readableKey(api);
  const source = keyMethod(api);
  if (key === null || source === null) return;
  const what = key.kind === 'rsa' ? `RSA, ${String(key.bits)} bits` : key.kind === 'ec' ? `EC, ${key.curve}` : null;
  if (what === null) return;
  const form = source.text.includes('-----BEGIN ') ? 'PEM' : 'DER';
  const certificate = /-----BEGIN [A-Z0-9 ]*CERTIFICATE-----/.test(source.text);
  yield {
    path: sourcePlace(api),
    message: certificate
      ? `base64 of a certificate (${form}) with a public key, ${what}. Its dates and its issuer are not checked.`
      : `base64 of a public key (${form}), ${what}.`,
  };
}

export function* keySetForHmac(api: ApiDocument): Iterable<Hit> {
  const { definition } = api;
  if (!judgesJwts(api) || definition.jwt_signing_method !== 'hmac') return;
  const { kind } = keySourceOf(api);
  const hasList = definition.is_oas && (definition.jwt_jwks_uris?.length ?? 0) > 0;
  if (kind !== 'url' && kind !== 'raw url' && !hasList) return;
  const path = place(api, 'jwt_signing_method');
  yield {
    path,
    message:
      'With hmac only secrets (“oct” keys) of the key set verify. Tokens signed with RS256 or ES256 are refused with 403.',
    fixes: [fix('Write rsa', withMethod(api, 'rsa')), fix('Write ecdsa', withMethod(api, 'ecdsa'))],
  };
}
