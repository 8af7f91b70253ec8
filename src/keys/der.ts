/**
 * A strict reader of DER (X.690), as strict and as lenient as the gateway's certificate reader:
 * only one-byte tags, only definite lengths in their shortest form; what is left over is the caller's affair.
 * A read that fails gives undefined; the position is then of no use any more.
 */

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  t61String: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The tag of a context-specific element: `[number]`, primitive unless said otherwise. */
export function contextTag(number: number, constructed = false): number {
  return 0x80 | (constructed ? 0x20 : 0) | number;
}

/** The bits of a BIT STRING: whole bytes, of which the last `unused` bits do not count (and are zero). */
export interface BitString {
  readonly bytes: Uint8Array;
  readonly unused: number;
}

export class DerReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Whether nothing is left to read. */
  get empty(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Whether the next element has this tag. */
  has(tag: number): boolean {
    return this.#bytes[this.#at] === tag;
  }

  /** The next element whatever it is: its tag, its content, and the whole of it. */
  any(): { readonly tag: number; readonly content: Uint8Array; readonly element: Uint8Array } | undefined {
    const start = this.#at;
    const tag = this.#bytes[start];
    const first = this.#bytes[start + 1];
    if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
    let header = 2;
    let length = first;
    if (first >= 0x80) {
      const count = first & 0x7f;
      if (count === 0 || count > 4) return undefined;
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + (this.#bytes[start + 2 + i] ?? 0);
      const shortest = length >= 0x80 && length >= 256 ** (count - 1);
      if (!shortest) return undefined;
      header += count;
    }
    const end = start + header + length;
    if (end > this.#bytes.length) return undefined;
    this.#at = end;
    return {
      tag,
      content: this.#bytes.subarray(start + header, end),
      element: this.#bytes.subarray(start, end),
    };
  }

  /** The content of the next element, which must have this tag. */
  content(tag: number): Uint8Array | undefined {
    const read = this.any();
    return read?.tag === tag ? read.content : undefined;
  }

  /** A reader of the content of the next element, which must have this tag. */
  inside(tag: number): DerReader | undefined {
    const content = this.content(tag);
    return content && new DerReader(content);
  }

  /** A BOOLEAN, 00 or FF. */
  boolean(): boolean | undefined {
    const content = this.content(tags.boolean);
    if (content?.length !== 1) return undefined;
    if (content[0] === 0) return false;
    return content[0] === 0xff ? true : undefined;
  }

  /** The two's complement bytes of an INTEGER (or of an element with another tag that holds one), in their shortest form. */
  integerBytes(tag: number = tags.integer): Uint8Array | undefined {
    const content = this.content(tag);
    const first = content?.[0];
    if (content === undefined || first === undefined) return undefined;
    const second = content[1];
    if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)))
      return undefined;
    return content;
  }

  /** An INTEGER that fits into a signed 64-bit number. */
  int64(tag: number = tags.integer): bigint | undefined {
    const content = this.integerBytes(tag);
    if (content === undefined || content.length > 8) return undefined;
    let value = 0n;
    for (const byte of content) value = (value << 8n) | BigInt(byte);
    return BigInt.asIntN(content.length * 8, value);
  }

  /** An OBJECT IDENTIFIER in dotted form; its parts are less than 2^31. */
  oid(): string | undefined {
    const content = this.content(tags.oid);
    return content && readOid(content);
  }

  /** A BIT STRING whose unused bits are zero. */
  bitString(): BitString | undefined {
    const content = this.content(tags.bitString);
    const unused = content?.[0];
    if (content === undefined || unused === undefined || unused > 7) return undefined;
    const bytes = content.subarray(1);
    const last = bytes.at(-1);
    if (last === undefined ? unused !== 0 : (last & ((1 << unused) - 1)) !== 0) return undefined;
    return { bytes, unused };
  }
}

function readOid(content: Uint8Array): string | undefined {
  const parts: number[] = [];
  let value = 0;
  let begun = false;
  for (const byte of content) {
    if (!begun && byte === 0x80) return undefined;
    if (value >= 2 ** 24) return undefined;
    value = value * 128 + (byte & 0x7f);
    begun = byte >= 0x80;
    if (begun) continue;
    if (parts.length > 0) parts.push(value);
    // The first number holds two: 40 times the first part, which is 0, 1 or 2, plus the second.
    else if (value < 80) parts.push(Math.floor(value / 40), value % 40);
    else parts.push(2, value - 80);
    value = 0;
  }
  return begun || parts.length === 0 ? undefined : parts.join('.');
}

/** The bits of a BIT STRING moved to the right, so that the last bit is the last bit of the last byte. */
export function rightAlign({ bytes, unused }: BitString): Uint8Array {
  if (unused === 0) return bytes;
  return bytes.map((byte, i) => (byte >> unused) | ((bytes[i - 1] ?? 0) << (8 - unused)));
}
