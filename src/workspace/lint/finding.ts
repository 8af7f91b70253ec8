/**
 * What the lint tells: a trap that is in the documents already, before any request.
 */
import type { JsonValue } from '../../go/json';
import type { JsonPath } from '../json-edit';
import type { DocumentKind } from '../workspace';
import type { LintCode } from './rules';

/** error: requests will be refused; warning: it does something else than people expect; hint: worth knowing. */
export type Severity = 'error' | 'warning' | 'hint';

/** A member to be set in a document's text; `undefined` takes it away. */
export interface Edit {
  readonly kind: DocumentKind;
  readonly documentId: string;
  readonly path: JsonPath;
  readonly value: JsonValue | undefined;
}

/** A change that is offered. Its edits are made in their order. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

export interface Finding {
  /** Stable name of the trap. */
  readonly code: LintCode;
  readonly severity: Severity;
  readonly kind: DocumentKind;
  /** The document's id in the workspace, not the API's or the policy's own. */
  readonly documentId: string;
  /** Where it stands in the document's own text. What is missing stands at its nearest parent that is there. */
  readonly path: JsonPath;
  /** What will happen. */
  readonly message: string;
  /** The section of behaviour.md, such as `5.5`. */
  readonly section: string;
  readonly fixes: readonly Fix[];
}

/** What a rule says of a place in a document; the table of rules adds the rest. */
export interface Hit {
  readonly path: JsonPath;
  readonly message: string;
  readonly fixes?: readonly Fix[];
}
