/** The Cookie header as Go's net/http reads it. */
import { isToken } from './header';

const MAX_COOKIES = 3000;
const VALID_VALUE = /^[ !#-:<-[\]-~]*$/;

/** A cookie of a request. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
}

/**
 * The valid cookies of a request in their order (Request.Cookies); `lines` are the values of the Cookie headers.
 * A value in double quotes loses them; one with other bytes than RFC 6265 allows (blanks and commas apart) does not count;
 * more than 3000 cookies are not read at all.
 */
export function* readCookies(lines: readonly string[]): Generator<Cookie> {
  const parts = lines.flatMap((line) => line.split(';'));
  if (parts.length > MAX_COOKIES) return;
  for (const part of parts) {
    const cookie = trim(part);
    const equals = cookie.indexOf('=');
    const name = trim(equals < 0 ? cookie : cookie.slice(0, equals));
    if (!isToken(name)) continue;
    const value = unquote(equals < 0 ? '' : cookie.slice(equals + 1));
    if (VALID_VALUE.test(value)) yield { name, value };
  }
}

/** The value of the first valid cookie of that name (Request.Cookie), `null` if there is none. */
export function readCookie(name: string, lines: readonly string[]): string | null {
  for (const cookie of readCookies(lines)) if (cookie.name === name) return cookie.value;
  return null;
}

function unquote(value: string): string {
  return value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}

function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0x0a;
}
