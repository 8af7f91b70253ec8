/**
 * What a message says for a refusal, and against it.
 */
import { classification, refusal, type RefusalCode } from '../../gateway/refusals';
import { pipeline } from '../../gateway/pipeline';
import type { LoggedLine } from '../../guide/refusals/explanation';
import { explanations } from '../../guide/refusals/explanations';
import { statusOf } from '../../guide/refusals/lookalikes';
import { fits } from '../../guide/refusals/template';
import { causesLeft } from './finer-causes';
import type { Message, ReadLine } from './message';
import { saysText, textMatch } from './text-match';

/** How much a sign counts. Only their order matters: what is logged decides over what the client sees, and that over a status alone. */
const weights = {
  /** The text is the refusal's own; it is a part of it, or the refusal's is a part of the text. */
  text: 40,
  partOfText: 15,
  /** The text is one that the refusal has only where something else is wrong besides. */
  unusualText: -2,
  status: 10,
  otherStatus: -25,
  /** All lines that are always logged are there; each of them, and each line more that only sometimes is. */
  allLines: 50,
  line: 5,
  someLines: -20,
  noLine: -60,
  /** A line that the refusal does not write, and another one always does. */
  strangeLine: -15,
  /** Such a line after the last one of this refusal: the request went on. */
  laterLine: -40,
  /** The log's error is one that a cause of this refusal has; it is one that none has. */
  knownError: 20,
  unknownError: -30,
  /** For each cause of the refusal that is met more often. */
  laterCause: -0.5,
  /** The access line's middleware and flag. */
  middleware: 25,
  otherMiddleware: -60,
  flag: 40,
  otherFlag: -60,
  /** The connection was cut. */
  cut: 100,
} as const;

export interface Evidence {
  /** The sum of the weights; the larger, the likelier. */
  readonly weight: number;
  /** What speaks for it, a sentence each. */
  readonly reasons: readonly string[];
}

/** What speaks for a refusal; `null`: it cannot be this one. */
export function evidenceFor(code: RefusalCode, message: Message): Evidence | null {
  const gathered = new Gathered();
  const isLogged = message.log.length > 0 && judgeLog(code, message.log, gathered);
  if (message.cut) {
    if (code === 'client_id_not_text') gathered.add(weights.cut, 'The connection was cut without an answer.');
    else if (!isLogged) return null;
  }
  const answer = judgeAnswer(code, message, gathered);
  // A text that is another refusal's speaks louder than any log: that may hold the lines of several requests.
  if (answer === 'none' && (!isLogged || (message.error !== null && saysText(message.error)))) return null;
  return gathered.reasons.length > 0 && (gathered.weight > 0 || answer === 'whole') ? gathered : null;
}

class Gathered implements Evidence {
  weight = 0;
  readonly reasons: string[] = [];

  add(weight: number, reason: string | null = null): void {
    this.weight += weight;
    if (reason !== null) this.reasons.push(reason);
  }
}

/** Text and status: `whole` where the text is the refusal's, `none` where they are another's. */
function judgeAnswer(
  code: RefusalCode,
  { error, status, cut }: Message,
  gathered: Gathered,
): 'whole' | 'part' | 'none' {
  const same = status === null || statusOf(code) === status;
  if (error !== null) {
    const match = textMatch(code, error);
    if (match === 'none') return match;
    gathered.add(weights[match === 'whole' ? 'text' : 'partOfText']);
    if (match === 'whole' && !isUsual(code, error)) gathered.add(weights.unusualText);
    if (!same) {
      gathered.add(weights.otherStatus, `The text is this refusal’s; its status would be ${String(statusOf(code))}.`);
    } else {
      if (status !== null) gathered.add(weights.status);
      gathered.reasons.push(reasonOf(match, status !== null));
    }
    return match;
  }
  if (status === null) return cut ? 'part' : 'none';
  if (!same) return 'none';
  gathered.add(weights.status, 'The status is this refusal’s.');
  return 'part';
}

/** Whether the refusal's first cause has this text: others are told where two things are wrong. */
function isUsual(code: RefusalCode, error: string): boolean {
  const told = explanations[code].causes[0]?.told;
  return told === undefined || told.some((detail) => fits(refusal(code, detail).message, error));
}

function reasonOf(match: 'whole' | 'part', withStatus: boolean): string {
  if (match === 'part') return 'The text resembles this refusal’s.';
  return withStatus ? 'Text and status are this refusal’s.' : 'The text is this refusal’s.';
}

/** Whether a line of the log is the one that an explanation tells of. */
function isLine(said: LoggedLine, { level, message, fields }: ReadLine): boolean {
  const error = fields.get('error');
  return (
    (level === '' || said.level === level) &&
    fits(said.message, message) &&
    (said.error === undefined || error === undefined || fits(said.error, error))
  );
}

