/** The filters of JSONPath as ohler55/ojg reads them: `[?(@.a == 1)]`. */
import { compile } from './regexp';

const OPERATORS = new Set([
  ...['==', '!=', '<', '>', '<=', '>=', '||', '&&', '!', '+', '-', '*', '/', '~=', '=~'],
  ...['in', 'empty', 'has', 'exists', 'length', 'count', 'match', 'search'],
]);

/** Characters that go on with an operator wherever they stand. */
const OPERATOR_PART = /^[!&*+\-/<=>ehi|~]$/;

/** Reads characters one by one, and filters. A reading method says whether what it looked for was there. */
export abstract class FilterReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  abstract readPath(): boolean;

  atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** The character here, empty at the end. */
  protected peek(): string {
    return this.#text.charAt(this.#at);
  }

  /** The character here, which is passed. */
  protected take(): string {
    return this.#text.charAt(this.#at++);
  }

  protected looksAt(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  protected skipBlanks(): void {
    while (this.peek() === ' ') this.#at++;
  }

  /** Text from behind its opening quote to behind the closing one. */
  protected readText(quote: string): boolean {
    const pattern = quote === '"' ? /(?:[^"\\]|\\["'\\btnfr]|\\x[\da-fA-F]{2}|\\[uU][\da-fA-F]{4})*"/y : SINGLE_QUOTED;
    return this.#readMatch(pattern) !== null;
  }

  /** An equation: a value, and as many operators with further values as there are. */
  protected readFilter(depth = 0): boolean {
    if (depth > MAX_DEPTH || !this.#readOperand(depth)) return false;
    this.skipBlanks();
    const next = this.peek();
    if (next === '' || next === ',' || next === ')' || next === ']') return true;
    return this.#readOperator() && this.readFilter(depth + 1);
  }

  #readOperand(depth: number): boolean {
    this.skipBlanks();
    const first = this.peek();
    switch (first) {
      case '!':
        this.take();
        return this.readFilter(depth + 1);
      case '"':
      case "'":
        this.take();
        return this.readText(first);
      case '@':
      case '$':
        return this.readPath();
      case '(':
        this.take();
        return this.readFilter(depth + 1) && this.#takes(')');
      case '[':
        return this.#readList(depth);
      case '/':
        return this.#readExpression();
      case 'N':
        return this.#readMatch(/Nothing/y) !== null;
      default:
        return /^[-\d]$/.test(first) ? this.#readNumber() : this.#readWord(depth);
    }
  }

  #readList(depth: number): boolean {
    do {
      this.take();
      if (!this.readFilter(depth + 1)) return false;
      this.skipBlanks();
    } while (this.peek() === ',');
    return this.take() === ']';
  }

  /** A regular expression between slashes, which must compile. */
  #readExpression(): boolean {
    const expression = this.#readMatch(/\/(?:[^/\\]|\\[^])*\//y);
    return expression !== null && compile(expression.slice(1, -1)).ok;
  }

  /** A number; whole ones must be an int64, others may lack digits: `1.`, `1e`, `-.5`. */
  #readNumber(): boolean {
    const whole = this.#readMatch(/-?\d*/y) ?? '';
    if (this.#readMatch(/\.\d*(?:[eE][+-]?\d*)?|[eE][+-]?\d*/y) !== null) return true;
    return /\d/.test(whole) && BigInt.asIntN(64, BigInt(whole)) === BigInt(whole);
  }

  /** A constant, or an operator's name with one or two arguments in parentheses. */
  #readWord(depth: number): boolean {
    const word = this.#readMatch(/[a-z]+/y) ?? '';
    if (word === 'true' || word === 'false' || word === 'null') return true;
    if (!OPERATORS.has(word) || this.take() !== '(' || !this.readFilter(depth + 1)) return false;
    this.skipBlanks();
    if (this.peek() === ',') {
      this.take();
      if (!this.readFilter(depth + 1)) return false;
    }
    return this.#takes(')');
  }

  #readOperator(): boolean {
    this.skipBlanks();
    let operator = '';
    for (let next = this.peek(); OPERATOR_PART.test(next) || goesOn(operator, next); next = this.peek()) {
      if (next === '-' && operator !== '') return false;
      operator += this.take();
    }
    return OPERATORS.has(operator);
  }

  #takes(expected: string): boolean {
    this.skipBlanks();
    return this.take() === expected;
  }

  #readMatch(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const [match] = pattern.exec(this.#text) ?? [];
    if (match === undefined) return null;
    this.#at += match.length;
    return match;
  }
}

const MAX_DEPTH = 500;
const SINGLE_QUOTED = /(?:[^'\\]|\\["'\\btnfr]|\\x[\da-fA-F]{2}|\\[uU][\da-fA-F]{4})*'/y;

/** Whether an operator that begins with these letters has this one next. */
function goesOn(operator: string, next: string): boolean {
  if (operator === '' || next === '') return false;
  for (const known of OPERATORS) if (known.startsWith(operator + next)) return true;
  return false;
}
