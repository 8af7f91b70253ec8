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
  const line = text.trim().replace(/^["'](.*)["']$/s, '$1');
  const header = /^(?:(?:-H|--header)\s+["']?)?authorization\s*:\s*([^]*?)["']?$/i.exec(line)?.[1];
  const value = header ?? line;
  const bare = value.replace(/^bearer\s+/i, '').replace(/\s+/g, '');
  const named = header !== undefined || /^bearer\s/i.test(value);
  const isToken = looksLikeToken(bare) || (named && /^\S+\.\S*\.\S*$/.test(bare));
  return isToken ? tokenPart(bare) : null;
}

/** The part for a token. */
export function tokenPart(token: string): ImportPart {
  const { header, payload } = decodeParts(token);
  const alg = header === null ? undefined : memberAt(header, ['alg']);
  const sub = payload === null ? undefined : memberAt(payload, ['sub']);
  const words = ['Token', ...(typeof alg === 'string' ? [alg] : []), ...(typeof sub === 'string' ? [`of ${sub}`] : [])];
  return { kind: 'token', title: words.join(', '), token };
}
