/** Which claim paths ohler55/ojg accepts as JSONPath; the gateway refuses a custom claim rule whose path it does not. */
import { FilterReader } from './jsonpath-filter';

/** Whether `$.` and the text together parse as JSONPath (`jp.Parse`). */
export function acceptsPath(text: string): boolean {
  const reader = new PathReader(`$.${text}`);
  return reader.readPath() && reader.atEnd();
}

// Deeper filters are refused here; ojg has no limit of its own.
const MAX_DEPTH = 500;

/** Reads a path step by step. A reading method says whether what it looked for was there. */
class PathReader extends FilterReader {
  #depth = 0;

  /** A path from its `$` or `@` to the first character that is no part of it. A `$` or `@` there is passed over. */
  override readPath(): boolean {
    if (++this.#depth > MAX_DEPTH) return false;
    this.take();
    let afterDescent = false;
    for (;;) {
      const descends = this.looksAt('..');
      const next = this.peek();
      if (next === '.') {
        this.take();
        if (!this.#readAfterDot()) return false;
      } else if (next === '*') {
        this.take();
      } else if (next === '[') {
        this.take();
        if (!this.#readBracket()) return false;
      } else if (afterDescent && isNamePart(next)) {
        this.#readName();
      } else {
        if (next === '$' || next === '@') this.take();
        this.#depth--;
        return true;
      }
      afterDescent = descends;
    }
  }

  #readAfterDot(): boolean {
    const next = this.peek();
    if (next === '*' || next === '.') this.take();
    else if (isNamePart(next)) this.#readName();
    else return false;
    return true;
  }

  #readName(): void {
    while (isNamePart(this.peek())) this.take();
  }

  /** What stands in brackets, from behind the opening one. */
  #readBracket(): boolean {
    this.skipBlanks();
    const first = this.take();
    if (first === '*') return this.#closes();
    if (first === ':') return this.#readSliceEnd();
    if (first === '?') return this.readFilter() && this.#closes();
    if (first === '"' || first === "'") {
      if (!this.readText(first)) return false;
    } else {
      // Between parentheses would stand a script; the gateway runs none.
      if (!this.#readIndex(first)) return false;
      if (this.looksAt(':')) {
        this.take();
        return this.#readSliceEnd();
      }
    }
    return this.#readUnion();
  }

  /** The members of a union after its first, and the closing bracket. */
  #readUnion(): boolean {
    for (;;) {
      this.skipBlanks();
      const separator = this.take();
      if (separator === ']') return true;
      if (separator !== ',') return false;
      this.skipBlanks();
      const first = this.take();
      const isText = first === '"' || first === "'";
      if (!(isText ? this.readText(first) : this.#readIndex(first))) return false;
    }
  }

  /** A slice from behind its first colon. Blanks may stand only right there; a lone closing bracket only without them. */
  #readSliceEnd(): boolean {
    if (this.looksAt(']')) return this.#closesHere();
    this.skipBlanks();
    const first = this.take();
    if (first !== ':') {
      if (!this.#readInteger(first)) return false;
      if (!this.looksAt(':')) return this.#closesHere();
      this.take();
    }
    if (this.looksAt(']')) return this.#closesHere();
    return this.#readInteger(this.take()) && this.#closesHere();
  }

  /** A whole number and the blanks behind it. */
  #readIndex(first: string): boolean {
    const read = this.#readInteger(first);
    this.skipBlanks();
    return read;
  }

  #readInteger(first: string): boolean {
    if (!isDigit(first === '-' ? this.take() : first)) return false;
    while (isDigit(this.peek())) this.take();
    return true;
  }

  #closes(): boolean {
    this.skipBlanks();
    return this.#closesHere();
  }

  #closesHere(): boolean {
    return this.take() === ']';
  }
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

/** Whether a character may stand in a name without brackets. */
function isNamePart(character: string): boolean {
  return /^[\w#%:;?^{|}~\u0080-\uffff]$/.test(character);
}
