/**
 * Fields of the API in hand by the names that the form has for them, in a classic definition as in a Tyk OAS document.
 */
import type { JsonValue } from '../../go/json';
import { formOf } from '../../workspace/documents';
import { apiSections } from '../../workspace/fields/api-fields';
import { spotOf } from '../../workspace/fields/field';
import { put } from '../../workspace/fields/member';
import type { JsonPath } from '../../workspace/json-edit';

const fields = new Map(apiSections.flatMap((section) => section.fields.map((field) => [field.name, field] as const)));

/** Where a field stands in a definition's text; `null` where its form of document has no such field. */
export function fieldPath(text: string, name: string): JsonPath | null {
  const field = fields.get(name);
  const form = formOf(text);
  if (field === undefined || !form.ok) return null;
  return spotOf(field, form.value)?.path(text) ?? null;
}

/** The definition with a field set; undefined takes it away. */
export function withField(text: string, name: string, value: JsonValue | undefined): string {
  const path = fieldPath(text, name);
  if (path === null) throw new Error(`The form has no field ${name}.`);
  return put(text, path, value);
}
