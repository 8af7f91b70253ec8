/**
 * What a token on screen is made of, for commands that make it again.
 */
import { algorithm, type Algorithm } from '../../keys/algorithms';
import { type KeyMaterial, readMaterial } from '../../keys/key-material';
import { pkcs8Pem } from '../../keys/private-pem';
import type { Evaluation } from '../evaluate';
import { memberAt } from '../json-edit';
import { hasRelativeTimes } from '../relative-times';
import { compactJson, signedTexts } from '../token';
import { tokenFaults } from '../token-faults';
import type { ComposedToken } from '../workspace';

/** The texts that are signed, to the letter, and what signs them. */
export interface SigningParts {
  readonly algorithm: Algorithm;
  readonly header: string;
  readonly payload: string;
  readonly signer:
    | { readonly kind: 'nothing' }
    | { readonly kind: 'secret'; readonly bytes: Uint8Array }
    | { readonly kind: 'key'; readonly material: KeyMaterial; readonly pem: string };
  /** What a person should know of the token. */
  readonly notes: readonly (string | null)[];
}

/** What only the signature, or what comes after it, has: the commands sign rightly. */
const afterwards: ReadonlySet<string> = new Set(['wrong key', 'other family', 'payload changed', 'signature cut']);

/** The parts; `null`: the token was not made here, or could not be. */
export function signingParts({
  workspace,
  at,
  token,
}: Pick<Evaluation, 'workspace' | 'at' | 'token'>): SigningParts | null {
  const draft = workspace.token;
  if (draft.kind !== 'composed' || !token.ok) return null;
  const texts = signedTexts(draft, Math.floor(at / 1000));
  const alg = memberAt(texts.header, ['alg']);
  const row = typeof alg === 'string' ? algorithm(alg) : undefined;
  if (row === undefined) return null;
  const parts = {
    algorithm: row,
    header: compactJson(texts.header),
    payload: compactJson(texts.payload),
    notes: notesOf(draft, at),
  };
  if (row.family === 'none') return { ...parts, signer: { kind: 'nothing' } };
  const key = workspace.keys.find(({ id }) => id === draft.keyId);
  const read = key === undefined ? null : readMaterial({ ...key.jwk });
  if (read?.ok !== true) return null;
  const { material } = read;
  if (material.kind === 'secret') return { ...parts, signer: { kind: 'secret', bytes: material.bytes } };
  const pem = pkcs8Pem(material);
  return pem === undefined ? null : { ...parts, signer: { kind: 'key', material, pem } };
}

function notesOf({ payload, fault }: ComposedToken, at: number): readonly (string | null)[] {
  const choice = tokenFaults.find((each) => each.fault === fault);
  return [
    hasRelativeTimes(payload)
      ? `Times from now are those of ${new Date(at).toISOString().replace('.000Z', 'Z')}.`
      : null,
    choice !== undefined && afterwards.has(choice.fault)
      ? `What was done to the token on purpose is not in it: ${choice.title.toLowerCase()}.`
      : null,
  ];
}
