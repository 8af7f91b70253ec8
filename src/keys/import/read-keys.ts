/**
 * The keys in what a person pasted or dropped, ready for the workspace.
 */
import { jwkOf, publicHalf, isPrivate, type KeyMaterial } from '../key-material';
import { keyTitle } from '../key-title';
import type { FoundKey, HalfKey, ImportProblem, RawKey } from './found-key';
import { scanKeys } from './scan';

export interface KeysRead {
  /** The keys, in the order of the text; the two halves of one key, and its certificate, are one. */
  readonly keys: readonly FoundKey[];
  /** Other ways to read the whole, each in place of `keys`. */
  readonly alternatives: readonly FoundKey[];
  readonly problems: readonly ImportProblem[];
}

interface Whole extends RawKey {
  readonly key: KeyMaterial;
}

/**
 * Reads PEM, DER, JWK, key sets, base64 of any of those, or a plain secret. What cannot be taken is told in `problems`.
 * Nothing is thrown.
 */
export async function readKeys(input: string | Uint8Array): Promise<KeysRead> {
  const { keys, alternatives, problems } = scanKeys(input);
  const whole = await Promise.all(keys.map(completed));
  return {
    keys: merged(whole).map(found),
    alternatives: (await Promise.all(alternatives.map(completed))).map(found),
    problems,
  };
}

async function completed(raw: RawKey): Promise<Whole> {
  const { key } = raw;
  return 'half' in key ? { ...raw, key: await withPublicHalf(key) } : { ...raw, key };
}

async function withPublicHalf(key: HalfKey): Promise<KeyMaterial> {
  const { publicPoint, ed25519PublicKey } = await import('../curve-math');
  return key.kind === 'ec'
    ? { kind: 'ec', curve: key.curve, ...publicPoint(key.curve, key.d), d: key.d }
    : { kind: 'ed25519', x: ed25519PublicKey(key.d), d: key.d };
}

/** One key for each: the private half where there is one, the certificate of either. */
function merged(keys: readonly Whole[]): readonly Whole[] {
  const byKey = new Map<string, Whole>();
  for (const each of keys) {
    const name = JSON.stringify(jwkOf(publicHalf(each.key) ?? each.key));
    const other = byKey.get(name);
    if (other === undefined) {
      byKey.set(name, each);
      continue;
    }
    const [main, side] = isPrivate(each.key) && !isPrivate(other.key) ? [each, other] : [other, each];
    byKey.set(name, { ...side, ...main, notes: [...new Set([...main.notes, ...side.notes])] });
  }
  return [...byKey.values()];
}

function found({ key, ...rest }: Whole): FoundKey {
  return { ...rest, jwk: jwkOf(key), what: `${keyTitle(key)}, ${formTitle(rest.form)}` };
}

function formTitle(form: RawKey['form']): string {
  switch (form) {
    case 'text':
      return 'as typed';
    case 'base64':
      return 'from base64';
    case 'hex':
      return 'from hexadecimal';
    case 'bytes':
      return 'a file’s bytes';
    case 'certificate':
      return 'from a certificate';
    default:
      return form;
  }
}
