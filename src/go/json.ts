/** JSON as Go's encoding/json reads and writes it, with its error texts. */
import { parseNode, type JsonNode, type ParseMode } from './json-parse';
import { set, type Decoded, type JsonObject, type JsonValue } from './json-value';
import { decodeUtf8 } from './utf8';

export { marshal } from './json-marshal';
export { parseNode, type JsonNode } from './json-parse';
export {
  get,
  isObject,
  set,
  sortTexts,
  sortedNames,
  type Decoded,
  type JsonObject,
  type JsonValue,
} from './json-value';

/** json.Unmarshal into a variable without a type: the whole text must be one value. Errors: Go's texts. */
export function unmarshal(text: Uint8Array): Decoded {
  return decode(text, 'whole');
}

/** json.Decoder.Decode into a variable without a type: the first value counts, what follows is ignored. Errors: Go's texts, `EOF` for blanks alone. */
export function decodeFirst(text: Uint8Array): Decoded {
  return decode(text, 'first');
}

const parsePlain: (text: string) => JsonValue = JSON.parse;

// What JSON.parse would take another way than Go: half a surrogate pair, and a number that may be too large.
const DIFFERS = /\\u[dD]|(?:^|[\s:,[-])\d[\d.]*[eE]\+?\d{3}|\d{200}/;
const MAX_DEPTH = 10000;

/** What `unmarshal` and `decodeFirst` both give for a text, where JSON.parse agrees with them; `null` where it may not. */
export function decodePlain(text: string): Decoded | null {
  if (DIFFERS.test(text) || mayBeTooDeep(text)) return null;
  try {
    return { ok: true, value: parsePlain(text) };
  } catch {
    return null;
  }
}

function decode(text: Uint8Array, mode: ParseMode): Decoded {
  const plain = decodePlain(decodeUtf8(text));
  if (plain !== null) return plain;
  // The own parser knows the error's text, and where the first value ends.
  const parsed = parseNode(text, mode);
  return parsed.ok ? nodeToValue(parsed.node) : parsed;
}

function mayBeTooDeep(text: string): boolean {
  if (text.length <= MAX_DEPTH) return false;
  let opened = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code === 0x5b || code === 0x7b) && ++opened > MAX_DEPTH) return true;
  }
  return false;
}

/** The value of a syntax tree: the last of repeated names counts. Error: the first number that no float64 holds. */
export function nodeToValue(root: JsonNode): Decoded {
  // Values are taken in the order they were written in: the first bad number is the one that Go tells.
  let error: string | null = null;
  const result: JsonValue[] = [];
  const todo: { readonly node: JsonNode; readonly put: (value: JsonValue) => void }[] = [];
  todo.push({ node: root, put: (value) => result.push(value) });
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { node, put } = next;
    switch (node.kind) {
      case 'null':
        put(null);
        break;
      case 'boolean':
      case 'string':
        put(node.value);
        break;
      case 'number': {
        const value = Number(node.literal);
        if (Number.isFinite(value)) put(value);
        else {
          error ??= `json: cannot unmarshal number ${node.literal} into Go value of type float64`;
          put(null);
        }
        break;
      }
      case 'array': {
        const items: JsonValue[] = [];
        put(items);
        for (const item of node.items.toReversed()) todo.push({ node: item, put: (value) => items.push(value) });
        break;
      }
      case 'object': {
        const object: JsonObject = {};
        put(object);
        for (const member of node.members.toReversed()) {
          todo.push({ node: member.value, put: (value) => set(object, member.name, value) });
        }
        break;
      }
    }
  }
  return error === null ? { ok: true, value: result[0] ?? null } : { ok: false, error };
}

/** The word for a value that stands in Go's type errors: `json: cannot unmarshal <word> into Go value of type X`. */
export function kindWord(value: JsonValue): 'array' | 'bool' | 'null' | 'number' | 'object' | 'string' {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'boolean' ? 'bool' : type === 'number' || type === 'string' ? type : 'object';
}

/** The same word for a node of a syntax tree. */
export function nodeKindWord(node: JsonNode): ReturnType<typeof kindWord> {
  return node.kind === 'boolean' ? 'bool' : node.kind;
}
