/**
 * The source where it is to be a secret, and base64 itself (behaviour 5.5).
 */
import { withoutPadding } from '../../go/base64';
import { decodeUtf8 } from '../../go/utf8';
import type { ApiDocument } from './document';
import type { Hit } from './finding';
import {
  encodeText,
  isReadable,
  isUrl,
  keySourceOf,
  methodInForce,
  quoted,
  sourcePlace,
  strictBase64,
} from './key-source';
import { insideTwice, meantKey } from './meant-key';
import { fix, set } from './place';

function encode(api: ApiDocument, text: string, title = 'Encode it as base64') {
  return fix(title, set(api, sourcePlace(api), encodeText(text)));
}

export function* notBase64(api: ApiDocument): Iterable<Hit> {
  const source = keySourceOf(api);
  if (source.kind !== 'not base64') return;
  const { written, error } = source;
  if (written.includes('-----BEGIN ') || isUrl(written.trim())) return;
  const asItStands = encode(api, written);
  const inOtherForm = otherBase64(written);
  const fixes =
    inOtherForm === null
      ? [asItStands]
      : [fix('Write it in standard base64', set(api, sourcePlace(api), inOtherForm)), asItStands];
  yield {
    path: sourcePlace(api),
    message: `${quoted(written)} is not base64 (${error}). The gateway wants the secret encoded, so every token is refused with 403.`,
    fixes,
  };
}

/** The standard form of text that is base64url, or lacks its padding, and decodes to something readable; `null` for other text. */
function otherBase64(written: string): string | null {
  const bare = withoutPadding(written.trim()).replaceAll('-', '+').replaceAll('_', '/');
  const padded = bare.padEnd(Math.ceil(bare.length / 4) * 4, '=');
  const bytes = strictBase64(padded);
  return bytes !== null && (isReadable(decodeUtf8(bytes)) || bytes.length >= 24) ? padded : null;
}

export function* urlWithBlanks(api: ApiDocument): Iterable<Hit> {
  const source = keySourceOf(api);
  const text = source.kind === 'not base64' ? source.written : source.kind === 'bytes' ? source.source.text : '';
  const trimmed = text.trim();
  if (!isUrl(trimmed)) return;
  yield {
    path: sourcePlace(api),
    message:
      'The address has a blank or a line break in front, so the gateway does not take it for one: every token is refused with 403.',
    fixes: [encode(api, trimmed, 'Take the blanks away')],
  };
}

export function* rawUrl(api: ApiDocument): Iterable<Hit> {
  const source = keySourceOf(api);
  if (source.kind !== 'raw url') return;
  yield {
    path: sourcePlace(api),
    message:
      'An address as it stands works for one request. While the keys are cached (240 s) every other token is refused with 403.',
    fixes: [encode(api, source.url, 'Encode it as base64 (then empty the key-set cache)')],
  };
}

/** Bytes that are to be a secret, and their text. */
function secretOf(api: ApiDocument) {
  const source = keySourceOf(api);
  if (source.kind !== 'bytes' || methodInForce(api) !== 'hmac') return null;
  if (isUrl(source.source.text.trim()) || meantKey(source.source) !== null) return null;
  return { written: source.written, bytes: source.source.bytes, text: source.source.text };
}

/** The first bytes in hexadecimal. */
function hexOf(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return bytes.length > 6 ? `${shown} …` : shown;
}

export function* readsAsBase64(api: ApiDocument): Iterable<Hit> {
  const secret = secretOf(api);
  if (secret === null || isReadable(secret.text) || !looksTyped(secret.written)) return;
  const { written, bytes } = secret;
  yield {
    path: sourcePlace(api),
    message: `${quoted(written)} happens to be base64: the secret is the ${String(bytes.length)} bytes ${hexOf(bytes)}, not this text.`,
    fixes: [encode(api, written, 'Take the text itself as the secret')],
  };
}

/** Whether a text that decodes to no text was more likely typed than encoded: short, of one case, or loosely padded. */
function looksTyped(written: string): boolean {
  if (strictBase64(written) === null) return true;
  if (/[+/=]/.test(written)) return false;
  return written.length <= 16 || /^([a-z0-9]+|[A-Z0-9]+|[a-fA-F0-9]+)$/.test(written);
}

export function* secretEncodedTwice(api: ApiDocument): Iterable<Hit> {
  const secret = secretOf(api);
  const twice = secret === null ? null : insideTwice(secret.text);
  if (twice === null || twice.isKey) return;
  yield {
    path: sourcePlace(api),
    message: `It looks encoded twice: the secret is ${quoted(twice.once)}, which is itself base64 of ${quoted(twice.inner)}.`,
    fixes: [fix('Encode it once', set(api, sourcePlace(api), twice.once))],
  };
}

export function* keyEncodedTwice(api: ApiDocument): Iterable<Hit> {
  const source = keySourceOf(api);
  const twice = source.kind === 'bytes' ? insideTwice(source.source.text) : null;
  if (twice?.isKey !== true) return;
  const what = isUrl(twice.inner) ? 'The address' : 'The key';
  yield {
    path: sourcePlace(api),
    message: `${what} is encoded twice, so the gateway does not find it: tokens are refused with 403.`,
    fixes: [fix('Encode it once', set(api, sourcePlace(api), twice.once))],
  };
}

export function* secretWithLineEnd(api: ApiDocument): Iterable<Hit> {
  const secret = secretOf(api);
  if (secret === null || !isReadable(secret.text)) return;
  const trimmed = secret.text.trim();
  if (trimmed === secret.text || trimmed === '') return;
  const what = /[\r\n]/.test(secret.text) ? 'line break' : 'blank';
  yield {
    path: sourcePlace(api),
    message: `The secret is ${quoted(trimmed)} with a ${what} around it, and the ${what} counts: tokens signed without it are refused.`,
    fixes: [encode(api, trimmed, `Leave the ${what} out`)],
  };
}

export function* noSource(api: ApiDocument): Iterable<Hit> {
  if (keySourceOf(api).kind !== 'none') return;
  if (!api.definition.is_oas && (api.definition.jwt_jwks_uris?.length ?? 0) > 0) return;
  yield {
    path: sourcePlace(api),
    message:
      'Without a source each token needs a Tyk key of its own, named by its kid or identity. Tokens without one are refused with 403.',
  };
}

/** What the source decodes to, where it is as the gateway wants it. */
export function* sourceDecoded(api: ApiDocument): Iterable<Hit> {
  const source = keySourceOf(api);
  const path = sourcePlace(api);
  if (source.kind === 'url') yield { path, message: `base64 of the address ${source.url}, as the gateway wants it.` };
  const secret = secretOf(api);
  if (secret === null || looksOdd(secret)) return;
  const what = isReadable(secret.text)
    ? `the secret ${quoted(secret.text)}`
    : `a secret of ${String(secret.bytes.length)} bytes`;
  yield { path, message: `base64 of ${what}, as the gateway wants it.` };
}

function looksOdd({ written, text }: { readonly written: string; readonly text: string }): boolean {
  if (!isReadable(text)) return looksTyped(written);
  return text !== text.trim() || insideTwice(text) !== null;
}
