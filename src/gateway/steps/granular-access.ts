import type { Policy } from '../definition/policy';
import { type Journey, type StepResult, pass, refuse, skip } from '../journey';
import { originOf } from '../origin';
import type { Fact } from '../outcome';
import { matchPaths, pathPattern } from '../path-patterns';
import { rightsOf } from '../session';

/** Policies' lists are merged: of one path, the methods of all. */
function shareMethod(one: readonly string[] | null, merged: readonly string[] | null): boolean {
  return one === null || one.length === 0 || one.some((method) => merged?.includes(method));
}

type Specs = readonly { readonly url: string; readonly methods: readonly string[] | null }[];

const places = new WeakMap<Specs, ReadonlyMap<string, readonly number[]>>();

/** Where in a list of allowed paths each path stands. A list never changes. */
function placesOf(specs: Specs): ReadonlyMap<string, readonly number[]> {
  const known = places.get(specs);
  if (known !== undefined) return known;
  const made = new Map<string, number[]>();
  for (const [at, { url }] of specs.entries()) {
    const before = made.get(url);
    if (before === undefined) made.set(url, [at]);
    else before.push(at);
  }
  places.set(specs, made);
  return made;
}

/** GranularAccessMiddleware: is the path among the allowed ones for this method (behaviour 7.4)? */
export function checkGranularAccess(journey: Journey): StepResult {
  const { api, log, request } = journey;
  const { state } = journey.get('session');
  const { api_id: id } = api.definition;
  const allowed = rightsOf(state, id)?.allowed_urls ?? [];
  if (allowed.length === 0) return skip('no policy limits the paths');

  const paths = [api.listen.strip(request.path), request.path];
  let fields: Readonly<Record<string, unknown>> = { paths };
  const facts: Fact[] = [];
  const list = ['access_rights', id, 'allowed_urls'];
  for (const [index, { url, methods }] of allowed.entries()) {
    const inPolicy = (policy: Policy): readonly string[] | null => {
      const specs = rightsOf(policy, id)?.allowed_urls ?? [];
      const at = placesOf(specs)
        .get(url)
        ?.find((place) => shareMethod(specs[place]?.methods ?? null, methods));
      return at === undefined ? null : [...list, String(at)];
    };
    const place = originOf(journey, inPolicy, [...list, String(index)]);
    const name = `${(methods ?? []).join(' ') || 'no method'} ${url}`;
    if (methods?.includes(request.method) !== true) {
      facts.push({ name, value: request.method, rule: 'the method is in the list', holds: false, place });
      continue;
    }
    const pattern = pathPattern(url);
    const { matches, error } = matchPaths(pattern, paths);
    facts.push({ name, value: paths[0] ?? '', rule: error ?? pattern, holds: matches, place });
    if (error !== null) {
      fields = { paths, error, pattern, match: matches };
      log.write('error', 'error matching endpoint', fields);
      continue;
    }
    if (matches) return pass(`${request.method} ${paths[0] ?? ''} fits ${url}`, facts);
  }
  log.write('info', 'Attempted access to unauthorised endpoint (Granular).', fields);
  return refuse('path_not_granted', `${request.method} ${paths[0] ?? ''} is not among the allowed paths`, facts);
}
