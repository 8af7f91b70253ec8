/**
 * Times in a payload that follow the gateway's clock: the text `"now + 5 min"` in place of a NumericDate (RFC 7519 §2).
 */

/** The claims that hold a NumericDate: RFC 7519 §4.1, and `auth_time` and `updated_at` of OpenID Connect. */
export const timeClaims: ReadonlySet<string> = new Set(['exp', 'nbf', 'iat', 'auth_time', 'updated_at']);

const units = { s: 1, min: 60, h: 3600, d: 86400 } as const;
const pattern = /^now(?:\s*([+-])\s*(\d{1,9})\s*(s|min|h|d))?$/;
const inPayload = new RegExp(
  `("(?:${[...timeClaims].join('|')})"\\s*:\\s*)"(now(?:\\s*[+-]\\s*\\d{1,9}\\s*(?:s|min|h|d))?)"`,
  'g',
);

/** Seconds from now that a text such as `now - 72 min` means; `null` for any other text. */
export function relativeSeconds(text: string): number | null {
  const parts = pattern.exec(text);
  if (parts === null) return null;
  const [, sign, amount = '0', unit] = parts;
  const seconds = unit === 's' || unit === 'min' || unit === 'h' || unit === 'd' ? Number(amount) * units[unit] : 0;
  return sign === '-' ? -seconds : seconds;
}

/** The text for a number of seconds from now, in the largest unit that it is whole in. */
export function relativeText(seconds: number): string {
  if (seconds === 0) return 'now';
  const amount = Math.abs(seconds);
  const unit = amount % units.d === 0 ? 'd' : amount % units.h === 0 ? 'h' : amount % units.min === 0 ? 'min' : 's';
  return `now ${seconds < 0 ? '-' : '+'} ${String(amount / units[unit])} ${unit}`;
}

/** The payload as it is signed: relative times are Unix seconds of the gateway's clock. What is no JSON stays as it is. */
export function resolveTimes(payload: string, now: number): string {
  return payload.replace(
    inPayload,
    (_, name: string, text: string) => `${name}${String(now + (relativeSeconds(text) ?? 0))}`,
  );
}

/** Whether a payload has a time that follows the clock. */
export function hasRelativeTimes(payload: string): boolean {
  return payload.search(inPayload) !== -1;
}
