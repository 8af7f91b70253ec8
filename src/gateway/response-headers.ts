/**
 * Headers taken away from an upstream's answer and added to it (`ResponseHeaderInjector`, behaviour 7.9).
 */
import { canonicalHeaderName } from '../go/header';
import { isObject } from '../go/json';
import { replaceVariables } from './context-variables';
import { type Journey, inApi } from './journey';
import type { LoadedApi } from './loaded-api';
import { MiddlewareLog } from './log';
import type { Fact, Header } from './outcome';
import { trimBlanks } from './request';
import { fits } from './steps/version';

/** The name in the log. */
export const responseHeaderInjector = 'ResponseHeaderInjector';

interface Change {
  readonly remove: readonly string[];
  readonly add: Readonly<Record<string, string>>;
}

/** What the classic `response_processors` named `header_injector` ask for; `null`: there is none. */
function processors({ definition }: LoadedApi): Change | null {
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

const known = new WeakMap<LoadedApi, boolean>();

/** Whether the API changes the headers of answers, in any of its versions. It does not change while it is loaded. */
export function changesAnswers(api: LoadedApi): boolean {
  const before = known.get(api);
  if (before !== undefined) return before;
  const changes = findChanges(api);
  known.set(api, changes);
  return changes;
}

function findChanges(api: LoadedApi): boolean {
  for (const { info, paths } of api.versions.values()) {
    const { global_response_headers: add, global_response_headers_remove: remove } = info;
    const global = Object.keys(add ?? {}).length > 0 || (remove ?? []).length > 0;
    if ((global && !info.global_response_headers_disabled) || paths.some(({ list }) => list === 'response headers')) {
      return true;
    }
  }
  return processors(api) !== null;
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
  const { info, key, paths } = journey.get('version');
  const log = new MiddlewareLog(logWriter, responseHeaderInjector, api.log, request.path, request.origin, undefined);
  const facts: Fact[] = [];
  let headers: readonly Header[] = given;
  const without = (name: string): readonly Header[] => {
    const lower = name.toLowerCase();
    return headers.filter(([other]) => other.toLowerCase() !== lower);
  };
  const change = (
    { remove, add }: Change,
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
  const path = api.listen.template === '/' ? request.path : api.listen.strip(request.path);
  const entry = paths.find(
    (one) => one.list === 'response headers' && one.method === request.method && fits(api, one, path),
  );
  if (entry?.headers !== undefined) change(entry.headers, '', true, (name) => [...entry.place, 'add_headers', name]);
  if (!info.global_response_headers_disabled) {
    const global = { remove: info.global_response_headers_remove ?? [], add: info.global_response_headers ?? {} };
    change(global, '', false, (name) => ['version_data', 'versions', key, 'global_response_headers', name]);
    const processed = processors(api);
    if (processed !== null) change(processed, ' global', false, () => ['response_processors']);
  }
  log.debug('Finished');
  return { headers, facts };
}
