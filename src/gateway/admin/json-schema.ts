/**
 * The part of JSON Schema that the gateway's schemas use, with the messages of the Go library that it checks with (gojsonschema).
 * Where that library goes through a Go map, and so in any order, members come here in the order of their names.
 */
import type { JsonObject, JsonValue } from '../../go/json';
import { isObject, marshal, sortedNames } from '../../go/json';

type TypeName = 'array' | 'boolean' | 'integer' | 'null' | 'number' | 'object' | 'string';

export interface Schema {
  readonly type?: TypeName | readonly TypeName[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: readonly (readonly [pattern: RegExp, schema: Schema])[];
  /** `false`: none; else the schema of each. */
  readonly additionalProperties?: false | Schema;
  readonly minProperties?: number;
  /** For every entry. */
  readonly items?: Schema;
  /** For the first entry alone; the others may be anything. */
  readonly firstItem?: Schema;
  readonly uniqueItems?: boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly enum?: readonly string[];
  readonly pattern?: RegExp;
  readonly format?: 'email' | 'uri' | 'uri-reference';
  readonly minimum?: number;
  readonly maximum?: number;
}

/** What a check found. The score says how near the value came; of several schemas the nearest one's errors are told. */
class Findings {
  readonly errors: string[] = [];
  score = 0;

  add(place: string, message: string): void {
    this.errors.push(`${place}: ${message}`);
    this.score -= 2;
  }

