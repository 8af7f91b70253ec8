/**
 * Members of a document that the gateway does not read: unknown ones, and those with a value of the wrong type.
 */
import type { JsonNode } from '../../go/json';
import type { JsonPath } from '../json-edit';
import { missingIn } from './json-node';
import { type Loss, named, unnoticed } from './loss';

/** The losses: what `written` says and `read`, the same as the gateway holds it, does not. `at`: where both stand. */
export function lossesOfUnread(written: JsonNode, read: JsonNode, at: JsonPath = []): readonly Loss[] {
  return missingIn(written, read).map((path) =>
    unnoticed([...at, ...path], `The gateway does not read ${named(path)} as it stands, so it is left out.`),
  );
}
