/**
 * What can be understood of a text that tells of a refused request: an answer, lines of a log, a transcript, or all of it.
 */
import type { Header } from '../../gateway/outcome';
import type { ImportPart } from '../../workspace/import/recognise';

/** A line of the gateway's log, in whichever format it was written. */
export interface ReadLine {
  /** Empty where the line does not say. */
  readonly level: string;
  readonly message: string;
  /** The other fields as text. */
  readonly fields: ReadonlyMap<string, string>;
}

/** Who wrote an answer that is not the gateway's refusal, and how that shows. */
export interface Foreign {
  /** Such as `nginx`. */
  readonly who: string;
  /** A sentence or two for the person. */
  readonly says: string;
}

export interface Message {
  /** The status of the answer; `null`: the text does not say. */
  readonly status: number | null;
  readonly headers: readonly Header[];
  /** The body as it stands in the text, with the ends trimmed; `null`: there is none. */
  readonly body: string | null;
  /** The error's text, with the body's escapes undone; `null`: there is none. */
  readonly error: string | null;
  readonly log: readonly ReadLine[];
  /** The request and its token, from a curl command or the lines that curl sent. */
  readonly request: readonly ImportPart[];
  /** When it was answered, in milliseconds since 1970: by the answer's `Date`, else by the log. */
  readonly at: number | null;
  /** The connection was cut before an answer. */
  readonly cut: boolean;
  readonly foreign: Foreign | null;
}

/** The first value of a header, by its name in any case. */
export function headerOf(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([one]) => one.toLowerCase() === name)?.[1];
}

/** A member of an object that came from outside; undefined when it is none, or has it not of its own. */
export function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Object.entries(value).find(([one]) => one === name)?.[1];
}

/** The value that a JSON text stands for; undefined when it is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
