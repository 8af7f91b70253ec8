/** Texts from outside, made fit for a terminal. */

const longest = 200;

/** A text on one line and not too long, which cannot steer the terminal. */
export function plainText(text: string): string {
  const safe = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu, '\ufffd');
  return safe.length > longest ? `${safe.slice(0, longest)}…` : safe;
}
