/** Each command is run, after those before it, and what it writes is read. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keyCommands } from '../../../src/keys/export/key-commands';
import { readKeys } from '../../../src/keys/import/read-keys';
import { fileText } from '../openssl-file';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'key-commands-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command in the folder; gives what was found in its file, or what it printed. */
async function run(command: string, file: string | undefined): Promise<string> {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
  expect(status, `${command}\n${stderr}`).toBe(0);
  if (file === undefined) return stdout;
  const { keys, problems } = await readKeys(readFileSync(path.join(folder, file)));
  expect(problems).toEqual([]);
  return keys.map(({ what }) => what).join();
}

async function results(jwk: Record<string, unknown>): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const { title, command, file } of keyCommands(jwk)) all[title] = await run(command, file);
  return all;
}

async function jwkIn(file: string): Promise<Record<string, unknown>> {
  return { ...(await readKeys(fileText(file))).keys[0]?.jwk };
}

const pair = (kind: string, size: string) => ({
  'Make a private key (PKCS#8)': `${kind} private key${size}, PKCS#8`,
  'Its public key (SPKI)': `${kind} public key${size}, SPKI`,
  'The public key as DER': `${kind} public key${size}, SPKI`,
  'A certificate for it, signed by itself, for a year': `${kind} public key${size}, from a certificate`,
  'The public key of a certificate': `${kind} public key${size}, SPKI`,
});

describe('the commands work, and make what they say', () => {
  test.each([
    ['rsa2048.spki.pem', '2048'],
    ['rsa-e3.pkcs8.pem', '2048'],
    ['rsa1024.pkcs8.pem', '1024'],
  ])('RSA as in %s', async (file, bits) => {
    expect(await results(await jwkIn(file))).toMatchObject({
      ...pair('RSA', `, ${bits} bits`),
      'PKCS#8 to PKCS#1': `RSA private key, ${bits} bits, PKCS#1`,
      'PKCS#1 to PKCS#8': `RSA private key, ${bits} bits, PKCS#8`,
      'Public key, SPKI to PKCS#1': `RSA public key, ${bits} bits, PKCS#1`,
      'Public key, PKCS#1 to SPKI, which the gateway reads': `RSA public key, ${bits} bits, SPKI`,
      'The public key in base64, for jwt_source': `RSA public key, ${bits} bits, SPKI`,
      'Back from jwt_source': `RSA public key, ${bits} bits, SPKI`,
    });
    const exponent = file === 'rsa-e3.pkcs8.pem' ? 'Exponent: 3 ' : 'Exponent: 65537 ';
    expect(await run('openssl pkey -in private.pem -noout -text', undefined)).toContain(exponent);
  });

  test.each(['P-256', 'P-384', 'P-521'])('EC on %s', async (curve) => {
    const file = `${curve.toLowerCase().replace('-', '')}.spki.pem`;
    expect(await results(await jwkIn(file))).toMatchObject({
      ...pair('EC', `, ${curve}`),
      'PKCS#8 to SEC1': `EC private key, ${curve}, SEC1`,
      'SEC1 to PKCS#8': `EC private key, ${curve}, PKCS#8`,
      'The public key in base64, for jwt_source': `EC public key, ${curve}, SPKI`,
    });
  });

  test('Ed25519', async () => {
    expect(await results(await jwkIn('ed25519.spki.pem'))).toMatchObject(pair('Ed25519', ''));
  });

  test('a secret', async () => {
    const jwk = { kty: 'oct', k: Buffer.alloc(33).toString('base64url') };
    for (const { command } of keyCommands(jwk)) await run(command, undefined);
    const read = (file: string): string => readFileSync(path.join(folder, file), 'latin1');
    const bytes = Buffer.from(read('secret.bin'), 'latin1');
    expect(bytes).toHaveLength(33);
    expect(read('jwt_source.txt')).toBe(bytes.toString('base64'));
    expect(read('secret.base64url')).toBe(bytes.toString('base64url'));
    expect(read('secret.hex')).toBe(bytes.toString('hex'));
    expect(read('secret.txt')).toMatch(/^[0-9a-f]{34}$/);
  });
});

test('what is no key has no commands', () => {
  expect(keyCommands({ kty: 'RSA' })).toEqual([]);
});
