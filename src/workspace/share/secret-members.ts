/**
 * The secrets in a definition, a policy or another JSON text: where they stand by the names that Tyk gives them, or by their
 * own looks.
 */
import type { Node } from 'jsonc-parser';
import { decodeStd } from '../../go/base64';
import { utf8Text } from '../../keys/printable-text';
import { isAddress, readStaticSource } from '../../keys/static-source';
import { withTexts } from '../json-texts';

/** A text without its secrets. */
export interface Redacted {
  readonly text: string;
  /** The values that were taken out. */
  readonly secrets: readonly string[];
  /** The names of the members that they were the values of. */
  readonly names: readonly string[];
}

/** A JSON text with every secret in it replaced by an empty text; the rest stays as it is written. `null`: it is not JSON, so that nobody can tell. */
export function withoutSecretMembers(text: string): Redacted | null {
  const secrets: string[] = [];
  const names: string[] = [];
  const made = withTexts(text, ({ value, path, node }) => {
    const instead = replacement(path, value, node);
    if (instead !== value) {
      secrets.push(value);
      names.push(path.at(-1) ?? '');
    }
    return instead;
  });
  return made === null ? null : { text: made, secrets, names };
}

const secretName =
  /secret|passw|passphrase|credential|private_?key|hmac_?string|api_?key$|api-key|access_?token|auth_?token|^x-tyk-authorization$|^(proxy-)?authorization$/;
const privateMembers: ReadonlySet<string> = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'priv', 'r', 't']);

function replacement(path: readonly string[], value: string, node: Node): string {
  const name = path.at(-1) ?? '';
  if (value === '') return value;
  if (name === 'jwt_source' || (name === 'source' && path.at(-3) === 'securityschemes')) {
    return isPublicSource(value) ? value : '';
  }
  if (secretName.test(name) || isSecretPair(node) || (privateMembers.has(name) && isInKey(node))) return '';
  if (holdsPrivateKey(value)) return '';
  return withoutUser(value);
}

/** `{"name": "Authorization", "value": "…"}`: headers in a Tyk OAS document. */
function isSecretPair(node: Node): boolean {
  const property = node.parent;
  if (property?.type !== 'property' || property.children?.[0]?.value !== 'value') return false;
  const name = memberOf(property.parent, 'name');
  return typeof name === 'string' && secretName.test(name.toLowerCase());
}

function isInKey(node: Node): boolean {
  for (let above = node.parent; above !== undefined; above = above.parent) {
    if (memberOf(above, 'kty') !== undefined) return true;
  }
  return false;
}

function memberOf(node: Node | undefined, name: string): unknown {
  if (node?.type !== 'object') return undefined;
  return node.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1]?.value;
}

/** Whether a `jwt_source` is for everyone: the address of a key set, or a public key or certificate. */
export function isPublicSource(text: string): boolean {
  if (isAddress(text)) return withoutUser(text) === text;
  if (holdsPrivateKey(text)) return false;
  if (/^\s*-----BEGIN (?:[A-Z ]*PUBLIC KEY|CERTIFICATE)-----/.test(text)) return true;
  const read = readStaticSource(text);
  if (!read.ok) return false;
  if (isAddress(read.text)) return withoutUser(read.text) === read.text;
  return !holdsPrivateKey(read.text) && read.publicKey.ok;
}

/** Whether there is a private key in a text, as PEM or as base64 of it. */
export function holdsPrivateKey(text: string): boolean {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY/.test(text)) return true;
  for (const [encoded] of text.matchAll(/LS0tLS1CRUdJTi[A-Za-z0-9+/\s]{1,200}/g)) {
    const start = encoded.replace(/\s+/g, '');
    const decoded = decodeStd(start.slice(0, Math.min(64, start.length - (start.length % 4))));
    if (decoded.ok && /^-----BEGIN [A-Z ]*PRIVATE/.test(utf8Text(decoded.bytes) ?? '')) return true;
  }
  return false;
}

/** The text without the names and passwords in its addresses. */
export function withoutUser(text: string): string {
  return text.replace(/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#"'<>@]+@/gi, '$1');
}

/** A query or a form without the values of parameters whose names say that they are secret. */
export function withoutSecretPairs(text: string, instead: string): string {
  return text.replace(/(^|[?&])([^=&?]+)=([^&]*)/g, (whole, before: string, name: string, value: string) =>
    secretName.test(name.toLowerCase()) && value !== '' ? `${before}${name}=${instead}` : whole,
  );
}

/** Whether a header's name says that its value is secret. The token's own place is not asked. */
export function isSecretHeader(name: string): boolean {
  return secretName.test(name.toLowerCase());
}
