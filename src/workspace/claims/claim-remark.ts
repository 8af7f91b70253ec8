import type { JsonValue } from '../../go/json';
import type { JsonPath } from '../json-edit';

/** What is said of one claim, or with an empty path of one that is not there. */
export interface ClaimRemark {
  /** Where the claim stands in its document. */
  readonly path: JsonPath;
  /** A few words, for the end of the claim's line. */
  readonly text: string;
  /** The same with more to it, for a line with more room. */
  readonly wide?: string;
  readonly tone: Tone;
  /** Full sentences: what the claim is, and what the gateway makes of it. */
  readonly details: readonly string[];
}

/** `bad`: the request is refused for it; `warn`: it does something else than people expect. */
export type Tone = 'plain' | 'ok' | 'warn' | 'bad';

const byWeight: readonly Tone[] = ['plain', 'ok', 'warn', 'bad'];

/** The weightier of two tones. */
export function worse(a: Tone, b: Tone): Tone {
  return byWeight.indexOf(b) > byWeight.indexOf(a) ? b : a;
}

/** What kind of JSON value it is, in words. */
export function kindOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return value === '' ? 'empty' : 'a text';
  if (typeof value === 'number') return 'a number';
  return typeof value === 'boolean' ? String(value) : 'an object';
}