/** Lines of the log; false: they say nothing for this refusal. */
function judgeLog(code: RefusalCode, lines: readonly ReadLine[], gathered: Gathered): boolean {
  const own = lines.filter(({ fields, level }) => fields.get('prefix') !== 'access-log' && level !== 'debug');
  const before = gathered.weight;
  judgeLines(code, own, gathered);
  judgeAccessLine(code, lines, gathered);
  return gathered.weight > before;
}

function judgeLines(code: RefusalCode, lines: readonly ReadLine[], gathered: Gathered): void {
  const { log, causes } = explanations[code];
  const isThere = (said: LoggedLine): boolean => lines.some((line) => isLine(said, line));
  const always = log.filter(({ when }) => when === undefined);
  const there = always.filter(isThere);
  const more = log.filter((said) => said.when !== undefined && isThere(said));
  const isStrange = (line: ReadLine): boolean => !log.some((said) => isLine(said, line)) && decides(line);
  const strange = lines.filter(isStrange);
  gathered.add(strange.length * weights.strangeLine);
  if (there.length + more.length === 0) {
    if (log.length > 0 && lines.length > 0) gathered.add(weights.noLine);
    return;
  }
  gathered.add((there.length + more.length) * weights.line);
  const last = lines.findLastIndex((line) => log.some((said) => isLine(said, line)));
  if (lines.slice(last + 1).some(isStrange)) gathered.add(weights.laterLine);
  // Where no line is always there, one of those that only this refusal writes is.
  const isWhole = always.length > 0 ? there.length === always.length : more.some((said) => isOnlyOf(code, said));
  const hasOwn = always.length > 0 || log.some((said) => isOnlyOf(code, said));
  if (!isWhole) {
    if (hasOwn) gathered.add(weights.someLines);
    else gathered.reasons.push('The log fits this refusal.');
    return;
  }
  gathered.add(weights.allLines);
  if (errorsOf(lines).length > 0 && causes.some((cause) => cause.errors !== undefined)) {
    const known = causesLeft(code, { error: null, log: lines }).find(({ cause }) => cause.errors !== undefined)?.cause;
    if (known === undefined) gathered.add(weights.unknownError);
    else gathered.add(weights.knownError + causes.indexOf(known) * weights.laterCause);
  }
  gathered.reasons.push(
    strange.length === 0 ? 'The log has what this refusal writes.' : 'The log has this refusal’s lines, and others.',
  );
}

const writers = new Map<string, number>();
for (const { log } of Object.values(explanations)) {
  for (const message of new Set(log.map((said) => said.message))) writers.set(message, (writers.get(message) ?? 0) + 1);
}

/** Whether no other refusal writes the line. */
function isOnlyOf(code: RefusalCode, { message }: LoggedLine): boolean {
  return writers.get(message) === 1 && explanations[code].log.some((said) => said.message === message);
}

function errorsOf(lines: readonly ReadLine[]): readonly string[] {
  return lines.flatMap(({ fields }) => fields.get('error') ?? []);
}

/** Lines of the log that come with a refusal alone: those that one always writes, or that no other writes. */
const deciding: readonly LoggedLine[] = Object.values(explanations).flatMap(({ log }) =>
  log.filter(({ when, message }) => when === undefined || writers.get(message) === 1),
);

function decides(line: ReadLine): boolean {
  return deciding.some((said) => isLine(said, line));
}

/** The middleware of a refusal's steps, as the log names it; null: it has none. */
function middlewareOf(code: RefusalCode): string | null {
  const [step = ''] = explanations[code].steps;
  return pipeline.find(({ steps }) => steps.some((one) => one.step === step))?.mw ?? null;
}

function judgeAccessLine(code: RefusalCode, lines: readonly ReadLine[], gathered: Gathered): void {
  const access = lines.findLast(({ fields }) => fields.get('prefix') === 'access-log')?.fields;
  if (access === undefined) return;
  const isRefusal = access.has('mw') || access.has('response_flag') || access.has('error_source');
  if (!isRefusal || explanations[code].untold === true) {
    gathered.add(weights.otherMiddleware);
    return;
  }
  const middleware = middlewareOf(code);
  const named = access.get('mw') ?? null;
  if (middleware === named) gathered.add(weights.middleware, named === null ? null : `The access line names ${named}.`);
  else gathered.add(weights.otherMiddleware);
  // An upstream that cannot be reached is classified by its error, not by its refusal.
  if (middleware === null) return;
  const own = classification(code);
  const flag = access.get('response_flag');
  const isSame = own?.flag === flag && own?.detail === access.get('response_code_details');
  if (isSame) gathered.add(weights.flag, own === undefined ? null : `The flag is ${own.flag}, ${own.detail}.`);
  else gathered.add(weights.otherFlag);
}
