/**
 * A token on its own, or with what often stands around it: `Bearer`, the name of the header, quotes.
 */
import { longestWalked } from '../json-depth';
import { memberAt } from '../json-edit';
import { decodeParts } from '../token';
import type { ImportPart } from './part';

/** Whether a text has the shape of a JWT: a header that is a JSON object, and two more parts. */
export function looksLikeToken(text: string): boolean {
  if (text.length > 2 * longestWalked) return false;
  return /^[\w-]{4,}\.[\w-]*\.[\w-]*$/.test(text) && decodeParts(text).header?.trimStart().startsWith('{') === true;
}

/** The token of a text that is little else; `null`: it is something else. Line breaks inside, as mail programs make them, are taken out. */
export function readTokenText(text: string): ImportPart | null {
  const line = unquoted(text.trim());
  const header = /^(?:(?:-H|--header)\s+["']?)?authorization\s*:\s*/i.exec(line.slice(0, longestPrefix))?.[0];
  const value = header === undefined ? line : line.slice(header.length).replace(/["']$/, '');
  const named = header !== undefined || /^bearer\s/i.test(value);
  // By pieces: of a run of millions an expression gives up.
  const bare = value.replace(/^bearer\s/i, '').replace(/\s{1,1000}/g, '');
  return looksLikeToken(bare) || (named && hasThreeParts(bare)) ? tokenPart(bare) : null;
}

/** Characters that the name of the header takes, with what may stand before it. */
const longestPrefix = 1000;

function unquoted(text: string): string {
  const isQuote = (letter: string): boolean => letter === '"' || letter === "'";
  return text.length > 1 && isQuote(text.charAt(0)) && isQuote(text.charAt(text.length - 1)) ? text.slice(1, -1) : text;
}

/** Whether there are two dots, the first of them behind something. */
function hasThreeParts(text: string): boolean {
  const dot = text.indexOf('.', 1);
  return dot > 0 && text.includes('.', dot + 1);
}

/** The part for a token. */
export function tokenPart(token: string): ImportPart {
  const { header, payload } = decodeParts(token);
  const alg = header === null ? undefined : memberAt(header, ['alg']);
  const sub = payload === null ? undefined : memberAt(payload, ['sub']);
  const words = ['Token', ...(typeof alg === 'string' ? [alg] : []), ...(typeof sub === 'string' ? [`of ${sub}`] : [])];
  return { kind: 'token', title: words.join(', '), token };
}
