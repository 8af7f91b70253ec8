import type { Situation } from './situation';

/** What a change touches. */
export type Target = 'token' | 'request' | 'definition' | 'policy' | 'session' | 'clock';

/** One change that may help a refused request, such as "set JWT Signing Method to rsa". */
export interface Change {
  /** For a person: an order in a few words, with the values in it. Two changes with the same words are the same. */
  readonly words: string;
  readonly target: Target;
  /** What it allows that was not allowed before, in a sentence; `null`: nothing. Such a change comes last. */
  readonly widens: string | null;
  /** How much it asks of a person: 1 for a change of the token or the request, more for what others share. */
  readonly effort: number;
  readonly apply: (situation: Situation) => Situation | Promise<Situation>;
}

const usual: Readonly<Record<Target, number>> = {
  token: 1,
  request: 1,
  session: 2,
  definition: 2,
  policy: 2,
  clock: 3,
};

/** A change with the usual effort of its target. */
export function changeOf(
  target: Target,
  words: string,
  apply: Change['apply'],
  { widens = null, effort = usual[target] }: Partial<Pick<Change, 'widens' | 'effort'>> = {},
): Change {
  return { words, target, widens, effort, apply };
}
