/**
 * Getting a key set from its URL, as Go's HTTP client does it, and what the log says when it fails (behaviour 5.5).
 */
import { quote } from '../go/print';
import { parseUrl } from '../go/whole-url';
import type { KeySet, LegacyKey } from '../keys/key-set';
import { lateKeySets } from './late-key-sets';
import type { MiddlewareLog } from './log';
import type { Surroundings } from './outcome';

/** Why a key set could not be had: the error text, and which of the three log lines it belongs to. */
export interface FetchFailure {
  readonly ok: false;
  readonly error: string;
  readonly kind: 'content' | 'network' | 'key';
}

const maxRedirects = 10;
const utf8 = new TextEncoder();

function failed(error: string): FetchFailure {
  return { ok: false, error, kind: 'network' };
}

/** What is wrong with a URL before anything is sent; `null` if nothing is. */
function unfit(url: string): string | null {
  const read = parseUrl(url);
  if (!read.ok) return `parse ${quote(url)}: ${read.error}`;
  const { scheme, host } = read.value;
  if (scheme !== 'http' && scheme !== 'https') return `Get ${quote(url)}: unsupported protocol scheme ${quote(scheme)}`;
  const port = /:(\d*)$/.exec(host)?.[1];
  if (host === '' || host === `:${port ?? ''}`) return `Get ${quote(url)}: http: no Host in request URL`;
  if (Number(port) > 65535) return `Get ${quote(url)}: dial tcp: address ${port ?? ''}: invalid port`;
  return null;
}

/** The body of a GET after redirects, or the failure. The status of the last answer is not looked at. */
async function getBody(
  surroundings: Surroundings,
  url: string,
): Promise<{ ok: true; body: Uint8Array } | FetchFailure> {
  // Go writes a URL's scheme in small letters, and no slashes where nothing comes after them.
  let at = url.replace(/^[a-zA-Z][a-zA-Z0-9+.-]*:/, (scheme) => scheme.toLowerCase()).replace(/^(https?:)\/\/$/, '$1');
  for (let redirects = 0; ; redirects++) {
    const problem = unfit(at);
    if (problem !== null) return failed(problem);
    const answer = await surroundings.fetchKeySet(at);
    if (answer.kind === 'failed') return failed(`Get ${quote(at)}: ${answer.error}`);
    const location = answer.headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
    if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined || location === '') {
      return { ok: true, body: utf8.encode(answer.body) };
    }
    const next = URL.canParse(location, at) ? new URL(location, at).href : location;
    // The client names the URL that it would have gone to.
    if (redirects + 1 >= maxRedirects) return failed(`Get ${quote(next)}: stopped after 10 redirects`);
    at = next;
  }
}

/** Fetches and reads a key set. */
export async function fetchKeySet(
  surroundings: Surroundings,
  url: string,
): Promise<{ ok: true; set: KeySet } | FetchFailure> {
  const got = await getBody(surroundings, url);
  if (!got.ok) return got;
  const { parseKeySet } = await lateKeySets.load();
  const parsed = parseKeySet(got.body);
  return parsed.ok ? parsed : { ok: false, error: parsed.error, kind: contentKind(parsed.error) };
}

/** Fetches a key set for the older reader, which looks for PEM in `x5c`. */
export async function fetchLegacyKeySet(
  surroundings: Surroundings,
  url: string,
): Promise<{ ok: true; keys: readonly LegacyKey[] } | FetchFailure> {
  const got = await getBody(surroundings, url);
  if (!got.ok) return got;
  const { parseLegacyKeySet } = await lateKeySets.load();
  const parsed = parseLegacyKeySet(got.body);
  return parsed.ok ? parsed : { ok: false, error: parsed.error, kind: contentKind(parsed.error) };
}

/** JSON and base64 errors of the set are the content's; other errors are told of a single key. */
function contentKind(error: string): 'content' | 'key' {
  const ofSet =
    error === 'EOF' ||
    error.startsWith('invalid character ') ||
    error === 'unexpected end of JSON input' ||
    error.includes('illegal base64') ||
    error.includes('invalid JWK') ||
    /^json: cannot unmarshal .*(jose\.JSONWebKeySet|JSONWebKeySet\.keys|gateway\.JWKs|JWKs?\.keys)/.test(error);
  return ofSet ? 'content' : 'key';
}

/** The error line for a key set that could not be had. */
export function logFailure(log: MiddlewareLog, url: string, { error, kind }: FetchFailure): void {
  const texts = {
    content: `Invalid JWKS retrieved from endpoint: ${url}`,
    network: `JWKS endpoint resolution failed: invalid or unreachable host ${url}`,
    key: `Failed to fetch or decode JWKs from ${url}`,
  };
  log.write('error', texts[kind], { error });
}
