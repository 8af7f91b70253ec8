/** What came of reading something stored: its value, or what is wrong with it and where. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      /** `newer`: it was made by a later version of the page, and may be whole. */
      readonly reason: 'not ours' | 'newer' | 'broken';
      /** Where, as a path of members from the root: `workspace.keys.0.jwk`; empty: the whole. */
      readonly place: string;
      /** One sentence. */
      readonly problem: string;
    };

/** A text that is nothing of the kind. */
export function notOurs(problem: string): Reading<never> {
  return { ok: false, reason: 'not ours', place: '', problem };
}

/** A text that is of the kind, and damaged. */
export function broken(place: string, problem: string): Reading<never> {
  return { ok: false, reason: 'broken', place, problem };
}
