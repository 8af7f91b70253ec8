/**
 * An error's text held against those of the gateway.
 */
import { type RefusalCode, refusalCodes } from '../../gateway/refusals';
import { textsOf } from '../../guide/refusals/lookalikes';
import { fits } from '../../guide/refusals/template';

const shortest = 6;

/** Words by which the guide calls refusals whose texts are others. */
const otherWords: Partial<Readonly<Record<RefusalCode, RegExp>>> = {
  policy_unknown: /policy not found/i,
  policies_not_applicable: /policy not found/i,
  token_missing: /\b(?:missing|no) token\b/i,
};

/** What is fixed in a text of a refusal, in small letters: what it begins with, and all stretches of it. */
const known = refusalCodes.flatMap((code) =>
  textsOf(code).map((own) => {
    const pieces = own.toLowerCase().split('…');
    return { code, own, start: pieces[0] ?? '', pieces };
  }),
);

/** Whether a text is one of a refusal's from beginning to end; or one of them stands in it, and none that is longer; or it is a stretch of one. */
export function textMatch(code: RefusalCode, text: string): 'whole' | 'part' | 'none' {
  const mine = known.filter((each) => each.code === code && each.own !== '');
  if (mine.some(({ own }) => fits(own, text))) return 'whole';
  if (otherWords[code]?.test(text) === true) return 'part';
  const said = text.toLowerCase();
  if (said.length < shortest || saysText(text)) return 'none';
  const longest = longestIn(said);
  const isPart = mine.some(({ start, pieces }) =>
    longest > 0 ? start.length === longest && said.includes(start) : pieces.some((piece) => piece.includes(said)),
  );
  return isPart ? 'part' : 'none';
}

/** The length of the longest beginning of a refusal's text that stands in a text; 0: none does. */
function longestIn(said: string): number {
  const lengths = known
    .filter(({ start }) => start.length >= shortest && said.includes(start))
    .map(({ start }) => start.length);
  return Math.max(0, ...lengths);
}

/** Whether a text is, from beginning to end, one that the gateway answers with. */
export function saysText(text: string): boolean {
  return known.some(({ own }) => own !== '' && own !== '…' && fits(own, text));
}
