/**
 * The request's Content-Type, chosen beside the body: the gateway's errors are in its format (behaviour 7.8).
 */
import type { NameValue } from '../../../workspace/workspace';

/** What can be chosen, and the header's value. */
export const contentTypes = [
  { name: 'JSON', value: 'application/json' },
  { name: 'XML', value: 'application/xml' },
  { name: 'Form', value: 'application/x-www-form-urlencoded' },
] as const;

function isContentType({ name }: NameValue): boolean {
  return name.toLowerCase() === 'content-type';
}

/** The value of the first Content-Type header that is sent; empty: none is. */
export function contentTypeOf(headers: readonly NameValue[]): string {
  return headers.find((header) => header.on && isContentType(header))?.value ?? '';
}

/** The headers with one Content-Type, in the place of the first; an empty value takes it away. */
export function withContentType(headers: readonly NameValue[], value: string): readonly NameValue[] {
  const at = headers.findIndex(isContentType);
  const others = headers.filter((header) => !isContentType(header));
  if (value === '') return others;
  const header: NameValue = { name: 'Content-Type', value, on: true };
  return at === -1 ? [...others, header] : [...others.slice(0, at), header, ...others.slice(at)];
}
