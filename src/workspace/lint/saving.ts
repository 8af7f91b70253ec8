/**
 * What the gateway does not read, and what its admin API would not save (behaviour 10.3).
 */
import { checkClassic } from '../../gateway/admin/check-classic';
import { checkOas } from '../../gateway/admin/check-oas';
import { isObject, type JsonValue } from '../../go/json';
import type { JsonPath } from '../json-edit';
import type { ApiDocument, UnreadDocument } from './document';
import { spelled, valueAt } from './document';
import type { Fix, Hit } from './finding';
import { tyk } from './jwt-scheme';

/** Why a draft cannot be read, with the member that the gateway stopped at. */
export function* unreadable(document: UnreadDocument): Iterable<Hit> {
  const { error, json } = document;
  const path = /Go struct field \w*\.(\S+) of type/.exec(error)?.[1]?.split('.') ?? [];
  const place = error === 'error while parsing duration' ? timeoutIn(json) : reached(json, path);
  yield {
    path: place,
    message: `The gateway cannot read this: ${error}. Saving is refused, and what was saved before stays in force.`,
    fixes: place.length === 0 ? [] : repair(document, place, error),
  };
}

function timeoutIn(json: JsonValue): JsonPath {
  const list = valueAt(json, ['jwt_jwks_uris']);
  const at = Array.isArray(list)
    ? list.findIndex(
        (one) => isObject(one) && one['cache_timeout'] !== undefined && typeof one['cache_timeout'] !== 'string',
      )
    : -1;
  return at === -1 ? [] : ['jwt_jwks_uris', at, 'cache_timeout'];
}

/** The path that Go's error names, as far as the text has it: keys of maps and places in lists are not in the error. */
function reached(json: JsonValue, names: readonly string[]): JsonPath {
  const path = spelled(json, names);
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    if (valueAt(json, part) !== undefined) return part;
  }
  return [];
}

function repair({ kind, documentId, json }: UnreadDocument, path: JsonPath, error: string): readonly Fix[] {
  const value = valueAt(json, path);
  const type = /of type (\S+)$/.exec(error)?.[1] ?? '';
  const to = (meant: JsonValue): readonly Fix[] => [
    { title: `Write ${JSON.stringify(meant)}`, edits: [{ kind, documentId, path, value: meant }] },
  ];
  if (error === 'error while parsing duration' && typeof value === 'number' && value > 0)
    return to(`${String(value)}s`);
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : NaN;
  if (/^u?int\d*$/.test(type) && Number.isFinite(number) && value !== '') {
    return to(type.startsWith('u') ? Math.max(0, Math.round(number)) : Math.round(number));
  }
  if (type === 'float64' && Number.isFinite(number) && value !== '') return to(number);
  if (type === 'bool' && (value === 'true' || value === 'false')) return to(value === 'true');
  if (type === 'string' && typeof value === 'number') return to(String(value));
  if (type === '[]string' && typeof value === 'string') return to([value]);
  return [];
}

/** Whether another rule tells the same, with a change to offer. */
function isToldElsewhere({ scheme, definition }: ApiDocument, reason: string): boolean {
  if (/all auth sources are disabled for jwt|listenPath\.value/.test(reason)) return true;
  if (scheme?.component !== null || definition.use_keyless) return false;
  return (
    reason.startsWith('No components or security schemes') ||
    reason.startsWith(`Missing required Security Scheme '${scheme.name}'`)
  );
}

export function* saveRefused(api: ApiDocument): Iterable<Hit> {
  const reason = reasonOf(api);
  if (reason === null || isToldElsewhere(api, reason)) return;
  const [first = ''] = reason.split('\n');
  const named = /^([\w.-]+): /.exec(first)?.[1]?.split('.') ?? [];
  yield { path: reached(api.json, named), message: `Saving is refused with 400: ${first.replace(/\.$/, '')}.` };
}

function reasonOf({ definition, oas, json }: ApiDocument): string | null {
  if (oas === null) return checkClassic(definition);
  const extension = json[tyk];
  return extension === undefined ? null : checkOas({ root: oas.root, extension }, oas);
}
