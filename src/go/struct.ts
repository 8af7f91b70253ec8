/**
 * A small schema language for Go structs, and encoding/json's way of reading and writing them.
 * A schema is a value; the TypeScript type of what it reads follows from it (`TypeOf`).
 */
import type { Decoded, JsonNode, JsonValue } from './json';
import { marshal, nodeKindWord, parseNode, sortTexts } from './json';
import type { GoType, Reading } from './go-type';
import { mismatch } from './go-type';

export { type GoType, refuse } from './go-type';
export { any, boolean, float64, int, int64, named, string, uint16, uint64 } from './scalars';

/** A struct's member: its type, when it is left out, and the embedded structs that it comes from. */
export interface Field<T> {
  readonly type: GoType<T>;
  readonly omit: 'never' | 'empty' | 'zero';
  readonly embedded: readonly string[];
}

type Member<T> = GoType<T> | Field<T>;
type Members = Readonly<Record<string, Member<unknown>>>;

/** A struct's schema; `members` lets another struct embed it. */
export interface StructType<M, T> extends GoType<T> {
  readonly members: M;
}

type MemberType<M> = M extends Field<infer T> ? T : M extends GoType<infer T> ? T : never;

/** The value of a struct with these members: all of them are always there. */
export type StructOf<M> = { readonly [Name in keyof M]: MemberType<M[Name]> };

/** The TypeScript type of the values of a schema. */
export type TypeOf<S> = S extends GoType<infer T> ? T : never;

/** A Go map with string keys: own members only, on an object without a prototype. */
export type GoMap<T> = Readonly<Record<string, T>>;

/** The entry of a map under that very name; none in a nil map. */
export function lookup<T>(map: GoMap<T> | null, name: string): T | undefined {
  return map !== null && Object.hasOwn(map, name) ? map[name] : undefined;
}

/** Leaves the member out when it is false, 0, "", nil, or has no entries. */
export function omitempty<T>(type: GoType<T>): Field<T> {
  return { type, omit: 'empty', embedded: [] };
}

/** Leaves the member out when it is the type's zero value (or says so itself, as `IsZero` does). */
export function omitzero<T>(type: GoType<T>): Field<T> {
  return { type, omit: 'zero', embedded: [] };
}

type Embedded<M> = { readonly [Name in keyof M]: Field<MemberType<M[Name]>> };

/** The members of an embedded struct, to be spread among those of the one that embeds it. */
export function embed<M extends Members, T>(struct: StructType<M, T>): Embedded<M>;
export function embed(struct: StructType<Members, unknown>): Readonly<Record<string, Field<unknown>>> {
  const name = localName(struct.goName);
  const fields: Record<string, Field<unknown>> = {};
  for (const [member, of] of Object.entries(struct.members)) {
    const field = toField(of);
    fields[member] = { ...field, embedded: [name, ...field.embedded] };
  }
  return fields;
}

function toField<T>(member: Member<T>): Field<T> {
  return 'omit' in member ? member : { type: member, omit: 'never', embedded: [] };
}

function localName(goName: string): string {
  return goName.startsWith('struct ') ? '' : goName.slice(goName.lastIndexOf('.') + 1);
}

/** Go's folding of a member's name, as far as it can meet a name in ASCII: besides a-z, the long s and the Kelvin sign. */
function fold(name: string): string {
  return name.replace(/[a-z\u017f\u212a]/g, (letter) =>
    letter === '\u017f' ? 'S' : letter === '\u212a' ? 'K' : letter.toUpperCase(),
  );
}

/** `[]T`; `null` is the nil slice. */
export function list<T>(element: GoType<T>): GoType<readonly T[] | null> {
  return {
    goName: `[]${element.goName}`,
    zero: () => null,
    read(node, before, reading) {
      if (node.kind === 'null') return null;
      if (node.kind !== 'array') {
        mismatch(reading, nodeKindWord(node), this.goName);
        return before;
      }
      const items: T[] = [];
      for (const [index, item] of node.items.entries()) {
        items.push(element.read(item, before?.[index] ?? element.zero(), reading));
        if (reading.stopped) break;
      }
      return items;
    },
    write: (value) => (value === null ? 'null' : `[${value.map((item) => element.write(item)).join()}]`),
    isEmpty: (value) => value === null || value.length === 0,
    isZero: (value) => value === null,
  };
}

/** `map[string]T`; `null` is the nil map. Written in the order of the names. */
export function map<T>(element: GoType<T>, keyName = 'string'): GoType<GoMap<T> | null> {
  return {
    goName: `map[${keyName}]${element.goName}`,
    zero: () => null,
    read(node, before, reading) {
      if (node.kind === 'null') return null;
      if (node.kind !== 'object') {
        mismatch(reading, nodeKindWord(node), this.goName);
        return before;
      }
      const entries: Record<string, T> = emptyMap();
      if (before !== null) for (const name of Object.keys(before)) setEntry(entries, name, before[name]);
      for (const { name, value } of node.members) {
        const entry = element.read(value, element.zero(), reading);
        if (reading.stopped) break;
        entries[name] = entry;
      }
      return entries;
    },
    write(value) {
      if (value === null) return 'null';
      const written: string[] = [];
      for (const name of sortTexts(Object.keys(value))) {
        const entry = value[name];
        if (entry !== undefined) written.push(`${marshal(name)}:${element.write(entry)}`);
      }
      return `{${written.join()}}`;
    },
    isEmpty: (value) => value === null || Object.keys(value).length === 0,
    isZero: (value) => value === null,
  };
}

/** An empty map value: without a prototype, so that every name is a plain member. */
export function emptyMap<T>(): Record<string, T> {
  const map: Record<string, T> = {};
  Object.setPrototypeOf(map, null);
  return map;
}

