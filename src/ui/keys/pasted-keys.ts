/**
 * Keys in what somebody pastes into a field for keys, up to a length that no key has.
 */
import { readKeys, type KeysRead } from '../../keys/import/read-keys';

export type { KeysRead } from '../../keys/import/read-keys';

/** UTF-16 units of a text, or bytes of a file: some five hundred RSA keys. More would make the page stand still. */
export const mostOfKeys = 300_000;

/** What is said of a text or a file that is longer. */
export function tooLongForKeys(what: string): KeysRead {
  const message =
    'It is longer than any key, and is not looked through here. Import, in the menu of the workspace, takes key sets of any length.';
  return { keys: [], alternatives: [], problems: [{ what, message }] };
}

/** Reads the keys in a text. Nothing is thrown. */
export function readPastedKeys(text: string): Promise<KeysRead> {
  return text.length > mostOfKeys ? Promise.resolve(tooLongForKeys('long text')) : readKeys(text);
}
