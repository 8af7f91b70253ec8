/** JSON text to a syntax tree, with the errors of Go's encoding/json. Nothing here recurses: 10000 levels are allowed. */
import { quoteByte } from './print';
import { decodeUtf8 } from './utf8';

/** `start` and `end` are byte offsets: of the value's first byte, and after its last. */
interface Span {
  readonly start: number;
  readonly end: number;
}

export interface JsonMember {
  readonly name: string;
  /** Byte offset of the name's opening quote. */
  readonly nameStart: number;
  readonly value: JsonNode;
}

/** A JSON value as it was written: number literals, the order of members and repeated names are kept. */
export type JsonNode =
  | (Span & { readonly kind: 'null' })
  | (Span & { readonly kind: 'boolean'; readonly value: boolean })
  | (Span & { readonly kind: 'number'; readonly literal: string })
  | (Span & { readonly kind: 'string'; readonly value: string })
  | (Span & { readonly kind: 'array'; readonly items: readonly JsonNode[] })
  | (Span & { readonly kind: 'object'; readonly members: readonly JsonMember[] });

/** The tree and the offset after the value, or Go's error text. */
export type ParsedNode =
  { readonly ok: true; readonly node: JsonNode; readonly end: number } | { readonly ok: false; readonly error: string };

/** `whole`: the text is one value, as for json.Unmarshal; `first`: what follows the value is not read, as for Decoder.Decode. */
export type ParseMode = 'whole' | 'first';

const MAX_DEPTH = 10000;

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const OBJECT_END = 'after object key:value pair';

/** An array or object whose end is not reached. */
type Open =
  | { readonly kind: 'array'; readonly start: number; readonly items: JsonNode[] }
  | {
      readonly kind: 'object';
      readonly start: number;
      readonly members: JsonMember[];
      name: string;
      nameStart: number;
    };

/** Parses JSON text. Errors: those of json.Unmarshal for `whole`, of json.Decoder for `first`. */
export function parseNode(text: Uint8Array, mode: ParseMode): ParsedNode {
  const reader = new Reader(text, mode);
  const node = reader.readValue();
  if (mode === 'whole') reader.expectEnd();
  if (reader.error !== null) return { ok: false, error: reader.error };
  return { ok: true, node, end: node.end };
}

/** Reads on from a place. After an error it stands at the end of the text, so that all reading ends by itself. */
class Reader {
  /** The first error met. */
  error: string | null = null;
  readonly #text: Uint8Array;
  readonly #mode: ParseMode;
  #at = 0;

  constructor(text: Uint8Array, mode: ParseMode) {
    this.#text = text;
    this.#mode = mode;
  }

  readValue(): JsonNode {
    const open: Open[] = [];
    for (;;) {
      let done = this.#beginValue(open);
      while (done !== null) {
        const parent = open.at(-1);
        if (parent === undefined || this.error !== null) return done;
        done = this.#addTo(parent, done);
        if (done !== null) open.pop();
      }
    }
  }

