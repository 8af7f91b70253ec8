import { describe, expect, test } from 'vitest';
import { keyFacts } from '../../src/keys/facts';
import { generateKey, secretSizes, type KeySpec } from '../../src/keys/generate';
import { signToken } from '../../src/tokens/sign';

async function titleOf(spec: KeySpec): Promise<string> {
  const made = await generateKey(spec);
  if (!made.ok) throw new Error(made.message);
  const read = keyFacts({ ...made.jwk });
  if (!read.ok) throw new Error(read.problem);
  return read.facts.title;
}

describe('makes keys', () => {
  test.each<[string, KeySpec, string]>([
    ['secret, 16 bytes', { kind: 'secret', bytes: 16 }, 'HS256'],
    ['secret, 256 bytes', { kind: 'secret', bytes: 256 }, 'HS512'],
    ['RSA private key, 2048 bits', { kind: 'rsa', bits: 2048 }, 'PS256'],
    ['EC private key, P-256', { kind: 'ec', curve: 'P-256' }, 'ES256'],
    ['EC private key, P-384', { kind: 'ec', curve: 'P-384' }, 'ES384'],
    ['EC private key, P-521', { kind: 'ec', curve: 'P-521' }, 'ES512'],
    ['Ed25519 private key', { kind: 'ed25519' }, 'EdDSA'],
  ])('%s', async (title, spec, alg) => {
    expect(await titleOf(spec)).toBe(title);
    const made = await generateKey(spec);
    if (!made.ok) throw new Error(made.message);
    expect(await signToken({ alg }, {}, { kind: 'jwk', jwk: made.jwk })).toMatchObject({ ok: true });
  });

  test('with nothing in the JWK but the key', async () => {
    const made = await generateKey({ kind: 'ec', curve: 'P-256' });
    expect(made.ok && Object.keys(made.jwk).sort()).toEqual(['crv', 'd', 'kty', 'x', 'y']);
  });

  test('each unlike the last', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => generateKey({ kind: 'secret', bytes: 32 })));
    expect(one).not.toEqual(two);
  });
});

test.each([secretSizes.shortest - 1, secretSizes.longest + 1, 20.5, Number.NaN])(
  'makes no secret of %d bytes',
  async (bytes) => {
    expect(await generateKey({ kind: 'secret', bytes })).toMatchObject({ ok: false, code: 'size' });
  },
);

describe('is given up', () => {
  test('before it began', async () => {
    const made = await generateKey({ kind: 'rsa', bits: 4096 }, AbortSignal.abort());
    expect(made).toMatchObject({ ok: false, code: 'cancelled' });
  });

  test('while it works, at once', async () => {
    const giving = new AbortController();
    const making = generateKey({ kind: 'rsa', bits: 2048 }, giving.signal);
    giving.abort();
    expect(await Promise.race([making, new Promise((resolve) => setTimeout(resolve, 100, 'late'))])).toMatchObject({
      ok: false,
      code: 'cancelled',
    });
  });

  test('too late, it changes nothing', async () => {
    const giving = new AbortController();
    const made = await generateKey({ kind: 'ec', curve: 'P-256' }, giving.signal);
    giving.abort();
    expect(made.ok).toBe(true);
  });
});
