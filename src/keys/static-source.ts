import { decodeStd, encodeStd } from '../go/base64';
import { Late } from '../go/late';
import { secretKey, type KeyReading, type SecretKey } from './key';

const publicKeys = new Late(() => import('./public-key'));

/** What the base64 text in a definition stands for: a secret for HMAC, a public key for RSA and ECDSA. */
export interface StaticSource {
  readonly ok: true;
  readonly bytes: Uint8Array;
  /** The bytes as text: they may be the address of a key set. */
  readonly text: string;
  readonly secret: SecretKey;
  readonly publicKey: KeyReading;
}

type Reading = StaticSource | { readonly ok: false; readonly error: string };

/** The sources read last, by their base64; the same text gives the same key objects, which carry their imported and prepared forms. */
const kept = new Map<string, StaticSource>();
const mostKept = 64;
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Whether a text is the address of a key set rather than a key: its scheme alone tells, in letters of any size (behaviour 5.5). */
export function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/** Decodes a `jwt_source` that is no URL; the error is that of the base64. */
export function readStaticSource(text: string): Reading {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const decoded = decodeStd(text);
  return decoded.ok ? keep(text, source(decoded.bytes)) : decoded;
}

/** The source that these bytes are, wherever they stood. */
export function sourceOf(bytes: Uint8Array): StaticSource {
  const text = encodeStd(bytes);
  return kept.get(text) ?? keep(text, source(bytes));
}

function keep(text: string, made: StaticSource): StaticSource {
  const [oldest] = kept.keys();
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  kept.set(text, made);
  return made;
}

function source(bytes: Uint8Array): StaticSource {
  let publicKey: KeyReading | undefined;
  return {
    ok: true,
    bytes,
    text: utf8.decode(bytes),
    secret: secretKey(bytes),
    get publicKey() {
      return (publicKey ??= publicKeys.value.readPublicKey(bytes));
    },
  };
}
