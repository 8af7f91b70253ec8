/** What the gateway cannot read of a key set, and where that stands in its text. */
import { parseKeySet } from '../../keys/key-set';
import { isCleanJson, memberAt, rangeOf, type JsonPath } from '../json-edit';

/** The gateway's error, and the key that it is about; an empty path where it is about the whole text. */
export interface KeySetFault {
  readonly error: string;
  readonly path: JsonPath;
}

const utf8 = new TextEncoder();

/** Why the gateway takes no key out of this text; `null` when it reads all of it (behaviour 5.5). */
export function keySetFault(text: string): KeySetFault | null {
  const read = parseKeySet(utf8.encode(text));
  if (read.ok) return null;
  const { error } = read;
  const keys = isCleanJson(text) ? memberAt(text, ['keys']) : undefined;
  if (!Array.isArray(keys)) return { error, path: keys === undefined ? [] : ['keys'] };
  // As it is written: a name that stands there twice is among the faults.
  const bad = keys.findIndex((_, at) => {
    const { from, to } = rangeOf(text, ['keys', at]);
    return !parseKeySet(utf8.encode(`{"keys":[${text.slice(from, to)}]}`)).ok;
  });
  return { error, path: bad === -1 ? [] : ['keys', bad] };
}
