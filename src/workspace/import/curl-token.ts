/**
 * The token among the headers of a curl command.
 */
import type { NameValue, TokenPlacement } from '../workspace';
import { looksLikeToken } from './token-text';

/** The token of the headers, where it stands, and the headers without it. */
interface Taken {
  readonly token: string | null;
  readonly placement: TokenPlacement;
  readonly headers: readonly NameValue[];
}

/** Takes the token out of the header that it stands in: `Authorization`, else the first with something like a token. */
export function takeToken(headers: readonly NameValue[]): Taken {
  const bearer = /^bearer /i;
  const own = headers.find(
    ({ name, value }) => name.toLowerCase() === 'authorization' && /^(bearer |eyJ)/i.test(value),
  );
  const found = own ?? headers.find(({ value }) => looksLikeToken(value.replace(bearer, '')));
  if (found === undefined) return { token: null, placement: { in: 'nowhere' }, headers };
  const [prefix = ''] = bearer.exec(found.value) ?? [];
  const placement: TokenPlacement = { in: 'header', name: found.name, prefix };
  return { token: found.value.slice(prefix.length), placement, headers: headers.filter((header) => header !== found) };
}

/** Whether a text is written in place of a token: `$TOKEN`, `<token>`, `YOUR_JWT_TOKEN`. */
export function isPlaceholder(text: string): boolean {
  const marked = /^(?:\$.*|`.*`|<.*>|\{.*\}|\[.*\]|[A-Z][A-Z_-]{2,})$/.test(text) || /^(?:your|my)[-_ ]/i.test(text);
  return marked && !looksLikeToken(text);
}
