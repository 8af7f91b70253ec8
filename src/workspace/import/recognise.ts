/**
 * Recognises what a person pasted or dropped.
 */
import { readKeys } from '../../keys/import/read-keys';
import { scanStructured } from '../../keys/import/scan';
import { isCurl, readCurl } from './curl';
import { readJson } from './json-documents';
import { keyParts } from './key-parts';
import { onlyPart, onlyProblem, type Recognised } from './part';
import { readTokenText } from './token-text';

export type { ImportPart, Recognised } from './part';

/**
 * Tells the definitions, policies, keys, token and request in a text; what cannot be told has a reason. `fileName` is
 * that of a dropped file. Nothing is thrown.
 */
export async function recognise(text: string, fileName?: string): Promise<Recognised> {
  const plain = text.replace(/^\ufeff/, '');
  const trimmed = plain.trim();
  if (trimmed === '') return onlyProblem(fileName ?? 'Nothing', 'There is no text in it.');
  if (isCurl(trimmed)) return readCurl(trimmed);
  const token = readTokenText(trimmed);
  if (token !== null) return onlyPart(token);
  if (/^[[{]/.test(trimmed)) return readJson(plain);
  if (isTranscript(trimmed))
    return onlyPart({ kind: 'unknown', title: 'A transcript of an HTTP exchange', text: plain });
  if (scanStructured(trimmed) !== undefined) return keyParts(await readKeys(trimmed), fileName ?? 'Key');
  return onlyProblem(fileName ?? 'Text', reasonFor(trimmed, fileName));
}

/** Lines as a client prints them: a status line, or the arrows of `curl -v`. */
function isTranscript(text: string): boolean {
  return (
    /^(?:[<>*] .*\r?\n)*(?:< )?HTTP\/[\d.]+ \d{3}\b/.test(text) || /^(?:> )?[A-Z]+ \S+ HTTP\/[\d.]+\r?$/m.test(text)
  );
}

function reasonFor(text: string, fileName: string | undefined): string {
  if (/\.ya?ml$/i.test(fileName ?? '') || /^(?:openapi|swagger|x-tyk-api-gateway)\s*:/m.test(text))
    return 'It looks like YAML, which is not read; export the document as JSON.';
  if (/^(?:https?:)?\/\/\S+$/.test(text))
    return 'It is an address; nothing is fetched from other hosts. Paste what is there.';
  return 'It is no definition, policy, key, token or curl command.';
}
