/**
 * Limits of single endpoints (`access_rights[…].endpoints`): how those of two policies become one list.
 */
import type { AccessDefinition } from './definition/session';

type Endpoints = AccessDefinition['endpoints'];
type EndpointMethod = NonNullable<NonNullable<Endpoints>[number]['methods']>[number];
type Limit = EndpointMethod['limit'];

function byMethodAndPath(endpoints: Endpoints): Map<string, { method: string; path: string; limit: Limit }> {
  const limits = new Map<string, { method: string; path: string; limit: Limit }>();
  for (const { path, methods } of endpoints ?? []) {
    for (const { name, limit } of methods ?? []) limits.set(`${name}:${path}`, { method: name, path, limit });
  }
  return limits;
}

function interval({ rate, per }: Limit): number {
  return per <= 0 || rate <= 0 ? 0 : Math.trunc((1e9 * per) / rate);
}

/** For each method and path the quicker of two limits; of two equally quick ones that with the larger rate. Sorted by path, then method. */
export function mergeEndpointLimits(added: Endpoints, before: Endpoints): Endpoints {
  const current = byMethodAndPath(before);
  if (current.size === 0) return added;
  const merged = byMethodAndPath(added);
  for (const [key, entry] of current) {
    const other = merged.get(key);
    const mine = interval(entry.limit);
    const theirs = other === undefined ? Infinity : interval(other.limit);
    if (other === undefined || theirs > mine || (theirs === mine && entry.limit.rate > other.limit.rate))
      merged.set(key, entry);
  }
  const paths = new Map<string, EndpointMethod[]>();
  for (const { method, path, limit } of merged.values()) {
    // The gateway finds method and path again at the colon, and loses an entry with another one.
    if (path.includes(':') || method.includes(':')) continue;
    const methods = paths.get(path) ?? [];
    methods.push({ name: method, limit });
    paths.set(path, methods);
  }
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...paths]
    .sort(([a], [b]) => compare(a, b))
    .map(([path, methods]) => ({
      path,
      methods: methods.sort((a, b) => compare(a.name.toUpperCase(), b.name.toUpperCase())),
    }));
}
