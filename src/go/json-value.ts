/** JSON values as encoding/json gives them to a Go variable without a type. */

export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;

/** Members are own properties, `__proto__` too: read them with `get`. */
export interface JsonObject {
  [name: string]: JsonValue;
}

/** A value, or the text of Go's error. */
export type Decoded<T = JsonValue> = { ok: true; value: T } | { ok: false; error: string };

/** The member of that very name, if there is one. */
export function get(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Adds or replaces a member, whatever its name. */
export function set(object: JsonObject, name: string, value: JsonValue): void {
  if (name === '__proto__') {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[name] = value;
  }
}

/** Whether a value is an object: no array and not null. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The names of an object in Go's order: that of their UTF-8 bytes. */
export function sortedNames(object: JsonObject): string[] {
  return sortTexts(Object.keys(object));
}

/** Sorts texts in place by their UTF-8 bytes, which is the order of their code points. */
export function sortTexts(texts: string[]): string[] {
  // JavaScript's own order, by UTF-16 units, differs only where a surrogate meets a unit above it.
  return texts.sort(texts.some((text) => /[\ud800-\udfff]/.test(text)) ? compareTexts : undefined);
}

function compareTexts(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left === right) continue;
    const leftPaired = left >= 0xd800 && left <= 0xdfff;
    const rightPaired = right >= 0xd800 && right <= 0xdfff;
    return leftPaired === rightPaired ? left - right : leftPaired ? 1 : -1;
  }
  return a.length - b.length;
}