  expectEnd(): void {
    this.#skipBlanks();
    if (this.error === null && this.#at < this.#text.length) this.#fail('after top-level value');
  }

  /** Reads a whole value, or opens an array or object that is not empty (null). */
  #beginValue(open: Open[]): JsonNode | null {
    this.#skipBlanks();
    const start = this.#at;
    switch (this.#byte()) {
      case OPEN_OBJECT:
      case OPEN_LIST:
        return this.#openContainer(open);
      case QUOTE: {
        const value = this.#readString();
        return { kind: 'string', start, end: this.#at, value };
      }
      case 0x74:
        this.#readWord('true');
        return { kind: 'boolean', start, end: this.#at, value: true };
      case 0x66:
        this.#readWord('false');
        return { kind: 'boolean', start, end: this.#at, value: false };
      case 0x6e:
        this.#readWord('null');
        return { kind: 'null', start, end: this.#at };
      case -1:
        this.#fail('');
        return { kind: 'null', start, end: start };
      default:
        return this.#readNumber();
    }
  }

  #openContainer(open: Open[]): JsonNode | null {
    const start = this.#at;
    if (open.length === MAX_DEPTH) this.#fail('exceeded max depth');
    const isObject = this.#byte() === OPEN_OBJECT;
    this.#at++;
    this.#skipBlanks();
    if (isObject) {
      if (this.#byte() === CLOSE_OBJECT) return { kind: 'object', start, end: ++this.#at, members: [] };
      const opened: Open = { kind: 'object', start, members: [], name: '', nameStart: 0 };
      this.#readName(opened);
      open.push(opened);
    } else {
      if (this.#byte() === CLOSE_LIST) return { kind: 'array', start, end: ++this.#at, items: [] };
      open.push({ kind: 'array', start, items: [] });
    }
    return null;
  }

  /** Puts a value into what it stands in; gives that when it ends here. */
  #addTo(parent: Open, value: JsonNode): JsonNode | null {
    if (parent.kind === 'array') parent.items.push(value);
    else parent.members.push({ name: parent.name, nameStart: parent.nameStart, value });
    this.#skipBlanks();
    const byte = this.#byte();
    if (byte === COMMA) {
      this.#at++;
      if (parent.kind === 'object') this.#readName(parent);
      return null;
    }
    if (byte !== (parent.kind === 'array' ? CLOSE_LIST : CLOSE_OBJECT)) {
      this.#fail(parent.kind === 'array' ? 'after array element' : OBJECT_END);
    }
    const { start } = parent;
    const end = ++this.#at;
    return parent.kind === 'array'
      ? { kind: 'array', start, end, items: parent.items }
      : { kind: 'object', start, end, members: parent.members };
  }

  #readName(into: Open & { kind: 'object' }): void {
    this.#skipBlanks();
    if (this.#byte() !== QUOTE) this.#fail('looking for beginning of object key string');
    into.nameStart = this.#at;
    into.name = this.#readString();
    this.#skipBlanks();
    if (this.#byte() !== COLON) this.#fail('after object key');
    this.#at++;
  }

  #readWord(word: 'true' | 'false' | 'null'): void {
    for (let letter = 1; letter < word.length; letter++) {
      this.#at++;
      if (this.#byte() !== word.charCodeAt(letter)) {
        this.#failInside(`in literal ${word} (expecting '${word.charAt(letter)}')`);
      }
    }
    this.#at++;
  }

  #readNumber(): JsonNode {
    const start = this.#at;
    if (this.#byte() === MINUS) {
      this.#at++;
      if (!isDigit(this.#byte())) this.#failInside('in numeric literal');
    } else if (!isDigit(this.#byte())) {
      this.#fail('looking for beginning of value');
    }
    if (this.#byte() === ZERO) this.#at++;
    else this.#skipDigits();
    if (this.#byte() === DOT) {
      this.#at++;
      if (!isDigit(this.#byte())) this.#failInside('after decimal point in numeric literal');
      this.#skipDigits();
    }
    // E or e
    if ((this.#byte() | 0x20) === 0x65) {
      this.#at++;
      if (this.#byte() === 0x2b || this.#byte() === MINUS) this.#at++;
      if (!isDigit(this.#byte())) this.#failInside('in exponent of numeric literal');
      this.#skipDigits();
    }
    let literal = '';
    for (let at = start; at < this.#at; at++) literal += String.fromCharCode(this.#text[at] ?? 0);
    return { kind: 'number', start, end: this.#at, literal };
  }

  #skipDigits(): void {
    while (isDigit(this.#byte())) this.#at++;
  }

  /** Reads a string from its opening quote to behind its closing one. */
  #readString(): string {
    let value = '';
    this.#at++;
    let plain = this.#at;
    let bits = 0;
    for (;;) {
      const byte = this.#byte();
      if (byte === QUOTE || byte === BACKSLASH) {
        if (this.#at > plain) value += textOf(this.#text.subarray(plain, this.#at), bits < 0x80);
        this.#at++;
        if (byte === QUOTE) return value;
        value += this.#readEscape();
        plain = this.#at;
        bits = 0;
      } else if (byte < 0x20) {
        this.#fail('in string literal');
        return value;
      } else {
        bits |= byte;
        this.#at++;
      }
    }
  }

  /** Reads an escape from behind its backslash. A surrogate that is not half of a pair becomes U+FFFD. */
  #readEscape(): string {
    const byte = this.#byte();
    const short = SHORT_ESCAPES.get(byte);
    if (short !== undefined) {
      this.#at++;
      return short;
    }
    if (byte !== 0x75) this.#failInside('in string escape code');
    const unit = this.#readHex();
    if (unit < 0xd800 || unit > 0xdfff) return String.fromCharCode(unit);
    if (unit < 0xdc00 && this.#byte() === BACKSLASH && this.#text[this.#at + 1] === 0x75) {
      const before = this.#at;
      this.#at++;
      const low = this.#readHex();
      if (low >= 0xdc00 && low <= 0xdfff) return String.fromCharCode(unit, low);
      this.#at = before;
    }
    return '\ufffd';
  }

  /** Reads `uXXXX`. */
  #readHex(): number {
    let value = 0;
    this.#at++;
    for (let digits = 0; digits < 4; digits++) {
      const digit = hexDigit(this.#byte());
      if (digit < 0) this.#failInside('in \\u hexadecimal character escape');
      value = value * 16 + digit;
      this.#at++;
    }
    return value;
  }

  #skipBlanks(): void {
    while (isBlankByte(this.#byte())) this.#at++;
  }

  /** The byte here, -1 at the end. */
  #byte(): number {
    return this.#text[this.#at] ?? -1;
  }

  /** Notes the byte here as the error; at the end of the text, that it ends. */
  #fail(where: string): void {
    const byte = this.#byte();
    if (byte >= 0) this.#stop(`invalid character ${quoteByte(byte)} ${where}`);
    else if (this.#mode === 'whole') this.#stop('unexpected end of JSON input');
    else this.#stop(isBlank(this.#text) ? 'EOF' : 'unexpected EOF');
  }

  /** The same where a blank would be wrong too: json.Unmarshal ends its text with one, and tells of that. */
  #failInside(where: string): void {
    if (this.#byte() < 0 && this.#mode === 'whole') this.#stop(`invalid character ' ' ${where}`);
    else this.#fail(where);
  }

  #stop(error: string): void {
    this.error ??= error;
    this.#at = this.#text.length;
  }
}

const SHORT_ESCAPES = new Map([
  [QUOTE, '"'],
  [BACKSLASH, '\\'],
  [0x2f, '/'],
  [0x62, '\b'],
  [0x66, '\f'],
  [0x6e, '\n'],
  [0x72, '\r'],
  [0x74, '\t'],
]);

/** Longer texts are decoded sooner by the platform's decoder, shorter ones lose more by the call than it gains. */
const shortText = 64;

/** The text of a string's bytes. `isAscii`: whether they are ASCII alone, as nearly all are. */
function textOf(bytes: Uint8Array, isAscii: boolean): string {
  if (!isAscii || bytes.length > shortText) return decodeUtf8(bytes);
  return String(Reflect.apply(String.fromCharCode, null, bytes));
}

function isBlank(text: Uint8Array): boolean {
  return text.every(isBlankByte);
}

function isBlankByte(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= 0x39;
}

function hexDigit(byte: number): number {
  if (isDigit(byte)) return byte - ZERO;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : -1;
}
