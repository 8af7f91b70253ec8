/**
 * Headers taken away from an upstream's answer and added to it (`ResponseHeaderInjector`, behaviour 7.9).
 */
import { canonicalHeaderName } from '../go/header';
import { isObject } from '../go/json';
import { replaceVariables } from './context-variables';
import { changeForAll, changesAny, entryFor } from './header-changes';
import { type Journey, inApi } from './journey';
import type { HeaderChange, LoadedApi } from './loaded-api';
import { MiddlewareLog } from './log';
import type { Fact, Header } from './outcome';
import { trimBlanks } from './request';

/** The name in the log. */
export const responseHeaderInjector = 'ResponseHeaderInjector';

/** What the classic `response_processors` named `header_injector` ask for; `null`: there is none. */
function processors({ definition }: LoadedApi): HeaderChange | null {
  const injectors = (definition.response_processors ?? []).filter(({ name }) => name === 'header_injector');
  if (injectors.length === 0) return null;
  const add: [string, string][] = [];
  let remove: readonly string[] = [];
  for (const { options } of injectors) {
    if (!isObject(options)) continue;
    const { add_headers: added, remove_headers: removed } = options;
    if (isObject(added)) {
      for (const [name, value] of Object.entries(added)) if (typeof value === 'string') add.push([name, value]);
    }
    if (Array.isArray(removed)) remove = removed.filter((name) => typeof name === 'string');
  }
  return { remove, add: Object.fromEntries(add) };
}

/** Whether the API changes the headers of answers, in any of its versions. */
export function changesAnswers(api: LoadedApi): boolean {
  return changesAny(api, 'response headers') || processors(api) !== null;
}

/**
 * The answer's headers as the definition changes them: first for the path, then for all paths; to remove comes before to add.
 * The path is the one that the upstream was asked for. The gateway goes through a map; here it is the definition's order.
 */
export function changeAnswer(
  journey: Journey,
  given: readonly Header[],
): { readonly headers: readonly Header[]; readonly facts: readonly Fact[] } {
  const { api, request, logWriter } = journey;
  const version = journey.get('version');
  const log = new MiddlewareLog(logWriter, responseHeaderInjector, api.log, request.path, request.origin, undefined);
  const facts: Fact[] = [];
  let headers: readonly Header[] = given;
  const without = (name: string): readonly Header[] => {
    const lower = name.toLowerCase();
    return headers.filter(([other]) => other.toLowerCase() !== lower);
  };
  const change = (
    { remove, add }: HeaderChange,
    word: string,
    showValue: boolean,
    place: (name: string) => readonly string[],
  ): void => {
    for (const name of remove) {
      log.debug(`Removing${word}: ${name}`);
      headers = without(name);
    }
    for (const [name, text] of Object.entries(add)) {
      log.debug(showValue ? `Adding${word}: ${name}: ${text}` : `Adding${word}: ${name}`);
      const value = trimBlanks(replaceVariables(journey, text));
      headers = [...without(name), [canonicalHeaderName(name), value]];
      facts.push({ name, value, rule: text, place: inApi(...place(name)) });
    }
  };

  log.debug('Started');
  const entry = entryFor(journey, 'response headers');
  if (entry?.headers !== undefined) change(entry.headers, '', true, (name) => [...entry.place, 'add_headers', name]);
  const inAll = ['version_data', 'versions', version.key, 'global_response_headers'];
  change(changeForAll(version, 'response headers'), '', false, (name) => [...inAll, name]);
  const processed = version.info.global_response_headers_disabled ? null : processors(api);
  if (processed !== null) change(processed, ' global', false, () => ['response_processors']);
  log.debug('Finished');
  return { headers, facts };
}