  take(other: Findings): void {
    this.errors.push(...other.errors);
    this.score += other.score;
  }
}

const root = '(root)';

/** The messages for a value, each with its place in front: `info.title: Invalid type. Expected: string, given: integer`. */
export function checkSchema(schema: Schema, value: JsonValue): readonly string[] {
  return check(schema, value, '').errors;
}

function typeOf(value: JsonValue): TypeName {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return 'object';
}

function inside(place: string, name: string | number): string {
  return place === '' ? String(name) : `${place}.${name}`;
}

function check(schema: Schema, value: JsonValue, place: string): Findings {
  const findings = new Findings();
  visit(schema, value, place, findings);
  return findings;
}

function visit(schema: Schema, value: JsonValue, place: string, findings: Findings): void {
  const given = typeOf(value);
  const field = place === '' ? root : place;
  if (schema.type !== undefined) {
    const allowed = typeof schema.type === 'string' ? [schema.type] : schema.type;
    if (!allowed.includes(given) && !(given === 'integer' && allowed.includes('number'))) {
      const expected = allowed.length > 1 ? `[${allowed.join()}]` : allowed[0];
      findings.add(field, `Invalid type. Expected: ${expected}, given: ${given}`);
      return;
    }
  }
  combine(schema, value, place, findings);
  if (isObject(value)) members(schema, value, place, findings);
  else if (Array.isArray(value)) entries(schema, value, place, findings);
  else if (typeof value === 'number') limits(schema, value, field, findings);
  common(schema, value, field, findings);
  if (typeof value === 'string') text(schema, value, field, findings);
  if (isObject(value)) {
    for (const [name, of] of Object.entries(schema.properties ?? {})) {
      const member = Object.hasOwn(value, name) ? value[name] : undefined;
      if (member !== undefined) visit(of, member, inside(place, name), findings);
    }
  }
  findings.score++;
}

function combine(schema: Schema, value: JsonValue, place: string, findings: Findings): void {
  const field = place === '' ? root : place;
  if (schema.anyOf !== undefined) {
    const results = schema.anyOf.map((each) => check(each, value, place));
    if (!results.some(({ errors }) => errors.length === 0)) {
      findings.add(field, 'Must validate at least one schema (anyOf)');
      takeNearest(results, findings);
    }
  }
  if (schema.oneOf !== undefined) {
    const results = schema.oneOf.map((each) => check(each, value, place));
    const valid = results.filter(({ errors }) => errors.length === 0).length;
    if (valid !== 1) findings.add(field, 'Must validate one and only one schema (oneOf)');
    if (valid === 0) takeNearest(results, findings);
  }
  if (schema.not !== undefined && check(schema.not, value, place).errors.length === 0) {
    findings.add(field, 'Must not validate the schema (not)');
  }
  findings.score++;
}

function takeNearest(results: readonly Findings[], findings: Findings): void {
  let nearest = results[0];
  for (const result of results) if (nearest === undefined || result.score > nearest.score) nearest = result;
  if (nearest !== undefined) findings.take(nearest);
}

function members(schema: Schema, value: JsonObject, place: string, findings: Findings): void {
  const field = place === '' ? root : place;
  const names = sortedNames(value);
  if (schema.minProperties !== undefined && names.length < schema.minProperties) {
    findings.add(field, `Must have at least ${schema.minProperties} properties`);
  }
  for (const name of schema.required ?? []) {
    if (Object.hasOwn(value, name)) findings.score++;
    else findings.add(field, `${name} is required`);
  }
  for (const name of names) {
    const member = value[name] ?? null;
    const patterns = (schema.patternProperties ?? []).filter(([pattern]) => pattern.test(name));
    for (const [, of] of patterns) findings.take(check(of, member, inside(place, name)));
    if (patterns.length > 0) findings.score++;
    else if (!Object.hasOwn(schema.properties ?? {}, name)) {
      if (schema.additionalProperties === false) findings.add(field, `Additional property ${name} is not allowed`);
      else if (schema.additionalProperties !== undefined) {
        findings.take(check(schema.additionalProperties, member, inside(place, name)));
      }
    }
  }
  findings.score++;
}

function entries(schema: Schema, value: readonly JsonValue[], place: string, findings: Findings): void {
  for (const [index, entry] of value.entries()) {
    const of = schema.items ?? (index === 0 ? schema.firstItem : undefined);
    if (of !== undefined) findings.take(check(of, entry, inside(place, index)));
  }
  if (schema.uniqueItems === true) {
    const seen = new Map<string, number>();
    for (const [index, entry] of value.entries()) {
      const written = marshal(entry);
      const before = seen.get(written);
      if (before !== undefined) findings.add(place, `array items[${before},${index}] must be unique`);
      seen.set(written, index);
    }
  }
  findings.score++;
}

function limits(schema: Schema, value: number, field: string, findings: Findings): void {
  if (schema.maximum !== undefined && value > schema.maximum) {
    findings.add(field, `Must be less than or equal to ${schema.maximum}`);
  }
  if (schema.minimum !== undefined && value < schema.minimum) {
    findings.add(field, `Must be greater than or equal to ${schema.minimum}`);
  }
  findings.score++;
}

function common(schema: Schema, value: JsonValue, field: string, findings: Findings): void {
  if (schema.enum !== undefined && !(typeof value === 'string' && schema.enum.includes(value))) {
    const allowed = schema.enum.map((word) => `"${word}"`).join(', ');
    findings.add(field, `${field} must be one of the following: ${allowed}`);
  }
  findings.score++;
}

function text(schema: Schema, value: string, field: string, findings: Findings): void {
  if (schema.pattern !== undefined && !schema.pattern.test(value)) {
    findings.add(field, `Does not match pattern '${schema.pattern.source}'`);
  }
  if (schema.format !== undefined && !hasFormat(schema.format, value)) {
    findings.add(field, `Does not match format '${schema.format}'`);
  }
  findings.score++;
}

/** What Go's net/url and net/mail accept, as far as people meet it. */
function hasFormat(format: NonNullable<Schema['format']>, value: string): boolean {
  if (format === 'email') return /^[^\s@<>()]+@[^\s@<>()]+$/.test(value);
  const parts = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)/.exec(value);
  const [, scheme, authority, path = ''] = parts ?? [];
  if (format === 'uri' && scheme === undefined) return false;
  if (/[\u0000-\u001f\u007f\\]/.test(value)) return false;
  if (/%(?![0-9a-fA-F]{2})/.test((authority ?? '') + path)) return false;
  if (authority !== undefined && !/^(?:[^@]*@)?(?:\[[^\]]*\]|[^\s:<>"^`{|}]*)(?::\d*)?$/.test(authority)) return false;
  return scheme !== undefined || authority !== undefined || !/^[^/]*:/.test(path);
}
