import { canonicalHeaderName } from '../../go/header';
import { replaceVariables } from '../context-variables';
import { type Journey, type StepResult, inApi, pass } from '../journey';
import type { LoadedApi } from '../loaded-api';
import type { Fact } from '../outcome';
import { fits } from './version';

/** Whether any version of the API changes request headers. */
export function changesHeaders({ versions }: LoadedApi): boolean {
  for (const { info, paths } of versions.values()) {
    const some = Object.keys(info.global_headers ?? {}).length > 0 || (info.global_headers_remove?.length ?? 0) > 0;
    if ((some && !info.global_headers_disabled) || paths.some(({ list }) => list === 'headers')) return true;
  }
  return false;
}

/**
 * RequestHeaderInjector: headers taken away and added, for all paths and for single ones (behaviour 7.9).
 * The gateway goes through a map, in random order; here it is that of the definition.
 */
export function transformHeaders(journey: Journey): StepResult {
  const { api, log, request } = journey;
  const { info, key, paths } = journey.get('version');
  const facts: Fact[] = [];
  const at = ['version_data', 'versions', key];
  const add = (header: string, text: string, place: readonly string[]): void => {
    const value = replaceVariables(journey, text);
    request.headers.set(canonicalHeaderName(header), [value]);
    facts.push({ name: header, value, rule: text, place: inApi(...place) });
  };
  if (!info.global_headers_disabled) {
    for (const header of info.global_headers_remove ?? []) {
      log.debug(`Removing global: ${header}`);
      request.headers.delete(canonicalHeaderName(header));
    }
    for (const [header, text] of Object.entries(info.global_headers ?? {})) {
      log.debug(`Adding global: ${header}: ${text}`);
      add(header, text, [...at, 'global_headers', header]);
    }
  }
  const path = api.listen.template === '/' ? request.path : api.listen.strip(request.path);
  const entry = paths.find((one) => one.list === 'headers' && one.method === request.method && fits(api, one, path));
  for (const header of entry?.headers?.remove ?? []) {
    request.headers.delete(canonicalHeaderName(header));
    log.debug(`Removing: ${header}`);
  }
  for (const [header, text] of Object.entries(entry?.headers?.add ?? {})) {
    add(header, text, [...(entry?.place ?? []), 'add_headers', header]);
    log.debug(`Adding: ${header}: ${text}`);
  }
  return pass(`${String(facts.length)} headers set`, facts);
}
