/**
 * Finds refusals by words, by a status, by their text, by a code or by what the log says.
 */
import { classification, type RefusalCode } from '../../gateway/refusals';
import { explanations, families } from './explanations';
import { statusOf, textsOf } from './lookalikes';
import { fits } from './template';

interface Entry {
  readonly code: RefusalCode;
  readonly name: string;
  readonly all: string;
}

const entries: readonly Entry[] = families.flatMap(({ title: family, codes }) =>
  codes.map((code) => {
    const { title, means, log, causes, fixes, guide } = explanations[code];
    const { flag = '', detail = '' } = classification(code) ?? {};
    const logged = log.flatMap(({ message, error = '' }) => [message, error]);
    const told = causes.flatMap(({ what, errors = [] }) => [what, ...errors]);
    const name = [title, code, code.replaceAll('_', ' '), String(statusOf(code)), ...textsOf(code)];
    const rest = [family, means, flag, detail, guide?.says ?? '', ...logged, ...told, ...fixes];
    return { code, name: plain(name.join(' ')), all: plain([...name, ...rest].join(' ')) };
  }),
);

function plain(text: string): string {
  return text.toLowerCase().replaceAll('`', '').replaceAll('’', "'");
}

/** The refusals that have all words of the query; those that have them in title, text, code or status first. All of them for an empty one. */
export function searchRefusals(query: string): readonly RefusalCode[] {
  const words = plain(query.slice(0, 500))
    .split(/[\s"{}:,]+/)
    .filter((word) => word !== '' && word !== 'error');
  // Three digits are a status, and mean no number in a sentence.
  const isStatus = (word: string): boolean => /^[1-5]\d\d$/.test(word);
  const statuses = words.filter(isStatus);
  const others = words.filter((word) => !isStatus(word));
  const has = (text: string): boolean => others.every((word) => text.includes(word));
  const asked = entries.filter(({ code }) => statuses.every((status) => String(statusOf(code)) === status));
  const named = asked.filter(({ name, code }) => has(name) || textsOf(code).some((text) => fits(text, query.trim())));
  const rest = asked.filter((entry) => !named.includes(entry) && has(entry.all));
  return [...named, ...rest].map(({ code }) => code);
}
