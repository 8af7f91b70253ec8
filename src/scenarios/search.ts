/**
 * Finds scenarios by words, by a status, and by what somebody has before them: an error's text, a whole body, a line of the log.
 */
import { scenarios } from './catalogue';
import type { Scenario } from './scenario';

interface Entry {
  readonly scenario: Scenario;
  readonly statuses: ReadonlySet<string>;
  /** Error texts and codes, and what stands in the log; normalised. */
  readonly texts: readonly string[];
  /** How many different error texts it shows: with few it is about them. */
  readonly errors: number;
  readonly title: ReadonlySet<string>;
  readonly rest: ReadonlySet<string>;
}

const littleWords = new Set(
  'a an and are as at be but by for from in is it its of on or that the to was with'.split(' '),
);

const entries: readonly Entry[] = scenarios.map((scenario) => {
  const { id, topic, title, about, steps } = scenario;
  const told = steps.map(({ what, why }) => `${what} ${why}`).join(' ');
  const texts = steps.flatMap(({ expect }) => [expect.error, expect.code, expect.log]);
  return {
    scenario,
    statuses: new Set(steps.map(({ expect }) => String(expect.status))),
    texts: [...new Set(texts.flatMap((text) => (typeof text === 'string' ? [normal(text)] : [])))],
    errors: new Set(steps.flatMap(({ expect }) => expect.error ?? [])).size,
    title: new Set(wordsOf(title)),
    rest: new Set(wordsOf([id, topic, about, told, ...texts].join(' '))),
  };
});

/** Letters in one case, blanks alike, and quotes as they were before JSON or a log line escaped them. */
function normal(text: string): string {
  return text
    .replace(/\\u00([0-7][0-9a-fA-F])/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\(["'\\])/g, '$1')
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

function wordsOf(text: string): readonly string[] {
  const words = normal(text).match(/[\p{L}\p{N}_$]+(?:[.:/-][\p{L}\p{N}_$]+)*/gu) ?? [];
  const parts = words.flatMap((word) => [word, ...word.split(/[.:/-]/)]);
  return parts.filter((word) => !littleWords.has(word));
}

/** The fewest letters of a text that is looked for as it stands, and not word by word. */
const shortest = 6;

/** The most that is looked at of a query, in characters and in words: somebody may paste a whole log. */
const mostText = 20_000;
const mostWords = 40;

/** Every scenario that has to do with the query, the nearest first; all of them for an empty one. */
export function searchScenarios(query: string): readonly Scenario[] {
  const text = normal(query.slice(0, mostText));
  if (text === '') return scenarios;
  const words = [...new Set(wordsOf(text))].slice(0, mostWords).map(asked);
  const quoted = quotedTexts(text);
  const judged = entries.map((entry) => ({ entry, text: scoreText(entry, text, quoted), ...scoreWords(entry, words) }));
  const sure = judged.filter((each) => each.text > 0 || each.words === 'all');
  const near = sure.some((each) => each.text > 0) ? [] : judged.filter((each) => each.words === 'most');
  const found = sure.length + near.length > 0 ? [...sure, ...near] : judged.filter((each) => each.words === 'some');
  const rank = { all: 2, most: 1, some: 0, none: 0 } as const;
  return found
    .sort((a, b) => b.text - a.text || rank[b.words] - rank[a.words] || b.score - a.score)
    .map(({ entry }) => entry.scenario);
}

/** The texts of scenarios that the query holds, such as the error in a body; only those that are part of no longer one. */
function quotedTexts(text: string): ReadonlySet<string> {
  const held = [...new Set(entries.flatMap(({ texts }) => texts))].filter(
    (each) => each.length >= shortest && each !== text && text.includes(each),
  );
  return new Set(held.filter((each) => !held.some((other) => other !== each && other.includes(each))));
}

/**
 * Over 3: a text of the scenario is the query; over 2: the query holds one; over 1: one holds the query, of at least two
 * words; 0: none of these. The fewer errors the scenario shows, the more it is about this one.
 */
function scoreText({ texts, errors }: Entry, text: string, quoted: ReadonlySet<string>): number {
  const about = errors === 0 ? 0 : 1 / (1 + errors);
  if (texts.includes(text)) return 3 + about;
  if (texts.some((each) => quoted.has(each))) return 2 + about;
  return text.includes(' ') && texts.some((each) => each.includes(text)) ? 1 + about : 0;
}

interface AskedWord {
  readonly word: string;
  /** Three digits that some scenario has as a status: then nothing else is meant. */
  readonly isStatus: boolean;
  /** A rare word tells more than a frequent one. */
  readonly weight: number;
}

function asked(word: string): AskedWord {
  const count = entries.filter(({ title, rest }) => title.has(word) || rest.has(word)).length;
  const isStatus = /^[1-5]\d\d$/.test(word) && entries.some(({ statuses }) => statuses.has(word));
  return { word, isStatus, weight: Math.log(1 + entries.length / (1 + count)) };
}

/** How many of the words fit, and how well: one in the title counts most. A status has to fit. */
function scoreWords(
  entry: Entry,
  words: readonly AskedWord[],
): { readonly words: 'all' | 'most' | 'some' | 'none'; readonly score: number } {
  const fits = words.map((asked) => fitOf(entry, asked));
  const score = fits.reduce((sum, fit, at) => sum + fit * (words[at]?.weight ?? 0), 0);
  const count = fits.filter((fit) => fit > 0).length;
  if (count === 0 || words.some(({ isStatus }, at) => isStatus && fits[at] === 0)) return { words: 'none', score };
  if (count === words.length) return { words: 'all', score };
  return { words: count > words.length / 2 ? 'most' : 'some', score };
}

function fitOf({ statuses, title, rest }: Entry, { word, isStatus }: AskedWord): number {
  if (isStatus) return statuses.has(word) ? 4 : 0;
  if (title.has(word)) return 4;
  if (begins(title, word)) return 3;
  if (rest.has(word)) return 2;
  return begins(rest, word) ? 1 : 0;
}

function begins(words: ReadonlySet<string>, start: string): boolean {
  for (const word of words) if (word.startsWith(start)) return true;
  return false;
}
