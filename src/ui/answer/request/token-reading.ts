/**
 * Where an API reads the token, beside where the request carries it.
 */
import { lookup } from '../../../go/struct';
import type { ClassicDefinition } from '../../../gateway/definition/classic';
import type { TokenPlacement } from '../../../workspace/workspace';

/** The places where an API looks for the token; the first that has one wins (behaviour 5.1). */
export function placesRead({ auth_configs: configs, auth }: ClassicDefinition): readonly TokenPlacement[] {
  const config = lookup(configs, 'jwt') ?? auth;
  const name = config.auth_header_name === '' || config.disable_header ? 'Authorization' : config.auth_header_name;
  const places: TokenPlacement[] = [];
  if (config.use_cookie) places.push({ in: 'cookie', name: config.cookie_name || name });
  if (config.use_param) places.push({ in: 'query', name: config.param_name || name });
  if (!config.disable_header) places.push({ in: 'header', name, prefix: 'Bearer ' });
  return places;
}

/** Whether the API looks where the request carries the token. Names of headers may differ in case. */
export function isRead(carried: TokenPlacement, places: readonly TokenPlacement[]): boolean {
  if (carried.in === 'nowhere') return true;
  return places.some((place) => {
    if (place.in === 'nowhere' || place.in !== carried.in) return false;
    return place.in === 'header'
      ? place.name.toLowerCase() === carried.name.toLowerCase()
      : place.name === carried.name;
  });
}

/** A place in words: `header Authorization`. */
export function placementName(place: TokenPlacement): string {
  if (place.in === 'nowhere') return 'nowhere';
  return `${place.in === 'query' ? 'query parameter' : place.in} ${place.name}`;
}

/**
 * The place of a kind that a person has chosen, named as the API reads it there, else as it was named before; `null` for a
 * kind that there is not.
 */
export function tokenPlaceOf(
  kind: string,
  before: TokenPlacement,
  read: readonly TokenPlacement[],
): TokenPlacement | null {
  const wanted = read.find((place) => place.in === kind);
  const kept = before.in === 'nowhere' ? '' : before.name;
  switch (kind) {
    case 'header':
      return wanted ?? { in: 'header', name: 'Authorization', prefix: 'Bearer ' };
    case 'query':
      return wanted ?? { in: 'query', name: kept === '' ? 'jwt' : kept };
    case 'cookie':
      return wanted ?? { in: 'cookie', name: kept === '' ? 'jwt' : kept };
    case 'nowhere':
      return { in: 'nowhere' };
    default:
      return null;
  }
}
