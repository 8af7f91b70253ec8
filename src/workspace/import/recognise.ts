/**
 * Recognises what a person pasted or dropped.
 */
import { longestBeginning } from '../../keys/import/foreign-formats';
import { readKeys } from '../../keys/import/read-keys';
import { scanStructured } from '../../keys/import/scan';
import { isCurl, readCurl } from './curl';
import { readJson } from './json-documents';
import { keyParts } from './key-parts';
import { onlyPart, onlyProblem, type Recognised, together } from './part';
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
  const yaml = isYaml(trimmed, fileName) ? await readYaml(plain, fileName ?? 'YAML') : null;
  if (yaml !== null && yaml.parts.length > 0) return yaml;
  if (scanStructured(trimmed) !== undefined) return keyParts(await readKeys(trimmed), fileName ?? 'Key');
  if (yaml !== null) return yaml;
  return onlyProblem(fileName ?? 'Text', reasonFor(trimmed));
}

/** A file that says so, or a text with a member at its left that definitions and policies have. */
function isYaml(text: string, fileName = ''): boolean {
  return (
    /\.ya?ml$/i.test(fileName) ||
    /^(?:openapi|swagger|x-tyk-api-gateway|api_id|access_rights|proxy|apis|policies)["']?\s*:/m.test(text)
  );
}

async function readYaml(text: string, what: string): Promise<Recognised> {
  const { jsonOfYaml } = await import('./yaml-text');
  const read = jsonOfYaml(text);
  if (!read.ok) return onlyProblem(read.place === '' ? what : `${what}, ${read.place}`, read.problem);
  const { parts, notUnderstood } = together(await Promise.all(read.texts.map((json) => readJson(json))));
  // The places are of the JSON that it stands for; nothing but their beginning names it.
  return { parts, notUnderstood: notUnderstood.map((each) => ({ ...each, what: each.what.replace(/^JSON/, what) })) };
}

/** Lines as a client prints them: a status line, or the arrows of `curl -v`. */
function isTranscript(text: string): boolean {
  const lines = text.slice(0, longestBeginning);
  return (
    /^(?:[<>*] .*\r?\n)*(?:< )?HTTP\/[\d.]+ \d{3}\b/.test(lines) || /^(?:> )?[A-Z]+ \S+ HTTP\/[\d.]+\r?$/m.test(lines)
  );
}

function reasonFor(text: string): string {
  if (/^(?:https?:)?\/\/./.test(text) && !/\s/.test(text))
    return 'It is an address; nothing is fetched from other hosts. Paste what is there.';
  return 'It is no definition, policy, key, token or curl command.';
}
