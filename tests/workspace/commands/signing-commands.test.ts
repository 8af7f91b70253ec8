import { compactVerify, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseNode } from '../../../src/go/json';
import { readJwk } from '../../../src/keys/jwk';
import { checkSignature } from '../../../src/tokens/check-signature';
import { parseToken } from '../../../src/tokens/parse';
import { signingCommands } from '../../../src/workspace/commands/signing-commands';
import { decodeParts, encodeToken } from '../../../src/workspace/token';
import { emptyWorkspace, type ComposedToken, type Workspace } from '../../../src/workspace/workspace';
import { argumentsOf, inNode, inShell, workFolder } from './shell';

const folder = workFolder();
const at = 1_800_000_000_000;

const payload = `{
  "sub": "it's \\"odd\\" $HOME \`x\` é 😀",
  "n": 1.50, "list": [1, {"a": null}],
  "exp": "now + 5 min"
}`;

async function evaluated(header: string, jwk: JWK, changes: Partial<ComposedToken> = {}) {
  const empty = emptyWorkspace();
  const token: ComposedToken = { kind: 'composed', header, payload, keyId: 'k', fault: null, ...changes };
  const key = { id: 'k', name: 'Key', kid: '', use: 'sig', jwk } as const;
  const workspace: Workspace = { ...empty, keys: [key], token };
  return { workspace, at, token: await encodeToken(token, workspace.keys, at / 1000) };
}

type Evaluated = Awaited<ReturnType<typeof evaluated>>;

function textOf({ token }: Evaluated): string {
  if (!token.ok) throw new Error(token.message);
  return token.text;
}

