/**
 * Keys that were found in a text, as parts that the workspace can take.
 */
import type { KeysRead } from '../../keys/import/read-keys';
import type { NamedKey } from '../workspace';
import type { ImportPart, Recognised } from './part';

/** The keys, and what could not be read of them; `what` names the text for the person. */
export function keyParts({ keys, problems }: KeysRead, what: string): Recognised {
  const parts = keys.map(({ jwk, kid = '', use, certificate, what: title, notes }): ImportPart => {
    const name = kid === '' ? title : kid;
    const key: Omit<NamedKey, 'id'> = {
      name,
      kid,
      use: use ?? '',
      jwk,
      ...(certificate === undefined ? {} : { certificate }),
    };
    return { kind: 'key', title: kid === '' ? `Key: ${title}` : `Key ${kid}: ${title}`, key, notes };
  });
  const notUnderstood = problems.map(({ what: found, message, command }) => ({
    what: found === what ? what : found,
    why: command === undefined ? message : `${message} ${command}`,
  }));
  return { parts, notUnderstood };
}
