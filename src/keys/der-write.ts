/** Writes DER (X.690): what keys are made of, and no more. */
import { encodeStd } from '../go/base64';
import { tags } from './der';

type Bytes = Iterable<number>;

/** An element of this tag, with the parts one after the other as its content. */
export function element(tag: number, ...parts: readonly Bytes[]): number[] {
  const content = parts.flatMap((part) => [...part]);
  if (content.length < 0x80) return [tag, content.length, ...content];
  const length: number[] = [];
  for (let rest = content.length; rest > 0; rest >>= 8) length.unshift(rest & 0xff);
  return [tag, 0x80 | length.length, ...length, ...content];
}

/** A SEQUENCE of the parts. */
export function sequence(...parts: readonly Bytes[]): number[] {
  return element(tags.sequence, ...parts);
}

/** An INTEGER from the big-endian bytes of a number that is not negative. */
export function integer(magnitude: Uint8Array): number[] {
  const start = magnitude.findIndex((byte) => byte !== 0);
  const digits = start < 0 ? [0] : [...magnitude.subarray(start)];
  return element(tags.integer, (digits[0] ?? 0) >= 0x80 ? [0, ...digits] : digits);
}

/** An OBJECT IDENTIFIER from its dotted form. */
export function objectIdentifier(dotted: string): number[] {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const content = [first * 40 + second, ...rest].flatMap((part) => {
    const bytes = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) bytes.unshift((left & 0x7f) | 0x80);
    return bytes;
  });
  return element(tags.oid, content);
}

/** A BIT STRING of whole bytes. */
export function bitString(...parts: readonly Bytes[]): number[] {
  return element(tags.bitString, [0], ...parts);
}

/** PEM (RFC 7468) with this label: lines of 64 characters, a line feed at the end. */
export function pemOf(label: string, der: Uint8Array): string {
  const lines = encodeStd(der).replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}
