/**
 * Signs the token on screen in Node, with the library jose.
 */
import { printableText } from '../../keys/printable-text';
import { memberAt, treeOf } from '../json-edit';
import { type Command, withNotes } from './command';
import { keyFile } from './openssl-command';
import type { SigningParts } from './signing-parts';

/** The module; `null`: jose does not make such a token. */
export function joseCommand(parts: SigningParts): Command | null {
  const { algorithm, header, payload, signer, notes } = parts;
  if (algorithm.family === 'none' || signer.kind === 'nothing' || !isPlainHeader(header)) return null;
  const reading = keyLines(signer, algorithm.name);
  if (reading === null) return null;
  const lines = [
    ...reading.imports,
    '',
    `const header = ${header};`,
    `const payload = ${jsText(payload)};`,
    `const key = ${reading.key};`,
    '',
    'const token = await new CompactSign(new TextEncoder().encode(payload))',
    '  .setProtectedHeader(header)',
    '  .sign(key);',
    'console.log(token);',
    '',
  ];
  const command = { id: 'sign-jose', title: 'Sign with Node and jose', shell: 'js', text: lines.join('\n') } as const;
  return withNotes(command, ['Save it as sign.mjs, then: npm install jose && node sign.mjs', reading.note, ...notes]);
}

interface KeyLines {
  readonly imports: readonly string[];
  readonly key: string;
  readonly note: string | null;
}

function keyLines(signer: Exclude<SigningParts['signer'], { kind: 'nothing' }>, alg: string): KeyLines | null {
  if (signer.kind === 'secret') {
    if (signer.bytes.length === 0) return null;
    const text = printableText(signer.bytes);
    const hex = [...signer.bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const key = text === null ? `Buffer.from('${hex}', 'hex')` : `new TextEncoder().encode(${jsText(text)})`;
    return { imports: ["import { CompactSign } from 'jose';"], key, note: null };
  }
  // jose signs with no smaller RSA key.
  if (signer.material.kind === 'rsa' && signer.material.n.length < 256) return null;
  return {
    imports: ["import { readFile } from 'node:fs/promises';", "import { CompactSign, importPKCS8 } from 'jose';"],
    key: `await importPKCS8(await readFile('${keyFile}', 'utf8'), '${alg}')`,
    note: `It reads ${keyFile}, which the first command writes.`,
  };
}

/**
 * Whether jose writes a header as it is typed: an object whose members and numbers JavaScript keeps, without those that
 * jose acts on.
 */
function isPlainHeader(header: string): boolean {
  if (treeOf(header)?.type !== 'object') return false;
  const acted = ['crit', 'b64', '__proto__'].some((name) => memberAt(header, [name]) !== undefined);
  return !acted && JSON.stringify(JSON.parse(header)) === header;
}

/** A JavaScript string literal. */
function jsText(text: string): string {
  const escaped = text.replace(/['\\]/g, '\\$&').replace(/[\p{Cc}\u2028\u2029\ud800-\udfff]/gu, (character) => {
    const code = character.charCodeAt(0);
    return code === 10 ? '\\n' : `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return `'${escaped}'`;
}
