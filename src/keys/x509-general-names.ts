/** Extensions of a certificate that hold general names (RFC 5280 §4.2.1.6, §4.2.1.10): hosts, mailboxes, addresses, URIs. */
import { DerReader, contextTag, tags } from './der';
import { parseAddress } from './ip-address';
import { latin1, quoteBytes } from './quote-bytes';
import { readUrl } from './url-text';
import { isAscii } from './x509-name';

const emailTag = contextTag(1);
const dnsTag = contextTag(2);
const uriTag = contextTag(6);
const ipTag = contextTag(7);

/** What is wrong with a subjectAltName extension, in Go's words without `x509: `. */
export function alternativeNamesProblem(value: DerReader): string | null {
  const names = value.inside(tags.sequence);
  if (names === undefined) return 'invalid subject alternative names';
  while (!names.empty) {
    const name = names.any();
    if (name === undefined) return 'invalid subject alternative name';
    const problem = alternativeNameProblem(name.tag, name.content);
    if (problem !== null) return problem;
  }
  return null;
}

function alternativeNameProblem(tag: number, content: Uint8Array): string | null {
  switch (tag) {
    case emailTag:
      return isAscii(content) ? null : 'SAN rfc822Name is malformed';
    case dnsTag:
      return isAscii(content) ? null : 'SAN dNSName is malformed';
    case uriTag:
      return isAscii(content) ? uriProblem(latin1(content)) : 'SAN uniformResourceIdentifier is malformed';
    case ipTag:
      return content.length === 4 || content.length === 16
        ? null
        : `cannot parse IP address of length ${String(content.length)}`;
    default:
      return null;
  }
}

function uriProblem(uri: string): string | null {
  const url = readUrl(uri);
  if (!url.ok) return `cannot parse URI ${quoteBytes(uri)}: ${url.error}`;
  return isDomain(url.host, 'name') ? null : `cannot parse URI ${quoteBytes(uri)}: invalid domain`;
}

/** What is wrong with a nameConstraints extension. */
export function nameConstraintsProblem(value: DerReader): string | null {
  const problem = 'invalid NameConstraints extension';
  const inside = value.inside(tags.sequence);
  if (inside === undefined || !value.empty) return problem;
  const subtrees: Uint8Array[] = [];
  for (const tag of [contextTag(0, true), contextTag(1, true)]) {
    if (!inside.has(tag)) continue;
    const content = inside.content(tag);
    if (content === undefined) return problem;
    subtrees.push(content);
  }
  if (!inside.empty) return problem;
  if (subtrees.every(({ length }) => length === 0)) return 'empty name constraints extension';

  for (const content of subtrees) {
    const list = new DerReader(content);
    while (!list.empty) {
      const base = list.inside(tags.sequence)?.any();
      if (base === undefined) return problem;
      const constraint = constraintProblem(base.tag, base.content);
      if (constraint !== null) return constraint;
    }
  }
  return null;
}

function constraintProblem(tag: number, content: Uint8Array): string | null {
  if (tag === ipTag) return addressRangeProblem(content);
  if (tag !== dnsTag && tag !== emailTag && tag !== uriTag) return null;
  const text = latin1(content);
  const quoted = quoteBytes(text);
  if (!isAscii(content)) return `invalid constraint value: x509: ${quoted} cannot be encoded as an IA5String`;
  switch (tag) {
    case dnsTag:
      return isDomain(text, 'constraint') ? null : `failed to parse dnsName constraint ${quoted}`;
    case emailTag: {
      const good = text.includes('@') ? isMailbox(text) : isDomain(text, 'constraint');
      return good ? null : `failed to parse rfc822Name constraint ${quoted}`;
    }
    default: {
      const address = parseAddress(text);
      if (address.ok && address.zone === '') return `failed to parse URI constraint ${quoted}: cannot be IP address`;
      return isDomain(text, 'constraint') ? null : `failed to parse URI constraint ${quoted}`;
    }
  }
}

/** An address and a mask of the same length; the mask is ones and then zeros. */
function addressRangeProblem(content: Uint8Array): string | null {
  if (content.length !== 8 && content.length !== 32) {
    return `IP constraint contained value of length ${String(content.length)}`;
  }
  const mask = content.subarray(content.length / 2);
  const bits = Array.from(mask, (byte) => byte.toString(2).padStart(8, '0')).join('');
  if (/^1*0*$/.test(bits)) return null;
  return `IP constraint contained invalid mask ${Array.from(mask, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** Labels of visible ASCII, none of them empty; a constraint may begin with a dot. The empty text is let through. */
function isDomain(text: string, kind: 'name' | 'constraint'): boolean {
  if (text === '') return true;
  if (text.endsWith('.')) return false;
  const labels = (kind === 'constraint' && text.startsWith('.') ? text.slice(1) : text).split('.');
  return labels.every((label) => /^[!-~]+$/.test(label));
}

const quotedLocalPart = /^"(?:[\x01-\x08\x0b\x0c\x0e-\x21\x23-\x5b\x5d-\x7f]|\\[\x01-\x09\x0b\x0c\x0e-\x7f])*"@/;
const plainLocalPart = /^((?:[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.]|\\[^])+)@/;

/** A mailbox as RFC 2821 §4.1.2 has it, with the liberties that Go takes (blanks in quotes, escapes outside of them). */
function isMailbox(text: string): boolean {
  const quoted = quotedLocalPart.exec(text);
  const plain = text.startsWith('"') ? null : plainLocalPart.exec(text);
  const match = quoted ?? plain;
  if (match === null) return false;
  if (plain !== null) {
    const local = (plain[1] ?? '').replace(/\\([^])/g, '$1');
    if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return false;
  }
  const domain = text.slice(match[0].length);
  return domain === '' || domain.split('.').every((label) => /^[!-~]+$/.test(label));
}
