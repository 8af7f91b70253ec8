/**
 * What a conversion cannot carry over.
 */
import type { JsonPath } from '../json-edit';

/** Something that the other form cannot hold or does differently. */
export interface Loss {
  /** Where it stands in the document that was converted. */
  readonly path: JsonPath;
  /** One sentence for a person. */
  readonly message: string;
  /** Whether the gateway may treat a request otherwise for it. `false`: it had no effect before either. */
  readonly changesAnswers: boolean;
}

/** A loss by which a request may be treated otherwise. */
export function differs(path: JsonPath, message: string): Loss {
  return { path, message, changesAnswers: true };
}

/** A loss that no request will notice. */
export function unnoticed(path: JsonPath, message: string): Loss {
  return { path, message, changesAnswers: false };
}

/** A path as a person reads it: `version_data.versions.v1`. */
export function named(path: JsonPath): string {
  return path.map(String).join('.');
}
