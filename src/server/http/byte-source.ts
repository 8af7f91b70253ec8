/**
 * The bytes of a connection, read line by line or by count, whatever pieces they arrive in.
 */

/**
 * A line without its end, which is `\n`, with or without `\r`; `crlf` tells which. What stands before the end of the
 * connection is a last line.
 */
export type Line =
  | { readonly kind: 'line'; readonly bytes: Buffer; readonly crlf: boolean }
  | { readonly kind: 'ended' }
  | { readonly kind: 'too long' };

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

export class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #buffered: Buffer = Buffer.alloc(0);
  /** How many bytes lines may still take. */
  #allowed = Infinity;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** How many bytes the lines from here on may take together. */
  allow(bytes: number): void {
    this.#allowed = bytes;
  }

  /** The next line. Rejects when the connection breaks. */
  async line(): Promise<Line> {
    for (let searched = 0; ;) {
      const end = this.#buffered.indexOf(lineFeed, searched);
      if (end + 1 > this.#allowed || (end === -1 && this.#buffered.length > this.#allowed)) return { kind: 'too long' };
      if (end !== -1) {
        const bytes = this.#cut(end + 1).subarray(0, end);
        this.#allowed -= end + 1;
        const crlf = bytes.at(-1) === carriageReturn;
        return { kind: 'line', bytes: crlf ? bytes.subarray(0, -1) : bytes, crlf };
      }
      searched = this.#buffered.length;
      if (await this.#more()) continue;
      if (this.#buffered.length === 0) return { kind: 'ended' };
      return { kind: 'line', bytes: this.#cut(this.#buffered.length), crlf: false };
    }
  }

  /** The next bytes; `null`: the connection ends before there are so many. Rejects when the connection breaks. */
  async take(count: number): Promise<Buffer | null> {
    const taken: Buffer[] = [];
    for (let missing = count; missing > 0;) {
      if (this.#buffered.length === 0 && !(await this.#more())) return null;
      const piece = this.#cut(Math.min(missing, this.#buffered.length));
      missing -= piece.length;
      taken.push(piece);
    }
    return Buffer.concat(taken);
  }

  /** The next bytes without taking them: fewer only where the connection ends. Rejects when the connection breaks. */
  async peek(count: number): Promise<Buffer> {
    while (this.#buffered.length < count && (await this.#more()));
    return this.#buffered.subarray(0, count);
  }

  /** Takes whatever comes until the connection ends. Rejects when it breaks. */
  async discard(): Promise<void> {
    do this.#buffered = Buffer.alloc(0);
    while (await this.#more());
  }

  #cut(count: number): Buffer {
    const piece = this.#buffered.subarray(0, count);
    this.#buffered = this.#buffered.subarray(count);
    return piece;
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done === true) return false;
    this.#buffered =
      this.#buffered.length === 0 ? Buffer.from(next.value) : Buffer.concat([this.#buffered, next.value]);
    return true;
  }
}
