/**
 * Signs the token on screen with openssl, in a shell.
 */
import type { Algorithm } from '../../keys/algorithms';
import { type Command, withNotes } from './command';
import { quoted } from './shell-text';
import type { SigningParts } from './signing-parts';

/** The file that the commands read a private key from. */
export const keyFile = 'private.pem';

/** The command; `null`: openssl has no way to do it. */
export function opensslCommand({ algorithm, header, payload, signer, notes }: SigningParts): Command | null {
  const signed = signature(algorithm, signer);
  if (signed === null) return null;
  const lines = [
    `header=${quoted(header)}`,
    `payload=${quoted(payload)}`,
    "b64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }",
    'input="$(printf %s "$header" | b64url).$(printf %s "$payload" | b64url)"',
    ...signed.lines,
    'echo "$input.$signature"',
  ];
  const command = { id: 'sign-openssl', title: 'Sign with openssl', shell: 'sh', text: lines.join('\n') } as const;
  return withNotes(command, [signed.note, ...notes]);
}

interface Signature {
  readonly lines: readonly string[];
  readonly note: string | null;
}

const needsKey = `It reads ${keyFile}, which the command before it writes.`;

/** Lines that set `signature` from `$input`. */
function signature(algorithm: Algorithm, signer: SigningParts['signer']): Signature | null {
  if (algorithm.family === 'none') return { lines: ["signature=''"], note: null };
  if (algorithm.family === 'hmac') {
    // openssl takes no empty key.
    if (signer.kind !== 'secret' || signer.bytes.length === 0) return null;
    const hex = [...signer.bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const sign = `openssl dgst -${hashOf(algorithm)} -mac HMAC -macopt hexkey:${hex} -binary`;
    return { lines: [`signature="$(printf %s "$input" | ${sign} | b64url)"`], note: null };
  }
  if (signer.kind !== 'key') return null;
  switch (algorithm.family) {
    case 'rsa':
    case 'rsa-pss': {
      const pss = ' -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1';
      const options = algorithm.family === 'rsa' ? '' : pss;
      const sign = `openssl dgst -${hashOf(algorithm)} -sign ${keyFile}${options} -binary`;
      return { lines: [`signature="$(printf %s "$input" | ${sign} | b64url)"`], note: needsKey };
    }
    case 'ecdsa': {
      // openssl writes r and s as DER; a token has them side by side, each of full length (RFC 7518 §3.4).
      const digits = String(algorithm.signatureBytes);
      return {
        lines: [
          `signature="$(printf %s "$input" | openssl dgst -${hashOf(algorithm)} -sign ${keyFile} -binary |`,
          '  openssl asn1parse -inform DER |',
          `  awk -F: '/INTEGER/ { n = $4; while (length(n) < ${digits}) n = "0" n; printf "%s", n }' |`,
          '  xxd -r -p | b64url)"',
        ],
        note: needsKey,
      };
    }
    case 'ed25519':
      return {
        lines: [
          'printf %s "$input" > input.txt',
          `signature="$(openssl pkeyutl -sign -inkey ${keyFile} -rawin -in input.txt | b64url)"`,
        ],
        note: `${needsKey} openssl signs in this way from a file alone, input.txt.`,
      };
  }
}

function hashOf({ hash }: Extract<Algorithm, { hash: unknown }>): string {
  return hash.replace('-', '').toLowerCase();
}
