/**
 * Signs the token on screen with the command-line tools of the name `jwt`: the one in the guide, which cannot, and the one
 * that can (github.com/mike-engel/jwt-cli, 6.2.0).
 */
import { encodeStd } from '../../go/base64';
import { printableText } from '../../keys/printable-text';
import { isCleanJson, memberAt, setMember, treeOf } from '../json-edit';
import { compactJson } from '../token';
import { type Command, withNotes } from './command';
import { keyFile } from './openssl-command';
import { overLines, quoted } from './shell-text';
import type { SigningParts } from './signing-parts';

const algorithms: ReadonlySet<string> = new Set([
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'EdDSA',
]);

/** The line for the Rust program; `null`: it has no such algorithm, or takes no such payload. */
export function rustCommand({ algorithm, header, payload, signer, notes }: SigningParts): Command | null {
  if (!algorithms.has(algorithm.name) || signer.kind === 'nothing') return null;
  if (!isCleanJson(payload) || treeOf(payload)?.type !== 'object') return null;
  const kid = memberAt(header, ['kid']);
  const options = [
    `jwt encode -A ${algorithm.name}`,
    `-S ${quoted(signer.kind === 'secret' ? secretOf(signer.bytes) : `@${keyFile}`)}`,
    ...(typeof kid === 'string' ? [kid.startsWith('-') ? `--kid=${quoted(kid)}` : `-k ${quoted(kid)}`] : []),
    ...(memberAt(header, ['typ']) === undefined ? ['--no-typ'] : []),
    '--no-iat',
    quoted(payload),
  ];
  const command = {
    id: 'sign-jwt-cli',
    title: 'Sign with jwt-cli (the Rust program)',
    shell: 'sh',
    text: overLines(options),
  } as const;
  return withNotes(command, [
    'For jwt-cli 6.2.0 by Mike Engel: cargo install jwt-cli, or brew install mike-engel/jwt-cli/jwt-cli. It sorts the claims by name.',
    signer.kind === 'key' ? `It reads ${keyFile}, which the first command writes.` : null,
    unsaid(header),
    ...notes,
  ]);
}

/** A secret as the program's `-S` takes it: as text, or with `b64:` as base64. */
function secretOf(bytes: Uint8Array): string {
  const text = printableText(bytes);
  return text === null || text === '' || /^(?:@|b64:|-)/.test(text) ? `b64:${encodeStd(bytes)}` : text;
}

/** What of the header the program does not write. */
function unsaid(header: string): string | null {
  const tree = treeOf(header);
  const names = (tree?.children ?? []).map(({ children }) => String(children?.[0]?.value));
  const typ = memberAt(header, ['typ']);
  const kid = memberAt(header, ['kid']);
  const lost = names.filter(
    (name) =>
      !['alg', 'typ', 'kid'].includes(name) ||
      (name === 'typ' && typ !== 'JWT') ||
      (name === 'kid' && typeof kid !== 'string'),
  );
  return lost.length === 0 ? null : `The header’s ${lost.join(', ')} cannot be said there.`;
}

/** The guide's line for the token on screen; `null` where the guide has none: it signs with secrets alone. */
export function guideCommand({ payload, signer }: SigningParts): Command | null {
  if (signer.kind !== 'secret') return null;
  const sub = memberAt(payload, ['sub']);
  const named = typeof sub === 'string';
  const data = compactJson(named ? setMember(payload, ['sub'], undefined) : payload);
  const text = [
    'npm install -g jwt-cli',
    `jwt sign --secret ${quoted(printableText(signer.bytes) ?? encodeStd(signer.bytes))}${named ? ` --sub ${quoted(sub)}` : ''} --data ${quoted(data)}`,
  ].join('\n');
  return {
    id: 'sign-guide',
    title: 'The guide’s command, which does not work',
    shell: 'sh',
    text,
    note: 'npm’s jwt-cli 2.0.0 only decodes tokens: it has no sign. The line for the Rust program of the same name does what the guide means.',
  };
}
