/**
 * The three parts of an encoded token, each judged for itself, and changed without the others.
 */
import { encodeRawUrl } from '../go/base64';
import { decodeSignature, parseToken } from '../tokens/parse';
import { prettyJson } from './pretty-json';
import { isUnwalked, longestWalked } from './json-depth';
import { isCleanJson } from './json-edit';
import { compactJson, decodeParts, longestToken } from './token';

export type TokenPart = 'header' | 'payload' | 'signature';

/** What the gateway's JWT library has against a part, in its words; `shape`: the number of parts. */
export interface PartProblem {
  readonly part: TokenPart | 'shape';
  readonly error: string;
}

const goodHeader = 'eyJhbGciOiJIUzI1NiJ9';
const goodPayload = 'e30';

/** A token that is too long for any request (behaviour 2) is not looked into. */
const tooLong: PartProblem = {
  part: 'shape',
  error: 'too long for a request: the gateway answers 431 and reads nothing',
};

/** Everything that keeps the token from being read (behaviour 5.3). The gateway itself tells only the first it meets. */
export function partProblems(text: string): readonly PartProblem[] {
  if (text.length > longestToken) return [tooLong];
  const parts = text.split('.');
  const [header = '', payload = '', signature = ''] = parts;
  if (parts.length !== 3) {
    const whole = parseToken(text);
    return whole.ok ? [] : [{ part: 'shape', error: whole.error }];
  }
  const problems: PartProblem[] = [];
  const head = parseToken(`${header}.${goodPayload}.`);
  if (!head.ok) problems.push({ part: 'header', error: head.error });
  const body = parseToken(`${goodHeader}.${payload}.`);
  if (!body.ok) problems.push({ part: 'payload', error: body.error });
  const last = decodeSignature(signature);
  if (!last.ok) problems.push({ part: 'signature', error: last.error });
  return problems;
}

/** What the gateway's JWT library has against a text as header or payload; `null` when it can be read. What its alg says plays no part. */
export function textProblem(part: 'header' | 'payload', text: string): string | null {
  if (text.length > longestWalked) return null;
  const encoded = encodeRawUrl(new TextEncoder().encode(text));
  const read = parseToken(part === 'header' ? `${encoded}.${goodPayload}.` : `${goodHeader}.${encoded}.`);
  return read.ok || read.part === 'alg' ? null : read.error;
}

/** The text of a readable part for an editor, over several lines where it is JSON; `null` when it is not base64url, or too long for a request. */
export function editableText(token: string, part: 'header' | 'payload'): string | null {
  const text = decodeParts(token)[part];
  return text !== null && !isUnwalked(text) && isCleanJson(text) ? prettyJson(text) : text;
}

/** The token with a readable part replaced; the others stay, so that the signature no longer fits. JSON is written without blanks. */
export function withPart(token: string, part: 'header' | 'payload', text: string): string {
  const encoded = encodeRawUrl(new TextEncoder().encode(compactJson(text)));
  const [header = '', payload = '', ...rest] = token.split('.');
  return part === 'header' ? [encoded, payload, ...rest].join('.') : [header, encoded, ...rest].join('.');
}
