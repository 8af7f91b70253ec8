import { expect, test } from 'vitest';
import { algorithm, algorithms } from '../../src/keys/algorithms';

test('knows the algorithms of golang-jwt v4 and no others', () => {
  expect(algorithms.map(({ name }) => name).join(' ')).toBe(
    'HS256 HS384 HS512 RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA none',
  );
});

test('gives the row of a name', () => {
  expect(algorithm('ES512')).toMatchObject({ family: 'ecdsa', hash: 'SHA-512', curve: 'P-521', signatureBytes: 132 });
});

test.each(['hs256', 'None', 'ES256K', 'HS256 ', '', 'toString', '__proto__'])(
  'knows no algorithm called "%s"',
  (name) => {
    expect(algorithm(name)).toBeUndefined();
  },
);
