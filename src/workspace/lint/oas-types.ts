/**
 * Members of a wrong type in the Tyk extension: passed over as if they were not there (behaviour 4.2, 10.3).
 */
import { jwtScheme } from '../../gateway/definition/oas/schemes';
import { convert, type GoType } from '../../go/struct';
import { marshal, type JsonValue } from '../../go/json';
import { type ApiDocument, foldedName, valueAt } from './document';
import type { Hit } from './finding';
import { tyk } from './jwt-scheme';
import { fix, inScheme, set } from './place';

/** The type of each member of a JWT scheme. */
const types = new Map<string, GoType<unknown>>(
  Object.entries(jwtScheme.members).map(([name, member]) => [name, 'type' in member ? member.type : member]),
);

export function* wrongType(api: ApiDocument): Iterable<Hit> {
  const { scheme } = api;
  if (scheme === null || !scheme.found || scheme.settings === null) return;
  if (convert(jwtScheme, scheme.settings).error === null) return;
  for (const [name, type] of types) {
    const written = scheme.settings[name] === undefined ? foldedName(scheme.settings, name) : name;
    const value = written === undefined ? undefined : scheme.settings[written];
    // A cacheTimeout that is no text has a finding of its own.
    if (value === undefined || name === 'jwksURIs' || convert(type, value).error === null) continue;
    const path = inScheme(api, name);
    const meant = reshaped(value, type.zero(), name);
    yield {
      path,
      message: `${marshal(value)} has the wrong type, so ${name} counts as not set.`,
      fixes:
        meant === undefined
          ? [fix('Take it away', set(api, path, undefined))]
          : [fix(`Write ${marshal(meant)}`, set(api, path, meant))],
    };
  }
}

/** The value in the type that is wanted; undefined where it is not to be guessed. */
function reshaped(value: JsonValue, zero: unknown, name: string): JsonValue | undefined {
  if (typeof zero === 'boolean') return asBoolean(value);
  if (typeof zero === 'number' || typeof zero === 'bigint') return asWhole(value);
  if (typeof zero === 'string') return typeof value === 'number' ? String(value) : undefined;
  const isList = name.startsWith('allowed') || name.endsWith('Claims') || name === 'defaultPolicies';
  return isList && typeof value === 'string' ? [value] : undefined;
}

function asBoolean(value: JsonValue): boolean | undefined {
  const word = typeof value === 'string' ? value.toLowerCase() : value;
  if (word === 'true' || word === 'yes' || word === 'on' || word === '1' || word === 1) return true;
  return word === 'false' || word === 'no' || word === 'off' || word === '0' || word === 0 ? false : undefined;
}

/** A whole number of seconds, not below zero. */
function asWhole(value: JsonValue): number | undefined {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : NaN;
  return Number.isFinite(number) ? Math.max(0, Math.round(number)) : undefined;
}

/** Times that end the reading of the whole extension when they are no text. */
const durations = [
  ['upstream', 'rateLimit', 'per'],
  ['upstream', 'enforceTimeout', 'duration'],
  ['server', 'authentication', 'customKeyLifetime', 'value'],
  ['middleware', 'global', 'trafficLogs', 'customRetentionPeriod'],
];

export function* durationNoText(api: ApiDocument): Iterable<Hit> {
  if (api.oas === null) return;
  for (const parts of durations) {
    const path = [tyk, ...parts];
    const value = valueAt(api.json, path);
    if (value === undefined || typeof value === 'string') continue;
    const meant = typeof value === 'number' && value > 0 ? `${String(value)}s` : undefined;
    yield {
      path,
      message:
        'This must be a text such as “60s”. The gateway stops reading here, and what follows in the extension is lost.',
      fixes: [
        meant === undefined
          ? fix('Take it away', set(api, path, undefined))
          : fix(`Write “${meant}”`, set(api, path, meant)),
      ],
    };
  }
}
