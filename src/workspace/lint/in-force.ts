/**
 * All documents together, for rules that look at more than one.
 */
import type { ApiDocument, PolicyDocument, ReadDocument } from './document';
import type { Hit } from './finding';

export interface InForce {
  readonly apis: readonly ApiDocument[];
  readonly policies: readonly PolicyDocument[];
  /** Whether a document is missing because it cannot be read: then nothing is said of what is not there. */
  readonly isCut: boolean;
  /** The gateway's time in milliseconds since 1970. */
  readonly now: number;
}

/** What a rule over several documents says, and of which of them. */
export interface HitIn extends Hit {
  readonly in: ReadDocument;
}