function command(evaluation: Evaluated, id: string): string {
  const commands = signingCommands(evaluation);
  const found = commands.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no ${id} in ${commands.map((each) => each.id).join(', ')}`);
  return found.text;
}

/** The members that a verifier needs. */
function publicJwk({ kty, crv, n, e, x, y, k }: JWK): JWK {
  const members = Object.entries({ kty, crv, n, e, x, y, k }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members);
}

/** What the gateway's own verifier says of a token: `null`: it is good. */
async function verdict(token: string, jwk: JWK): Promise<string | null> {
  const node = parseNode(new TextEncoder().encode(JSON.stringify(publicJwk(jwk))), 'whole');
  const read = node.ok ? readJwk(node.node) : node;
  if (!read.ok) throw new Error(read.error);
  const parsed = parseToken(token);
  if (!parsed.ok) return parsed.error;
  return checkSignature(parsed, read.key.key);
}

async function expectSame(printed: string, evaluation: Evaluated, jwk: JWK): Promise<void> {
  expect(printed.endsWith('\n')).toBe(true);
  const token = printed.trimEnd();
  const wanted = textOf(evaluation);
  // To the letter but for the signature, which some algorithms make at random.
  expect(token.split('.').slice(0, 2)).toEqual(wanted.split('.').slice(0, 2));
  expect(await verdict(token, jwk)).toBeNull();
}

const secret: JWK = { kty: 'oct', k: 'dHlrMTIz' };
const bytes: JWK = {
  kty: 'oct',
  k: Buffer.from(Uint8Array.from({ length: 80 }, (_, i) => i * 7)).toString('base64url'),
};
const keys = new Map<string, JWK>();

const cases = [
  ['HS256', '{"alg":"HS256","typ":"JWT"}'],
  ['HS384', '{"alg": "HS384"}'],
  ['HS512', '{"alg":"HS512","typ":"JWT","kid":"it\'s $k"}'],
  ['RS256', '{"alg":"RS256","kid":"k1"}'],
  ['RS512', '{"typ":"JWT","alg":"RS512"}'],
  ['PS256', '{"alg":"PS256","typ":"JWT","kid":"k1"}'],
  ['PS512', '{"alg":"PS512"}'],
  ['ES256', '{"alg":"ES256","typ":"JWT"}'],
  ['ES384', '{"alg":"ES384"}'],
  ['ES512', '{"alg":"ES512","typ":"JWT","kid":"k1"}'],
  ['EdDSA', '{"alg":"EdDSA","typ":"JWT"}'],
] as const;

function keyOf(alg: string): JWK {
  if (alg === 'HS256') return secret;
  if (alg.startsWith('HS')) return bytes;
  const jwk = keys.get(alg);
  if (jwk === undefined) throw new Error(alg);
  return jwk;
}

beforeAll(async () => {
  const rsa = await exportJWK((await generateKeyPair('RS256', { extractable: true })).privateKey);
  for (const alg of ['RS256', 'RS512', 'PS256', 'PS512']) keys.set(alg, rsa);
  for (const alg of ['ES256', 'ES384', 'ES512', 'EdDSA'])
    keys.set(alg, await exportJWK((await generateKeyPair(alg, { extractable: true })).privateKey));
});

test('this machine has what the commands need', () => {
  expect(execFileSync('openssl', ['version']).toString()).toMatch(/^OpenSSL [3-9]/);
  expect(execFileSync('xxd', ['-p'], { input: 'a' }).toString()).toBe('61\n');
});

describe.each(cases)('%s', (alg, header) => {
  test('openssl makes the token in bash and in sh', async () => {
    const jwk = keyOf(alg);
    const evaluation = await evaluated(header, jwk);
    const file = jwk.kty === 'oct' ? '' : `${command(evaluation, 'private-key')}\n`;
    for (const shell of ['bash', 'sh']) {
      const printed = await inShell(file + command(evaluation, 'sign-openssl'), folder, shell);
      await expectSame(printed, evaluation, jwk);
    }
  });

  test('Node makes the token with jose, and jose takes it', async () => {
    const jwk = keyOf(alg);
    const evaluation = await evaluated(header, jwk);
    if (jwk.kty !== 'oct') await inShell(command(evaluation, 'private-key'), folder);
    const printed = await inNode(command(evaluation, 'sign-jose'), folder);
    await expectSame(printed, evaluation, jwk);
    const verified = await compactVerify(printed.trim(), await importJWK(publicJwk(jwk), alg));
    expect(new TextDecoder().decode(verified.payload)).toBe(decodeParts(textOf(evaluation)).payload);
  });
});

test('many ECDSA signatures are right, also those with a short r or s', { timeout: 120_000 }, async () => {
  const jwk = keyOf('ES256');
  const evaluation = await evaluated('{"alg":"ES256"}', jwk);
  await inShell(command(evaluation, 'private-key'), folder);
  const text = command(evaluation, 'sign-openssl');
  const printed = await inShell(`for i in $(seq 150); do\n${text}\ndone`, folder);
  const tokens = printed.trim().split('\n');
  expect(tokens).toHaveLength(150);
  for (const token of tokens) expect(await verdict(token, jwk)).toBeNull();
});

test('the file with the key is for its owner alone', async () => {
  const evaluation = await evaluated('{"alg":"ES256"}', keyOf('ES256'));
  const printed = await inShell(`rm -f private.pem\n${command(evaluation, 'private-key')}\nls -l private.pem`, folder);
  expect(printed).toMatch(/^-rw-------/);
});

test('a token without a signature is made, and by openssl alone', async () => {
  const evaluation = await evaluated('{"alg":"none"}', secret);
  expect(signingCommands(evaluation).map(({ id }) => id)).toEqual(['sign-openssl']);
  expect(await inShell(command(evaluation, 'sign-openssl'), folder)).toBe(`${textOf(evaluation)}\n`);
});

test('the private key stands in one command alone', async () => {
  const commands = signingCommands(await evaluated('{"alg":"RS256"}', keyOf('RS256')));
  expect(commands.map(({ id }) => id)).toEqual(['private-key', 'sign-openssl', 'sign-jose', 'sign-jwt-cli']);
  expect(commands.filter(({ text }) => text.includes('PRIVATE KEY')).map(({ id }) => id)).toEqual(['private-key']);
});

test('says what a command cannot know: times from now, and a fault that comes after signing', async () => {
  const evaluation = await evaluated('{"alg":"HS256"}', secret, { fault: 'payload changed' });
  const found = signingCommands(evaluation).find(({ id }) => id === 'sign-openssl');
  expect(found?.note).toBe(
    'Times from now are those of 2027-01-15T08:00:00Z. What was done to the token on purpose is not in it: payload changed after signing.',
  );
});

test('the line for the Rust program has its options and the claims as one argument each', async () => {
  const evaluation = await evaluated('{"alg":"HS256","typ":"JWT","kid":"it\'s $k","x5t":"a"}', secret);
  const [call] = await argumentsOf('jwt', command(evaluation, 'sign-jwt-cli'), folder);
  const claims = decodeParts(textOf(evaluation)).payload;
  expect(call).toEqual(['encode', '-A', 'HS256', '-S', 'tyk123', '-k', "it's $k", '--no-iat', claims, '']);
  const found = signingCommands(evaluation).find(({ id }) => id === 'sign-jwt-cli');
  expect(found?.note).toContain('The header’s x5t cannot be said there.');
});

test('a secret that is no text goes to the Rust program as base64, a key as its file', async () => {
  const binary = await evaluated('{"alg":"HS512"}', bytes);
  const [call] = await argumentsOf('jwt', command(binary, 'sign-jwt-cli'), folder);
  expect(call?.slice(0, 6)).toEqual([
    'encode',
    '-A',
    'HS512',
    '-S',
    `b64:${Buffer.from(bytes.k ?? '', 'base64url').toString('base64')}`,
    '--no-typ',
  ]);
  const [keyed] = await argumentsOf(
    'jwt',
    command(await evaluated('{"alg":"ES384"}', keyOf('ES384')), 'sign-jwt-cli'),
    folder,
  );
  expect(keyed?.slice(1, 5)).toEqual(['-A', 'ES384', '-S', '@private.pem']);
  expect(() => command(binary, 'private-key')).toThrow();
  const es512 = signingCommands(await evaluated('{"alg":"ES512"}', keyOf('ES512')));
  expect(es512.map(({ id }) => id)).not.toContain('sign-jwt-cli');
});

test('shows the guide’s line for the token, and that it does not work', async () => {
  const evaluation = await evaluated('{"alg":"HS256","typ":"JWT"}', secret, {
    payload: '{"sub": "1234567890", "pol": "gold"}',
  });
  const found = signingCommands(evaluation).find(({ id }) => id === 'sign-guide');
  expect(found?.text).toBe(`npm install -g jwt-cli\njwt sign --secret tyk123 --sub 1234567890 --data '{"pol":"gold"}'`);
  expect(found?.note).toContain('npm’s jwt-cli 2.0.0 only decodes');
});

test('has none for a token that was pasted, or could not be made', async () => {
  const made = await evaluated('{"alg":"HS256"}', secret);
  const pasted: Workspace = { ...made.workspace, token: { kind: 'encoded', text: textOf(made) } };
  expect(signingCommands({ ...made, workspace: pasted })).toEqual([]);
  expect(signingCommands(await evaluated('{"alg":"RS256"}', secret))).toEqual([]);
});

test('leaves out what a tool does not take: an empty secret, a small RSA key', async () => {
  const empty = signingCommands(await evaluated('{"alg":"HS256"}', { kty: 'oct', k: '' }));
  expect(empty.map(({ id }) => id)).toEqual(['sign-jwt-cli', 'sign-guide']);
  const header = signingCommands(await evaluated('{"alg":"HS256","crit":["x"],"x":1}', secret));
  expect(header.map(({ id }) => id)).toEqual(['sign-openssl', 'sign-jwt-cli', 'sign-guide']);
});
