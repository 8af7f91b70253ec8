/**
 * What all refusals have in common that say `Key not authorized` and no more.
 */
import type { GuideEntry, LoggedLine } from './explanation';

/** The lines that end every refusal between the token's first character and its signature (behaviour 5.6). */
export function tokenRefused(error: string): readonly LoggedLine[] {
  return [
    { level: 'info', message: 'Attempted JWT access with non-existent key.' },
    { level: 'error', message: 'JWT validation error', error },
  ];
}

/** A key that was not found has a line more than one that was found and does not fit (behaviour 5.5). */
export function keyRefused(error: string): readonly LoggedLine[] {
  return [{ level: 'error', message: "Couldn't get token", error }, ...tokenRefused(error)];
}

/** The guide's only entry for all of them. */
export function guideOfSignature(real: string): GuideEntry {
  return {
    place: 'Troubleshooting',
    says: '“Key not authorized”: the signature could not be verified; check signing method and keys.',
    real,
  };
}
