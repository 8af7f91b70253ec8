/**
 * What is found in a text or file that may hold keys.
 */
import type { JWK } from 'jose';
import type { EcMaterial, Ed25519Material, KeyMaterial } from '../key-material';

/** How a key was written. */
export type KeyForm =
  'PKCS#1' | 'PKCS#8' | 'SEC1' | 'SPKI' | 'certificate' | 'JWK' | 'text' | 'base64' | 'hex' | 'bytes';

/** A private key whose file leaves the public half out: it has to be computed. */
export type HalfKey =
  | (Pick<EcMaterial, 'kind' | 'curve'> & { readonly d: Uint8Array<ArrayBuffer>; readonly half: true })
  | (Pick<Ed25519Material, 'kind'> & { readonly d: Uint8Array<ArrayBuffer>; readonly half: true });

/** A key as it was found, before its missing half is computed. */
export interface RawKey {
  readonly key: KeyMaterial | HalfKey;
  readonly form: KeyForm;
  /** The certificate that it came in or with, as PEM. */
  readonly certificate?: string;
  readonly kid?: string;
  readonly use?: 'sig' | 'enc';
  /** What a person should know about how it was written, a sentence each. */
  readonly notes: readonly string[];
}

/** A key ready to be taken into the workspace. */
export interface FoundKey extends Omit<RawKey, 'key'> {
  readonly jwk: JWK;
  /** What it is, such as `RSA private key, 2048 bits, PKCS#1`. */
  readonly what: string;
}

/** Something that could not be taken, and what to do. */
export interface ImportProblem {
  /** What it is, such as `encrypted private key`. */
  readonly what: string;
  /** What is the matter, in a sentence or two. */
  readonly message: string;
  /** A shell command that makes of it what can be read. */
  readonly command?: string;
}

/** All that was found. */
export interface Scan {
  readonly keys: readonly RawKey[];
  /** Other ways to read the whole text, each in place of `keys`: only a secret has them. */
  readonly alternatives: readonly RawKey[];
  readonly problems: readonly ImportProblem[];
}

/** A scan of nothing but this. */
export function onlyKey(key: KeyMaterial | HalfKey, form: KeyForm, notes: readonly string[] = []): Scan {
  return { keys: [{ key, form, notes }], alternatives: [], problems: [] };
}

/** A scan that found nothing but a problem. */
export function onlyProblem(what: string, message: string, command?: string): Scan {
  const problem = command === undefined ? { what, message } : { what, message, command };
  return { keys: [], alternatives: [], problems: [problem] };
}

/** Several scans of parts of one text as one. */
export function together(scans: readonly Scan[]): Scan {
  return {
    keys: scans.flatMap(({ keys }) => keys),
    alternatives: scans.flatMap(({ alternatives }) => alternatives),
    problems: scans.flatMap(({ problems }) => problems),
  };
}

/** The scan with a sentence more about each key. */
export function noted(scan: Scan, note: string): Scan {
  return { ...scan, keys: scan.keys.map((each) => ({ ...each, notes: [note, ...each.notes] })) };
}
