/**
 * Keys in JSON: a JWK, a key set, a list of JWKs, or a document with PEM in one of its members.
 */
import { decodeStd } from '../../go/base64';
import { readMaterial, publicHalf, jwkOf, type KeyMaterial } from '../key-material';
import { readDer } from './der-key';
import { onlyProblem, together, type RawKey, type Scan } from './found-key';
import { rsaPartsProblem } from './private-key';

type JsonRecord = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads text that begins like JSON; undefined when it is some other JSON. `scanText` reads the texts in it. */
export function scanJson(text: string, scanText: (text: string) => Scan | undefined): Scan | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!text.startsWith('{')) return undefined;
    return onlyProblem(
      'JSON',
      `It begins like JSON and is none: ${error instanceof Error ? error.message : 'broken'}.`,
    );
  }
  return scanValue(value, scanText);
}

function scanValue(value: unknown, scanText: (text: string) => Scan | undefined): Scan | undefined {
  if (typeof value === 'string') return scanText(value);
  if (Array.isArray(value)) {
    const scans = value.filter(isRecord).map((item) => scanValue(item, scanText));
    const known = scans.filter((scan) => scan !== undefined);
    return known.length > 0 ? together(known) : undefined;
  }
  if (!isRecord(value)) return undefined;
  if (Array.isArray(value['keys'])) return keySet(value['keys']);
  if ('kty' in value || 'x5c' in value) return scanJwk(value);
  const pems = Object.values(value).filter((member) => typeof member === 'string' && member.includes('-----BEGIN '));
  const scans = pems.map((member) => (typeof member === 'string' ? scanText(member) : undefined));
  const known = scans.filter((scan) => scan !== undefined);
  if (known.length > 0) return together(known);
  return onlyProblem('JSON document', 'It is no JSON Web Key: those have a “kty”, and key sets have “keys”.');
}

function keySet(keys: readonly unknown[]): Scan {
  if (keys.length === 0) return onlyProblem('key set', 'There is no key in it.');
  return together(
    keys.map((key, index) => {
      const scan = isRecord(key) ? scanJwk(key) : onlyProblem('JWK', 'It is no object.');
      const place = `key ${index + 1} of the set`;
      return { ...scan, problems: scan.problems.map((each) => ({ ...each, what: `${each.what}, ${place}` })) };
    }),
  );
}

/** A JWK (RFC 7517 §4); a certificate beside it comes along when it is for the same key. */
function scanJwk(jwk: JsonRecord): Scan {
  const { kid, use } = jwk;
  const named: Pick<RawKey, 'kid' | 'use'> = {
    ...(typeof kid === 'string' && kid !== '' ? { kid } : {}),
    ...(use === 'sig' || use === 'enc' ? { use } : {}),
  };
  const leaf = Array.isArray(jwk['x5c']) ? certificateOf(jwk['x5c'][0]) : undefined;
  const read = readMaterial(jwk);
  if (!read.ok) {
    const bare = jwk['n'] === undefined && jwk['x'] === undefined && jwk['k'] === undefined;
    if (leaf === undefined || !bare) return onlyProblem(titleOf(jwk), read.problem);
    const note = 'The key stands only in the certificate (x5c). The gateway refuses such a key set.';
    return { keys: [{ ...leaf, ...named, form: 'JWK', notes: [note] }], alternatives: [], problems: [] };
  }
  const parts = read.material.kind === 'rsa' ? rsaPartsProblem(read.material) : null;
  if (parts !== null) return onlyProblem(titleOf(jwk), parts);
  const same = leaf !== undefined && isSame(leaf.key, read.material);
  const notes =
    leaf !== undefined && !same ? ['The certificate beside it (x5c) is for another key and was left out.'] : [];
  const certificate = same && leaf.certificate !== undefined ? { certificate: leaf.certificate } : {};
  return {
    keys: [{ key: read.material, form: 'JWK', ...named, ...certificate, notes }],
    alternatives: [],
    problems: [],
  };
}

function titleOf(jwk: JsonRecord): string {
  return typeof jwk['kid'] === 'string' ? `JWK “${jwk['kid']}”` : 'JWK';
}

function certificateOf(x5c: unknown): RawKey | undefined {
  if (typeof x5c !== 'string') return undefined;
  const der = decodeStd(x5c);
  return der.ok ? readDer(der.bytes)?.keys.find(({ certificate }) => certificate !== undefined) : undefined;
}

function isSame(a: RawKey['key'], b: KeyMaterial): boolean {
  if ('half' in a) return false;
  const [left, right] = [publicHalf(a), publicHalf(b)];
  return left !== undefined && right !== undefined && JSON.stringify(jwkOf(left)) === JSON.stringify(jwkOf(right));
}
