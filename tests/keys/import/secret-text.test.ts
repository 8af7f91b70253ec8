import { describe, expect, test } from 'vitest';
import { decodeRawUrl } from '../../../src/go/base64';
import type { FoundKey } from '../../../src/keys/import/found-key';
import { readKeys } from '../../../src/keys/import/read-keys';

function shown({ form, jwk }: FoundKey): string {
  const decoded = decodeRawUrl(jwk.k ?? '');
  return `${form}: ${decoded.ok ? Buffer.from(decoded.bytes).toString('latin1') : ''}`;
}

async function readings(input: string | Uint8Array): Promise<readonly string[]> {
  const { keys, alternatives } = await readKeys(input);
  return [...keys, ...alternatives].map(shown);
}

describe('a text is a secret, and how else it may be meant is offered', () => {
  test.each([
    ['correct horse battery staple', ['text: correct horse battery staple']],
    ['your-256-bit-secret!', ['text: your-256-bit-secret!']],
    ['dHlrMTIz', ['base64: tyk123', 'text: dHlrMTIz']],
    ['dHk=', ['base64: ty', 'text: dHk=']],
    ['tyk12345', ['text: tyk12345', 'base64: \xb7)5\xdb~9']],
    ['7365637265743132', ['text: 7365637265743132', `base64: ${atob('7365637265743132')}`, 'hex: secret12']],
    ['secret\n', ['text: secret', 'base64: \xb1\xe7+z', 'text: secret\n']],
    ['a', ['text: a']],
  ])('%j', async (text, expected) => {
    expect(await readings(text)).toEqual(expected);
  });

  test('a file that is no text is taken by its bytes', async () => {
    const { keys } = await readKeys(Uint8Array.of(0, 255, 1));
    expect(keys).toMatchObject([{ what: 'secret, 3 bytes, a file’s bytes', jwk: { kty: 'oct', k: 'AP8B' } }]);
  });
});

describe('what looks like something else is told, and can be a secret all the same', () => {
  test.each([
    ['https://idp.test/jwks.json', 'address'],
    ['eyJhbGciOiJub25lIn0.e30.', 'token'],
    ['{"kty":"oct"}', 'JWK'],
  ])('%s', async (text, what) => {
    const { keys, problems, alternatives } = await readKeys(text);
    expect(keys).toEqual([]);
    expect(problems.map((each) => each.what)).toEqual([what]);
    expect(alternatives.map(shown)[0]).toBe(`text: ${text}`);
  });

  test('but not a key file that is broken', async () => {
    expect((await readKeys('-----BEGIN PRIVATE KEY-----\nAAAA')).alternatives).toEqual([]);
  });
});
