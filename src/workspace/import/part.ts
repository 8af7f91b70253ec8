/**
 * What is recognised in a text that a person pasted or dropped.
 */
import type { NamedKey, RequestDraft } from '../workspace';

/** One thing that the workspace can take. `title` names it for the person. */
export type ImportPart =
  | {
      readonly kind: 'api';
      readonly title: string;
      readonly form: 'classic' | 'oas';
      /** The definition's own id, by which it replaces one that is there; empty: it has none. */
      readonly apiId: string;
      readonly text: string;
    }
  | { readonly kind: 'policy'; readonly title: string; readonly policyId: string; readonly text: string }
  | {
      readonly kind: 'key';
      readonly title: string;
      readonly key: Omit<NamedKey, 'id'>;
      /** What a person should know about how it was written, a sentence each. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'token'; readonly title: string; readonly token: string }
  /** The token is a part of its own; the request says where it stands. */
  | { readonly kind: 'request'; readonly title: string; readonly request: RequestDraft }
  /** An answer of a gateway, or a transcript of one: nothing to take, but something to explain. */
  | { readonly kind: 'unknown'; readonly title: string; readonly text: string };

/** Something that nothing could be made of, or of which something is left out. */
export interface NotUnderstood {
  /** What it is, or where: `item 3`, `--form`. */
  readonly what: string;
  /** One sentence. */
  readonly why: string;
}

/** All of a text. */
export interface Recognised {
  readonly parts: readonly ImportPart[];
  readonly notUnderstood: readonly NotUnderstood[];
}

/** Nothing to take, for one reason. */
export function onlyProblem(what: string, why: string): Recognised {
  return { parts: [], notUnderstood: [{ what, why }] };
}

/** One thing to take. */
export function onlyPart(part: ImportPart): Recognised {
  return { parts: [part], notUnderstood: [] };
}

/** Several texts' parts as one. */
export function together(all: readonly Recognised[]): Recognised {
  return {
    parts: all.flatMap(({ parts }) => parts),
    notUnderstood: all.flatMap(({ notUnderstood }) => notUnderstood),
  };
}
