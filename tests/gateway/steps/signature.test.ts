import { expect, test } from 'vitest';
import {
  Scene,
  base64,
  claims,
  classic,
  expectPassed,
  expectRefused,
  rsaSigner,
  rsaSource,
  seeded,
  token,
  told,
} from '../build';
import { rsa2048 } from '../../keys/fixtures';

const rs = classic({ jwt_signing_method: 'rsa', jwt_source: rsaSource });

test.each(['HS256', 'HS384', 'HS512'])('accepts %s with the secret', async (alg) => {
  expectPassed(await new Scene().ask(await token(claims(), { alg })));
});

test.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'])('accepts %s with the public key', async (alg) => {
  expectPassed(await new Scene([rs]).ask(await token(claims(), { alg }, rsaSigner)));
});

test('refuses another secret, and says so three times', async () => {
  const exchange = await new Scene().ask(await token(claims(), {}, 'another'));
  expectRefused(exchange, 'signature_invalid', 403, 'Key not authorized');
  expect(told(exchange)).toEqual([
    'info Attempted JWT access with non-existent key.',
    'error JWT validation error',
    'info ',
  ]);
  expect(exchange.log.find(({ level }) => level === 'error')).toMatchObject({ error: 'signature is invalid' });
});

test.each([
  ['empty', '', 'signature is invalid'],
  ['cut', 'AAAA', 'signature is invalid'],
  ['no base64', 'A*AA', 'illegal base64 data at input byte 1'],
])('refuses a signature that is %s', async (_, signature, error) => {
  const good = await token();
  const exchange = await new Scene().ask(good.replace(/[^.]*$/, signature));
  expectRefused(exchange, 'signature_invalid', 403, 'Key not authorized');
  expect(exchange.log.find(({ level }) => level === 'error')).toMatchObject({ error });
});

test('refuses an RSA signature over other claims', async () => {
  const [header, , signature] = (await token(claims(), { alg: 'RS256' }, rsaSigner)).split('.');
  const [, payload] = (await token(claims({ sub: 'eve' }), { alg: 'RS256' }, rsaSigner)).split('.');
  const exchange = await new Scene([rs]).ask([header, payload, signature].join('.'));
  expectRefused(exchange, 'signature_invalid', 403, 'Key not authorized');
  expect(exchange.log.find(({ level }) => level === 'error')).toMatchObject({
    error: 'crypto/rsa: verification error',
  });
});

test('the public key as an HMAC secret does not open an RSA API', async () => {
  const forged = await token(claims(), { alg: 'HS256' }, rsa2048);
  expectRefused(
    await new Scene([rs]).ask(forged),
    'signing_method_unexpected',
    403,
    'Key not authorized: Unexpected signing method',
  );
  expectPassed(await new Scene([classic({ jwt_source: base64(rsa2048) })]).ask(forged));
});

test('the bits left over in the last character of a signature are not looked at, as in Go', async () => {
  const good = await token();
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(good.at(-1) ?? '');
  const spellings = [0, 1, 2, 3].map((bits) => good.slice(0, -1) + (alphabet[(last & ~3) | bits] ?? ''));
  expect(new Set(spellings).size).toBe(4);
  for (const spelling of spellings) expectPassed(await new Scene().ask(spelling));
});

/** The bytes of a token's part; `null` where it is no base64url. */
function bytesOf(part: string): string | null {
  return /^[\w-]*$/.test(part) && part.length % 4 !== 1 ? Buffer.from(part, 'base64url').toString('hex') : null;
}

test('no token with a changed header, payload or signature is ever answered 200', async () => {
  const random = seeded(7);
  const good = await token();
  const scene = new Scene();
  const parts = good.split('.');
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=. "';
  const statuses = new Map<number | undefined, number>();
  let asked = 0;
  while (asked < 4000) {
    const characters = good.split('');
    for (let changes = 1 + random(3); changes > 0; changes--) {
      const at = random(characters.length);
      const put = alphabet[random(alphabet.length)] ?? '';
      const kind = random(4);
      if (kind === 0) characters.splice(at, 1);
      else if (kind === 1) characters.splice(at, 0, put);
      else characters[at] = put;
    }
    const changed = characters.join('').trim();
    const [header, payload, signature = '', ...more] = changed.split('.');
    const sameText = header === parts[0] && payload === parts[1] && more.length === 0;
    if (sameText && bytesOf(signature) === bytesOf(parts[2] ?? '')) continue;
    const { response, upstream } = await scene.ask(changed);
    statuses.set(response?.status, (statuses.get(response?.status) ?? 0) + 1);
    expect(upstream).toBeNull();
    asked++;
  }
  expect([...statuses.keys()].sort()).toEqual([403]);
  expect(scene.world.reached).toEqual([]);
  expect(scene.gateway.state.sessions.size).toBe(0);
});

test('no RSA token with a changed bit in its signature is ever answered 200', async () => {
  const random = seeded(11);
  const good = await token(claims(), { alg: 'RS256' }, rsaSigner);
  const [header = '', payload = '', signature = ''] = good.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const scene = new Scene([rs]);
  for (let asked = 0; asked < 300; asked++) {
    const changed = Buffer.from(bytes);
    const at = random(changed.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << random(8));
    const exchange = await scene.ask(`${header}.${payload}.${changed.toString('base64url')}`);
    expectRefused(exchange, 'signature_invalid', 403, 'Key not authorized');
  }
  expectPassed(await scene.ask(good));
});
