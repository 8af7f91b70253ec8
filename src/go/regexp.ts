/** Go's regular expressions (RE2): they match in time linear to the text, and their errors read as Go's do. */
import { Late } from './late';
import { plainTest } from './regexp-plain';

/** Where a pattern fits first. */
export interface Match {
  /** In UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** What the groups hold, the first one at 0; `null` where a group took no part. */
  readonly groups: readonly (string | null)[];
}

/** A pattern that can be matched, or the text of Go's error. */
export type Compiled =
  | {
      readonly ok: true;
      /** Whether the pattern fits anywhere in the text (MatchString). */
      readonly test: (text: string) => boolean;
      /** The leftmost match, as Perl would choose it (FindStringSubmatch). */
      readonly find: (text: string) => Match | null;
    }
  | { readonly ok: false; readonly error: string };

const engine = new Late(() => import('./regexp-engine'));

const MAX_CACHED = 10_000;
const cache = new Map<string, Compiled>();

/** regexp.Compile. Error: Go's text, `error parsing regexp: ...`. Patterns are kept compiled. */
export function compile(pattern: string): Compiled {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  if (cache.size === MAX_CACHED) cache.clear();
  const test = plainTest(pattern);
  const compiled =
    test === null ? engine.value.compileNew(pattern) : { ok: true as const, test, find: findLater(pattern) };
  cache.set(pattern, compiled);
  return compiled;
}

/** The place of a match is seldom asked for, and told by the engine. */
function findLater(pattern: string): (text: string) => Match | null {
  return (text) => {
    const compiled = engine.value.compileNew(pattern);
    return compiled.ok ? compiled.find(text) : null;
  };
}
