/**
 * Commands that make the token on screen anew.
 */
import type { Evaluation } from '../evaluate';
import type { Command } from './command';
import { joseCommand } from './jose-command';
import { guideCommand, rustCommand } from './jwt-cli-commands';
import { keyFile, opensslCommand } from './openssl-command';
import { heredoc } from './shell-text';
import { type SigningParts, signingParts } from './signing-parts';

/**
 * The commands, the key's file first where there is one: the others read it. A shared secret stands in the commands. None
 * for a token that was pasted or could not be made.
 */
export function signingCommands(evaluation: Pick<Evaluation, 'workspace' | 'at' | 'token'>): readonly Command[] {
  const parts = signingParts(evaluation);
  if (parts === null) return [];
  const makers = [keyCommand, opensslCommand, joseCommand, rustCommand, guideCommand];
  return makers.map((make) => make(parts)).filter((command) => command !== null);
}

function keyCommand({ signer }: SigningParts): Command | null {
  if (signer.kind !== 'key') return null;
  const text = heredoc(`(umask 077 && cat > ${keyFile})`, signer.pem, 'PEM');
  return {
    id: 'private-key',
    title: `Write the private key to ${keyFile}`,
    shell: 'sh',
    text,
    note: 'Whoever has this file can make tokens that the gateway accepts.',
  };
}
