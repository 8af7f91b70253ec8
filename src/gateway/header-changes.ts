/**
 * Where a definition changes headers: for all paths of a version, and for single ones; of requests and of answers.
 */
import type { Journey } from './journey';
import { transforms, type HeaderChange, type LoadedApi, type LoadedVersion, type PathEntry } from './loaded-api';
import { pathForms } from './steps/version';

type HeaderList = 'headers' | 'response headers';

/** What a version changes for all its paths; nothing when that is switched off. */
export function changeForAll({ info }: LoadedVersion, list: HeaderList): HeaderChange {
  const [off, remove, add] =
    list === 'headers'
      ? [info.global_headers_disabled, info.global_headers_remove, info.global_headers]
      : [info.global_response_headers_disabled, info.global_response_headers_remove, info.global_response_headers];
  return off ? { remove: [], add: {} } : { remove: remove ?? [], add: add ?? {} };
}

/** Whether any version of the API changes such headers. */
export function changesAny({ versions }: LoadedApi, list: HeaderList): boolean {
  for (const version of versions.values()) {
    const { remove, add } = changeForAll(version, list);
    if (remove.length > 0 || Object.keys(add).length > 0) return true;
    const { use_extended_paths, extended_paths } = version.info;
    const entries = use_extended_paths ? extended_paths[transforms[list]] : null;
    if (entries?.some(({ disabled }) => !disabled) === true) return true;
  }
  return false;
}

/** The first entry for the request's method and path as they are now. */
export function entryFor(journey: Journey, list: HeaderList): PathEntry | undefined {
  const { api, request } = journey;
  const path = api.listen.template === '/' ? request.path : api.listen.strip(request.path);
  const { paths } = journey.get('version');
  const forms = pathForms(api, path);
  return paths.find(
    (entry) => entry.list === list && entry.method === request.method && forms.some((form) => entry.matches(form)),
  );
}