function setEntry<T>(entries: Record<string, T>, name: string, entry: T | undefined): void {
  if (entry !== undefined) entries[name] = entry;
}

/** `*T`; `null` is the nil pointer. */
export function pointer<T>(target: GoType<T>): GoType<T | null> {
  return {
    goName: `*${target.goName}`,
    zero: () => null,
    read: (node, before, reading) =>
      node.kind === 'null' ? null : target.read(node, before ?? target.zero(), reading),
    write: (value) => (value === null ? 'null' : target.write(value)),
    isEmpty: (value) => value === null,
    isZero: (value) => value === null,
  };
}

type Struct = Readonly<Record<string, unknown>>;

/**
 * A Go struct. `goName` is its name with its package (`apidef.ProxyConfig`), or, of a struct without a name, its whole text.
 * Members are written in the order given; names are matched exactly, else without regard to case; unknown ones are dropped.
 */
export function struct<M extends Members>(goName: string, members: M): StructType<M, StructOf<M>>;
export function struct(goName: string, members: Members): StructType<Members, Struct> {
  const fields = Object.entries(members).map(([name, member]) => ({
    name,
    key: `${marshal(name)}:`,
    ...toField(member),
  }));
  const exact = new Map(fields.map((field) => [field.name, field]));
  const folded = new Map(fields.toReversed().map((field) => [fold(field.name), field]));
  const name = localName(goName);
  let zero: Struct | undefined;

  return {
    goName,
    members,
    // No value is ever changed, so that one is enough for all.
    zero() {
      zero ??= Object.freeze(Object.fromEntries(fields.map((field) => [field.name, field.type.zero()])));
      return zero;
    },
    read(node, before, reading) {
      if (node.kind !== 'object') {
        if (node.kind !== 'null') mismatch(reading, nodeKindWord(node), goName);
        return before;
      }
      const value = { ...before };
      const { struct: outer, path } = reading;
      const depth = path.length;
      for (const member of node.members) {
        const field = exact.get(member.name) ?? folded.get(fold(member.name));
        if (field === undefined) continue;
        reading.struct = name;
        path.push(...field.embedded, field.name);
        value[field.name] = field.type.read(member.value, value[field.name], reading);
        if (reading.stopped) return value;
        path.length = depth;
        reading.struct = outer;
      }
      return value;
    },
    write(value) {
      let text = '';
      for (const { name: member, key, type, omit } of fields) {
        const of = value[member];
        if (omit === 'empty' ? type.isEmpty(of) : omit === 'zero' && type.isZero(of)) continue;
        text += `${text === '' ? '' : ','}${key}${type.write(of)}`;
      }
      return `{${text}}`;
    },
    isEmpty: () => false,
    isZero: (value) => fields.every((field) => field.type.isZero(value[field.name])),
  };
}

/**
 * A struct type without a name. Type errors show its whole text, so Go's names of its fields are told;
 * `untold` lists the members whose tag speaks of JSON alone.
 */
export function anonymous<M extends Members>(
  goNames: readonly string[],
  members: M,
  untold: readonly string[] = [],
): StructType<M, StructOf<M>> {
  const fields = Object.entries(members).map(([name, member], index) => {
    const tag = untold.includes(name) ? `json:"${name}"` : `bson:"${name}" json:"${name}"`;
    return `${goNames[index] ?? ''} ${toField(member).type.goName} ${JSON.stringify(tag)}`;
  });
  return struct(`struct { ${fields.join('; ')} }`, members);
}

/** The same struct with its own `IsZero`. */
export function withIsZero<M, T>(type: StructType<M, T>, isZero: (value: T) => boolean): StructType<M, T> {
  return { ...type, isZero };
}

/** A pointer to a struct whose `IsZero` also decides for the pointer. */
export function pointerWithIsZero<T>(target: GoType<T>): GoType<T | null> {
  return { ...pointer(target), isZero: (value) => value === null || target.isZero(value) };
}

/** What a reading gives even when it fails: the value as far as it came, and the text of the error. */
export interface Filled<T> {
  readonly value: T;
  readonly error: string | null;
}

/** Reads a syntax tree over a value. A wrong type leaves its member as it was and the rest is read; the first such error is told. */
export function fill<T>(type: GoType<T>, node: JsonNode, before: T = type.zero()): Filled<T> {
  const reading: Reading = { error: null, stopped: false, struct: '', path: [] };
  const value = type.read(node, before, reading);
  return { value, error: reading.error };
}

const encoder = new TextEncoder();

/**
 * encoding/json's Unmarshal ('whole'), or its Decoder's first value ('first').
 * The error is Go's: of the syntax, or the first type that did not fit.
 */
export function decode<T>(type: GoType<T>, text: Uint8Array | string, mode: 'whole' | 'first' = 'whole'): Decoded<T> {
  const parsed = parseNode(typeof text === 'string' ? encoder.encode(text) : text, mode);
  return parsed.ok ? decodeNode(type, parsed.node) : parsed;
}

/** Reads a value that has been parsed into a type, as `decode` does. */
export function decodeNode<T>(type: GoType<T>, node: JsonNode): Decoded<T> {
  const { value, error } = fill(type, node);
  return error === null ? { ok: true, value } : { ok: false, error };
}

/** A JSON value written out and read into a type, as Go does to turn a map into a struct. */
export function convert<T>(type: GoType<T>, from: JsonValue, before: T = type.zero()): Filled<T> {
  const parsed = parseNode(encoder.encode(marshal(from)), 'whole');
  return parsed.ok ? fill(type, parsed.node, before) : { value: before, error: parsed.error };
}

/** json.Marshal: members in the order of the schema, names of maps sorted, `<`, `>`, `&` escaped. */
export function encode<T>(type: GoType<T>, value: T): string {
  return type.write(value);
}
