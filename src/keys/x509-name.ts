/** The names in a certificate (RFC 5280 §4.1.2.4): sets of attributes, each a type and a string of some kind. */
import { tags, type DerReader } from './der';

/** What is wrong with the content of a Name, in Go's words without `x509: `; `null` when nothing is. */
export function nameProblem(name: DerReader): string | null {
  while (!name.empty) {
    const set = name.inside(tags.set);
    if (set === undefined) return 'invalid RDNSequence';
    while (!set.empty) {
      const problem = attributeProblem(set.inside(tags.sequence));
      if (problem !== null) return `invalid RDNSequence: invalid attribute${problem}`;
    }
  }
  return null;
}

function attributeProblem(attribute: DerReader | undefined): string | null {
  if (attribute === undefined) return '';
  if (attribute.oid() === undefined) return ' type';
  const value = attribute.any();
  if (value === undefined) return ' value';
  const problem = stringProblem(value.tag, value.content);
  return problem === null ? null : ` value: ${problem}`;
}

/** What is wrong with a string of the type that the tag tells. */
function stringProblem(tag: number, content: Uint8Array): string | null {
  switch (tag) {
    case tags.t61String:
      return null;
    case tags.printableString:
      return content.every(isPrintable) ? null : 'invalid PrintableString';
    case tags.utf8String:
      return isUtf8(content) ? null : 'invalid UTF-8 string';
    case tags.bmpString:
      return isBmp(content) ? null : 'invalid BMPString';
    case tags.ia5String:
      return isAscii(content) ? null : 'invalid IA5String';
    case tags.numericString:
      return content.every((byte) => byte === 0x20 || (byte >= 0x30 && byte <= 0x39)) ? null : 'invalid NumericString';
    default:
      return `unsupported string type: ${String(tag)}`;
  }
}

/** The characters of a PrintableString, and `*` and `&`, which Go lets through because certificates have them. */
function isPrintable(byte: number): boolean {
  return /^[A-Za-z0-9 '()+,\-./:=?*&]$/.test(String.fromCharCode(byte));
}

/** Whether all bytes are ASCII. */
export function isAscii(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte < 0x80);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Two bytes a character; no surrogates and none of the points that are no characters. One final NUL is dropped. */
function isBmp(bytes: Uint8Array): boolean {
  if (bytes.length % 2 !== 0) return false;
  for (let i = 0; i < bytes.length; i += 2) {
    const point = (bytes[i] ?? 0) * 256 + (bytes[i + 1] ?? 0);
    if (point >= 0xfffe || (point >= 0xfdd0 && point <= 0xfdef) || (point >= 0xd800 && point <= 0xdfff)) return false;
  }
  return true;
}
