import { quoteBytes } from './quote-bytes';

/** An IP address as text: its version and zone, or Go's words for what is wrong with it. */
export type AddressReading =
  | { readonly ok: true; readonly version: 4 | 6; readonly zone: string }
  | { readonly ok: false; readonly error: string };

/** Reads an IPv4 or IPv6 address (RFC 4291 §2.2, zone as in RFC 4007 §11) with the error texts of Go's netip.ParseAddr. */
export function parseAddress(text: string): AddressReading {
  const kind = /[.:%]/.exec(text)?.[0];
  if (kind === undefined) return refusal(text, 'unable to parse IP');
  if (kind === '%') return refusal(text, 'missing IPv6 address');
  if (kind === '.') return ipv4Refusal(text, text) ?? { ok: true, version: 4, zone: '' };
  const percent = text.indexOf('%');
  if (percent < 0) return ipv6Refusal(text, text) ?? { ok: true, version: 6, zone: '' };
  const zone = text.slice(percent + 1);
  if (zone === '') return refusal(text, 'zone must be a non-empty string');
  return ipv6Refusal(text, text.slice(0, percent)) ?? { ok: true, version: 6, zone };
}

function refusal(text: string, problem: string, at = ''): { readonly ok: false; readonly error: string } {
  const place = at === '' ? '' : ` (at ${quoteBytes(at)})`;
  return { ok: false, error: `ParseAddr(${quoteBytes(text)}): ${problem}${place}` };
}

/** Refuses the part of `text` that should be four decimal numbers. */
function ipv4Refusal(text: string, part: string): ReturnType<typeof refusal> | null {
  let dots = 0;
  let digits = '';
  for (let i = 0; i < part.length; i++) {
    const character = part.charAt(i);
    if (/\d/.test(character)) {
      if (digits === '0') return refusal(text, 'IPv4 field has octet with leading zero');
      digits += character;
      if (Number(digits) > 255) return refusal(text, 'IPv4 field has value >255');
    } else if (character === '.') {
      if (digits === '' || i === part.length - 1) {
        return refusal(text, 'IPv4 field must have at least one digit', part.slice(i));
      }
      if (dots === 3) return refusal(text, 'IPv4 address too long');
      dots++;
      digits = '';
    } else {
      return refusal(text, 'unexpected character', part.slice(i));
    }
  }
  return dots < 3 ? refusal(text, 'IPv4 address too short') : null;
}

/** Refuses `address`, which is `text` without its zone, unless it is an IPv6 address. */
function ipv6Refusal(text: string, address: string): ReturnType<typeof refusal> | null {
  let rest = address;
  let gap = rest.startsWith('::');
  if (gap) rest = rest.slice(2);
  if (gap && rest === '') return null;

  let bytes = 0;
  while (bytes < 16) {
    const digits = /^[0-9A-Fa-f]*/.exec(rest)?.[0] ?? '';
    if (digits.length > 4) return refusal(text, 'each group must have 4 or less digits', rest);
    if (digits === '') return refusal(text, 'each colon-separated field must have at least one digit', rest);
    if (rest[digits.length] === '.') {
      if (!gap && bytes !== 12) {
        return refusal(text, 'embedded IPv4 address must replace the final 2 fields of the address', rest);
      }
      if (bytes > 12) {
        return refusal(text, 'too many hex fields to fit an embedded IPv4 at the end of the address', rest);
      }
      const wrong = ipv4Refusal(text, rest);
      if (wrong !== null) return wrong;
      rest = '';
      bytes += 4;
      break;
    }
    bytes += 2;
    rest = rest.slice(digits.length);
    if (rest === '') break;
    if (!rest.startsWith(':')) return refusal(text, 'unexpected character, want colon', rest);
    if (rest === ':') return refusal(text, 'colon must be followed by more characters', rest);
    rest = rest.slice(1);
    if (!rest.startsWith(':')) continue;
    if (gap) return refusal(text, 'multiple :: in address', rest);
    gap = true;
    rest = rest.slice(1);
    if (rest === '') break;
  }
  if (rest !== '') return refusal(text, 'trailing garbage after address', rest);
  if (bytes < 16) return gap ? null : refusal(text, 'address string too short');
  return gap ? refusal(text, 'the :: must expand to at least one field of zeros') : null;
}
