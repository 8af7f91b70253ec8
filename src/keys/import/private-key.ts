/**
 * Reads private keys in DER: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017 §A.1.2) and SEC1 (RFC 5915).
 */
import type { Curve } from '../algorithms';
import { coordinateBytes, curves, isOnCurve, toBigInt, toBytes } from '../curves';
import { contextTag, DerReader, tags } from '../der';
import { jwkCurve, type RsaMaterial } from '../key-material';
import { curveOids, ecOid, ed25519Oid, rsaOid, rsaPssOid } from '../public-pem';
import { rsaPrivateProblem } from '../rsa-private';
import { noted, onlyKey, onlyProblem, type Scan } from './found-key';

type Form = 'PKCS#1' | 'PKCS#8' | 'SEC1';

const broken = (what: string): Scan => onlyProblem(what, 'Its inside is broken: something is missing or cut.');

/** The content of a PKCS#8 PrivateKeyInfo. */
export function readPkcs8(content: DerReader): Scan {
  content.integerBytes();
  const algorithm = content.inside(tags.sequence);
  const oid = algorithm?.oid();
  const parameters = algorithm?.empty === false ? algorithm.any()?.element : undefined;
  const key = content.content(tags.octetString);
  if (oid === undefined || key === undefined) return broken('private key');
  switch (oid) {
    case rsaOid:
      return readPkcs1Private(new DerReader(key).inside(tags.sequence), 'PKCS#8');
    case rsaPssOid:
      return noted(
        readPkcs1Private(new DerReader(key).inside(tags.sequence), 'PKCS#8'),
        'It was marked for RSA-PSS alone. Here it is a plain RSA key, which signs RS and PS.',
      );
    case ecOid:
      return readSec1(new DerReader(key).inside(tags.sequence), parameters, 'PKCS#8');
    case ed25519Oid: {
      const d = new DerReader(key).content(tags.octetString);
      return d?.length === 32
        ? onlyKey({ kind: 'ed25519', d: d.slice(), half: true }, 'PKCS#8')
        : broken('Ed25519 private key');
    }
    default:
      return onlyProblem('private key', `No algorithm of JWT uses such a key (object identifier ${oid}).`);
  }
}

/** The content of a PKCS#1 RSAPrivateKey. */
export function readPkcs1Private(content: DerReader | undefined, form: Form): Scan {
  const what = 'RSA private key';
  const version = content?.int64();
  if (content === undefined || version === undefined) return broken(what);
  if (version !== 0n) return onlyProblem(what, 'It has more than two primes. Neither browsers nor JWK know such keys.');
  const numbers: Uint8Array<ArrayBuffer>[] = [];
  while (numbers.length < 8) {
    const bytes = content.integerBytes();
    const first = bytes?.[0] ?? 0x80;
    if (bytes === undefined || first >= 0x80) return broken(what);
    numbers.push(first === 0 ? bytes.slice(1) : bytes.slice());
  }
  const [n, e, d, p, q, dp, dq, qi] = numbers;
  if (!n || !e || !d || !p || !q || !dp || !dq || !qi) return broken(what);
  if (n.length > 2048) return onlyProblem(what, 'It has more than 16384 bits: browsers sign with no such key.');
  const key = { kind: 'rsa', n, e, parts: { d, p, q, dp, dq, qi } } as const;
  const problem = rsaPartsProblem(key);
  return problem === null ? onlyKey(key, form) : onlyProblem(what, problem);
}

/** What is wrong with the numbers of a private RSA key, in a sentence; `null` when they belong together. */
export function rsaPartsProblem({ n, e, parts }: RsaMaterial): string | null {
  if (parts === undefined) return null;
  const { d, p, q, dp, dq, qi } = parts;
  const problem = rsaPrivateProblem({
    n: toBigInt(n),
    e: toBigInt(e),
    d: toBigInt(d),
    p: toBigInt(p),
    q: toBigInt(q),
    crt: { dp: toBigInt(dp), dq: toBigInt(dq), qInv: toBigInt(qi) },
  });
  return problem === null ? null : `Its numbers do not belong together: “${problem}”.`;
}

const curveNames: readonly Curve[] = ['P-224', 'P-256', 'P-384', 'P-521'];

/** The content of a SEC1 ECPrivateKey; PKCS#8 tells the curve outside of it. */
export function readSec1(content: DerReader | undefined, outside: Uint8Array | undefined, form: Form): Scan {
  const what = 'EC private key';
  if (content?.int64() !== 1n) return broken(what);
  const scalar = content.content(tags.octetString);
  const named = content.has(contextTag(0, true)) ? content.content(contextTag(0, true)) : outside;
  const oid = new DerReader(named ?? new Uint8Array()).oid();
  if (scalar === undefined) return broken(what);
  if (oid === undefined) return onlyProblem(what, 'It does not name its curve.');
  const curve = jwkCurve(curveNames.find((name) => curveOids[name] === oid));
  if (curve === undefined) return onlyProblem(what, 'It is on another curve than P-256, P-384 and P-521.');

  const value = toBigInt(scalar);
  if (value === 0n || value >= curves[curve].n) return onlyProblem(what, `Its number is not one of ${curve}.`);
  const size = coordinateBytes(curve);
  const d = toBytes(value, size);
  const point = content.has(contextTag(1, true)) ? content.inside(contextTag(1, true))?.bitString()?.bytes : undefined;
  if (point?.length !== 1 + 2 * size || point[0] !== 4) return onlyKey({ kind: 'ec', curve, d, half: true }, form);
  const x = point.slice(1, 1 + size);
  const y = point.slice(1 + size);
  return isOnCurve(curve, x, y) === 'on'
    ? onlyKey({ kind: 'ec', curve, x, y, d }, form)
    : onlyProblem(what, `Its public point is not on ${curve}.`);
}
