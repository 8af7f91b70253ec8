/**
 * The signing method: exactly `hmac`, `rsa` or `ecdsa` (behaviour 5.4).
 */
import type { ApiDocument } from './document';
import { judgesJwts } from './authentication';
import type { Hit } from './finding';
import { keySourceOf, quoted, type SigningMethod } from './key-source';
import { meantKey } from './meant-key';
import { fix, place, set } from './place';

const exact: readonly string[] = ['hmac', 'rsa', 'ecdsa'];

const spellings: readonly (readonly [RegExp, SigningMethod])[] = [
  [/^(hmac|hs\d)/, 'hmac'],
  [/^(rsa|rs\d|ps\d)/, 'rsa'],
  [/^(ecdsa|ec$|es\d)/, 'ecdsa'],
];

/** The methods that could be meant, the likeliest first. A key or a secret at hand decides before the text. */
function meant(api: ApiDocument): readonly SigningMethod[] {
  const source = keySourceOf(api);
  if (source.kind === 'bytes') return [meantKey(source.source)?.method ?? 'hmac'];
  const written = api.definition.jwt_signing_method.trim().toLowerCase();
  const [, spelled] = spellings.find(([spelling]) => spelling.test(written)) ?? [];
  if (spelled !== undefined) return [spelled];
  if (source.kind === 'not base64' && source.written.includes('-----BEGIN ')) return ['rsa', 'ecdsa'];
  return source.kind === 'none' || source.kind === 'not base64' ? ['hmac'] : ['rsa', 'ecdsa'];
}

function unknown(api: ApiDocument): readonly SigningMethod[] | null {
  return judgesJwts(api) && !exact.includes(api.definition.jwt_signing_method) ? meant(api) : null;
}

function hit(api: ApiDocument, methods: readonly SigningMethod[], effect: string): Hit {
  const written = api.definition.jwt_signing_method;
  const path = place(api, 'jwt_signing_method');
  const found = written === '' ? 'No signing method is set' : `${quoted(written)} is none of ${exact.join(', ')}`;
  return {
    path,
    message: `${found}, so it counts as hmac, ${effect}`,
    fixes: methods.map((method) => fix(`Write ${method}`, set(api, path, method))),
  };
}

export function* methodDefaultsToHmac(api: ApiDocument): Iterable<Hit> {
  const methods = unknown(api);
  if (methods?.[0] === 'hmac') yield hit(api, methods, 'and each request writes a warning to the log.');
}

export function* methodRefusesKey(api: ApiDocument): Iterable<Hit> {
  const methods = unknown(api);
  const [first] = methods ?? [];
  if (methods === null || first === undefined || first === 'hmac') return;
  const tokens = first === 'rsa' ? 'RS256 and PS256' : 'ES256';
  yield hit(api, methods, `and tokens signed with ${tokens} are refused with 403.`);
}
