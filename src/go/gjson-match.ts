/** Comparisons of gjson: names with wildcards, and the conditions of queries. */
import { sortTexts } from './json-value';
import { exists, NOTHING, parseFloat64, toText, type Found } from './gjson-text';

/** A pattern's parts: a character, `null` for any one, or `*` (as its own token) for any number. */
type Part = { readonly one: string | null } | 'any';

/** Whether a text fits a pattern of `*`, `?` and characters, behind a backslash or not (tidwall/match). */
export function matches(text: string, pattern: string): boolean {
  const parts = partsOf(pattern);
  if (parts === null) return false;
  const characters = [...text];
  let at = 0;
  let part = 0;
  // The last star, and how far it reaches so far.
  let star = -1;
  let reach = 0;
  while (at < characters.length) {
    const next = parts[part];
    if (next === 'any') {
      star = part++;
      reach = at;
    } else if (next !== undefined && (next.one === null || next.one === characters[at])) {
      at++;
      part++;
    } else if (star >= 0) {
      part = star + 1;
      at = ++reach;
    } else {
      return false;
    }
  }
  return parts.slice(part).every((rest) => rest === 'any');
}

/** A backslash at the very end stands for nothing that fits, unless a star came before. */
function partsOf(pattern: string): Part[] | null {
  const parts: Part[] = [];
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at++) {
    let character = characters[at] ?? '';
    if (character === '*') {
      parts.push('any');
      continue;
    }
    if (character === '?') {
      parts.push({ one: null });
      continue;
    }
    if (character === '\\') {
      if (at + 1 < characters.length) character = characters[++at] ?? '';
      else if (!parts.includes('any')) return null;
    }
    parts.push({ one: character });
  }
  return parts;
}

/** The condition of a query; an empty operator asks only whether there is a value. */
export interface Condition {
  readonly operator: string;
  readonly value: string;
}

/** Whether a value meets a condition. */
export function meets(found: Found, condition: Condition): boolean {
  let { value } = condition;
  let compared = found;
  if (value.startsWith('~')) {
    const judged = asBoolean(found, value.slice(1));
    value = judged === null ? '' : 'true';
    compared = judged === null ? NOTHING : { ...NOTHING, type: judged ? 'true' : 'false' };
  }
  if (!exists(compared)) return false;
  const { operator } = condition;
  if (operator === '') return true;
  switch (compared.type) {
    case 'string':
      if (operator === '%') return matches(compared.text, value);
      if (operator === '!%') return !matches(compared.text, value);
      return holds(operator, compareTexts(compared.text, value));
    case 'number': {
      const number = parseFloat64(value);
      const difference = compared.number < number ? -1 : compared.number > number ? 1 : 0;
      if (Number.isNaN(compared.number) || Number.isNaN(number)) return operator === '!=';
      return holds(operator, difference);
    }
    case 'true':
    case 'false':
      return holdsForBoolean(compared.type, operator, value);
    default:
      return false;
  }
}

/** `false` is less than `true`; any other word is neither equal nor, but for the equal side, in order. */
function holdsForBoolean(type: 'true' | 'false', operator: string, value: string): boolean {
  const other = type === 'true' ? 'false' : 'true';
  switch (operator) {
    case '=':
      return value === type;
    case '!=':
      return value !== type;
    case '>':
    case '<':
      return (type === 'true') === (operator === '>') && value === other;
    default:
      return operator === (type === 'true' ? '>=' : '<=');
  }
}

function holds(operator: string, difference: number): boolean {
  switch (operator) {
    case '=':
      return difference === 0;
    case '!=':
      return difference !== 0;
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
    default:
      return false;
  }
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return sortTexts([a, b])[0] === a ? -1 : 1;
}

/** What `~true`, `~false`, `~null` and `~*` say of a value; `null` for other words. */
function asBoolean(found: Found, word: string): boolean | null {
  switch (word) {
    case '*':
      return exists(found);
    case 'null':
      return found.type === 'null';
    case 'true':
      return found.type === 'true' || isTruth(found, 'true');
    case 'false':
      return found.type === 'null' || found.type === 'false' || isTruth(found, 'false');
    default:
      return null;
  }
}

function isTruth(found: Found, wanted: 'true' | 'false'): boolean {
  if (found.type === 'number') return (found.number !== 0) === (wanted === 'true');
  if (found.type !== 'string') return false;
  return (wanted === 'true' ? /^(?:1|t|true)$/ : /^(?:0|f|false)$/).test(toText(found).toLowerCase());
}
