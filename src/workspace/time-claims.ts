/**
 * The times of a payload set by hand: relative to the gateway's clock, or as the number of one moment.
 */
import { memberAt, setMember } from './json-edit';
import { relativeSeconds, relativeText, timeClaims } from './relative-times';

/** A claim that the gateway judges by its clock. */
export type JudgedTime = 'exp' | 'nbf' | 'iat';

/** The three, in the order in which a person thinks of them. */
export const judgedTimes: readonly JudgedTime[] = ['exp', 'nbf', 'iat'];

/** How a time claim is written: following the clock, as a number, as something else, or not at all. */
export type WrittenTime =
  | { readonly kind: 'relative'; readonly seconds: number }
  | { readonly kind: 'number'; readonly at: number }
  | { readonly kind: 'other' }
  | { readonly kind: 'absent' };

/** How the payload's text has a claim. */
export function writtenTime(payload: string, claim: string): WrittenTime {
  const value = memberAt(payload, [claim]);
  if (value === undefined) return { kind: 'absent' };
  if (typeof value === 'number') return { kind: 'number', at: value };
  const seconds = typeof value === 'string' ? relativeSeconds(value) : null;
  return seconds === null ? { kind: 'other' } : { kind: 'relative', seconds };
}

/** Times that a person often wants, in seconds from now. */
export const timeChoices: Readonly<
  Record<JudgedTime, readonly { readonly title: string; readonly seconds: number }[]>
> = {
  exp: [
    { title: 'In 5 min', seconds: 300 },
    { title: 'In 1 h', seconds: 3600 },
    { title: 'Now', seconds: 0 },
    { title: 'Expired: 1 h ago', seconds: -3600 },
  ],
  nbf: [
    { title: '5 min ago', seconds: -300 },
    { title: 'Now', seconds: 0 },
    { title: 'Not yet: in 5 min', seconds: 300 },
    { title: 'Not yet: in 1 h', seconds: 3600 },
  ],
  iat: [
    { title: 'Now', seconds: 0 },
    { title: '5 min ago', seconds: -300 },
    { title: '1 h ago', seconds: -3600 },
    { title: 'In the future: in 1 h', seconds: 3600 },
  ],
};

/** The payload with a time that follows the clock. */
export function withRelativeTime(payload: string, claim: string, seconds: number): string {
  return setMember(payload, [claim], relativeText(seconds));
}

/** The payload with a time as a number of Unix seconds. */
export function withFixedTime(payload: string, claim: string, at: number): string {
  return setMember(payload, [claim], at);
}

/**
 * The payload with a time written the other way: a number as its distance from `now`, a distance as a number. Unix seconds.
 * It stays as it is where the claim is neither, or further away than a distance can be written.
 */
export function turnTime(payload: string, claim: string, now: number): string {
  const written = writtenTime(payload, claim);
  if (written.kind === 'relative') return withFixedTime(payload, claim, now + written.seconds);
  if (written.kind !== 'number') return payload;
  const seconds = Math.floor(written.at) - now;
  return relativeSeconds(relativeText(seconds)) === seconds ? withRelativeTime(payload, claim, seconds) : payload;
}

/** The payload with every time that follows the clock as a number. */
export function withNumbers(payload: string, now: number): string {
  return [...timeClaims].reduce(
    (text, claim) => (writtenTime(text, claim).kind === 'relative' ? turnTime(text, claim, now) : text),
    payload,
  );
}

/** The payload without a claim. */
export function withoutTime(payload: string, claim: string): string {
  return setMember(payload, [claim], undefined);
}
