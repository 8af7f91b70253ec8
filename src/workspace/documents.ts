/**
 * What a person typed, read as the gateway reads its files.
 */
import { parseNode, type Decoded } from '../go/json';
import { readDefinition } from '../gateway/admin/catalogue';
import { longestWalked } from './json-depth';
import { KeptByText } from './kept-by-text';
import { policyOf, type Policy } from '../gateway/definition/policy';
import type { ApiSource } from '../gateway/gateway';

const utf8 = new TextEncoder();
const extension = 'x-tyk-api-gateway';
const tooLong = {
  ok: false,
  error: `The text is longer than ${String(longestWalked)} characters, and is not read here.`,
} as const;

/** Reads an API definition, classic or Tyk OAS. The same text gives the same object. Errors: the gateway's own words, or ours where no gateway would be asked. */
export const readApi = keeping((text: string): Decoded<ApiSource> => {
  const form = formOf(text);
  if (!form.ok) return form;
  const read = readDefinition(form.value, text);
  if (!read.ok) return read;
  const { classic: definition, oas } = read.value;
  return { ok: true, value: { definition, oas, version: text } };
});

/** Whether a definition is classic or Tyk OAS: one with the member `x-tyk-api-gateway` or `openapi` is the latter. Errors: why the text is no definition. */
export const formOf = keeping((text: string): Decoded<'classic' | 'oas'> => {
  if (text.length > longestWalked) return tooLong;
  const quick = namesByBrowser(text);
  if (quick !== null) return formWith(quick);
  // The browser's errors are not Go's.
  const parsed = parseNode(utf8.encode(text), 'whole');
  if (!parsed.ok) return parsed;
  if (parsed.node.kind !== 'object') return { ok: false, error: 'An API definition is a JSON object.' };
  return formWith(parsed.node.members.map(({ name }) => name));
});

function formWith(names: readonly string[]): Decoded<'classic' | 'oas'> {
  return { ok: true, value: names.includes(extension) || names.includes('openapi') ? 'oas' : 'classic' };
}

/** The names of the members of a JSON object, by the browser's own parser, which is the fastest; `null` where it reads no object. */
function namesByBrowser(text: string): readonly string[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : null;
  } catch {
    return null;
  }
}

/** Reads a policy. The same text gives the same object. Errors: the gateway's own words, or ours where no gateway would be asked. */
export const readPolicy = keeping((text: string): Decoded<Policy> => {
  if (text.length > longestWalked) return tooLong;
  const parsed = parseNode(utf8.encode(text), 'whole');
  if (!parsed.ok) return parsed;
  return parsed.node.kind === 'object' ? policyOf(parsed.node) : { ok: false, error: 'A policy is a JSON object.' };
});

/** The function with its last results kept, by the text: documents are read at each keystroke, and only one of them has changed. */
function keeping<T extends object>(read: (text: string) => T): (text: string) => T {
  const kept = new KeptByText<T>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const made = read(text);
    kept.set(text, made);
    return made;
  };
}
