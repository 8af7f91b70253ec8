import { canonicalHeaderName } from '../../go/header';
import { replaceVariables } from '../context-variables';
import { changeForAll, entryFor } from '../header-changes';
import { type Journey, type StepResult, inApi, pass } from '../journey';
import type { Fact } from '../outcome';

/**
 * RequestHeaderInjector: headers taken away and added, for all paths and for single ones (behaviour 7.9).
 * The gateway goes through a map, in random order; here it is that of the definition.
 */
export function transformHeaders(journey: Journey): StepResult {
  const { log, request } = journey;
  const version = journey.get('version');
  const facts: Fact[] = [];
  const at = ['version_data', 'versions', version.key];
  const add = (header: string, text: string, place: readonly string[]): void => {
    const value = replaceVariables(journey, text);
    request.headers.set(canonicalHeaderName(header), [value]);
    facts.push({ name: header, value, rule: text, place: inApi(...place) });
  };
  const forAll = changeForAll(version, 'headers');
  for (const header of forAll.remove) {
    log.debug(`Removing global: ${header}`);
    request.headers.delete(canonicalHeaderName(header));
  }
  for (const [header, text] of Object.entries(forAll.add)) {
    log.debug(`Adding global: ${header}: ${text}`);
    add(header, text, [...at, 'global_headers', header]);
  }
  const entry = entryFor(journey, 'headers');
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
