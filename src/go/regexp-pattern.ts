/**
 * Where Go's regular expressions and the library that runs them here spell things differently: names of groups, which Go
 * lets repeat, and names of Unicode classes, which Go reads loosely and under their long names too.
 */

/** A pattern for the library, and what was put in place of what, to undo it in error texts. */
export interface Spelled {
  readonly pattern: string;
  readonly replaced: readonly (readonly [written: string, put: string])[];
}

/** Spells a Go pattern for the library. */
export function spell(pattern: string): Spelled {
  if (!/\\[pP]|\(\?P?</.test(pattern)) return { pattern, replaced: [] };
  const replaced: [string, string][] = [];
  const put = (written: string, spelled: string): string => {
    if (written !== spelled) replaced.push([written, spelled]);
    return spelled;
  };
  let groups = 0;
  const spelled = pattern.replace(TOKEN, (token) => {
    if (/^\\[pP]/.test(token)) return put(token, spellClass(token));
    if (token.startsWith('[')) return token.replace(CLASS_TOKEN, (part) => put(part, spellClass(part)));
    return token.startsWith('(') ? put(token, `${token.slice(0, -1)}_${groups++}>`) : token;
  });
  return { pattern: spelled, replaced };
}

/** What has a meaning of its own: quoted text, a class of characters, an escape, the start of a named group. */
const TOKEN =
  /\\Q[^]*?(?:\\E|$)|\\[pP](?:\{[^}]*\}|[^{])|\\[^]|\[\^?\]?(?:\[:[^\]]*:\]|\\[pP]\{[^}]*\}|\\[^]|[^\]\\])*\]?|\(\?P?<\w+>/gu;
/** A Unicode class inside of a class of characters; other escapes only so that their backslash counts. */
const CLASS_TOKEN = /\\[pP](?:\{[^}]*\}|[^{])|\\[^]/gu;

/** `\p{letter}` as `\p{L}`; a class that Go does not know gets a name that the library knows no better. */
function spellClass(token: string): string {
  if (/^\\[pP][a-z]$/.test(token)) return `${token.slice(0, 2)}${token.slice(2).toUpperCase()}`;
  const [, start, negated, written] = /^(\\[pP])\{(\^?)([^}]*)\}$/.exec(token) ?? [];
  if (start === undefined || negated === undefined || written === undefined) return token;
  const bare = written.replace(/[_ -]/g, '');
  const name = bare.replace(/[A-Z]/g, (letter, at) => (at === 0 ? letter : letter.toLowerCase()));
  const canonical = name.replace(/^[a-z]/, (letter) => letter.toUpperCase());
  const spelled = CATEGORIES.get(canonical) ?? canonical;
  return `${start}{${negated}${NEWER_SCRIPTS.has(spelled) ? `${spelled}?` : spelled}}`;
}

/** Long names of Unicode's general categories, as Go's unicode.CategoryAliases has them, without their underscores. */
const CATEGORIES = new Map(
  Object.entries({
    C: 'Other',
    Cc: 'Control Cntrl',
    Cf: 'Format',
    Cn: 'Unassigned',
    Co: 'Privateuse',
    Cs: 'Surrogate',
    L: 'Letter',
    Lc: 'Casedletter',
    Ll: 'Lowercaseletter',
    Lm: 'Modifierletter',
    Lo: 'Otherletter',
    Lt: 'Titlecaseletter',
    Lu: 'Uppercaseletter',
    M: 'Mark Combiningmark',
    Mc: 'Spacingmark',
    Me: 'Enclosingmark',
    Mn: 'Nonspacingmark',
    N: 'Number',
    Nd: 'Decimalnumber Digit',
    Nl: 'Letternumber',
    No: 'Othernumber',
    P: 'Punctuation Punct',
    Pc: 'Connectorpunctuation',
    Pd: 'Dashpunctuation',
    Pe: 'Closepunctuation',
    Pf: 'Finalpunctuation',
    Pi: 'Initialpunctuation',
    Po: 'Otherpunctuation',
    Ps: 'Openpunctuation',
    S: 'Symbol',
    Sc: 'Currencysymbol',
    Sk: 'Modifiersymbol',
    Sm: 'Mathsymbol',
    So: 'Othersymbol',
    Z: 'Separator',
    Zl: 'Lineseparator',
    Zp: 'Paragraphseparator',
    Zs: 'Spaceseparator',
  }).flatMap(([category, names]) => names.split(' ').map((name): [string, string] => [name, category])),
);

/** Scripts newer than Go's Unicode 15.0. */
const NEWER_SCRIPTS = new Set(['Garay', 'Sidetic', 'Sunuwar', 'Todhri']);
