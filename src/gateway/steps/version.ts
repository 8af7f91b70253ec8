import { compile } from '../../go/regexp';
import { encodeQuery } from '../../go/url';
import { type Journey, type Refused, type StepResult, answer, inApi, pass, refuse } from '../journey';
import { type LoadedApi, type LoadedVersion, type MockReply, type PathEntry, soleVersion } from '../loaded-api';
import type { Fact } from '../outcome';

/**
 * VersionCheck: which version of the API is asked for, whether it is in force, and what its path lists say (behaviour 3).
 * All this comes before authentication.
 */
export function checkVersion(journey: Journey): StepResult {
  const { api, request } = journey;
  const asked = versionAsked(journey);
  const chosen = chooseVersion(journey, asked);
  if ('state' in chosen) return chosen;

  const ended = checkExpiry(journey, chosen);
  if (ended !== null) return ended;

  const verdict = judgePath(journey, chosen);
  const facts: Fact[] =
    verdict.entry === undefined
      ? []
      : [
          {
            name: `${verdict.entry.list} path`,
            value: request.path,
            rule: verdict.entry.pattern,
            place: inApi(...verdict.entry.place),
          },
        ];
  if (verdict.kind === 'forbidden') {
    const why = verdict.entry === undefined ? 'the path is not on the white list' : 'the path is on the black list';
    return refuse('path_forbidden', why, facts);
  }
  const learned = { version: chosen, versionAsked: asked };
  if (verdict.kind === 'reply')
    return answer(mockAnswer(verdict.reply), 'the definition answers this path itself', facts);
  setExpiryHeader(journey, chosen);
  if (verdict.kind === 'ignored') {
    journey.ignored = true;
    return pass('the path is ignored: nothing is checked', facts, learned);
  }
  if (api.definition.version_data.not_versioned) {
    return pass(
      'not versioned',
      [{ name: 'not_versioned', value: 'true', place: inApi('version_data', 'not_versioned') }],
      learned,
    );
  }
  return pass(
    `version ${chosen.name}`,
    [{ name: 'version', value: asked, place: inApi('version_data', 'versions') }],
    learned,
  );
}

/** The version that the request names; empty when it names none. May take it out of the request. */
function versionAsked({ api, request, logWriter }: Journey): string {
  const { version_data: data, definition } = api.definition;
  if (data.not_versioned && !definition.enabled) return '';
  const strip = definition.strip_versioning_data;
  switch (definition.location) {
    case 'header': {
      const name = definition.key.toLowerCase();
      for (const [header, values] of request.headers) {
        if (header.toLowerCase() !== name) continue;
        if (strip) request.headers.delete(header);
        return values[0] ?? '';
      }
      return '';
    }
    case 'url-param': {
      const values = request.queryValues();
      const asked = values.get(definition.key)?.[0] ?? '';
      if (strip) {
        values.delete(definition.key);
        request.query = encodeQuery(values);
      }
      return asked;
    }
    case 'url': {
      const stripped = api.listen.strip(request.path);
      const slug = `/${api.definition.slug}`;
      const rest = stripped.startsWith(slug) ? stripped.slice(slug.length) : stripped;
      const part = rest.split('/').find((segment) => segment !== '');
      if (part === undefined) return '';
      let fits = true;
      if (definition.url_versioning_pattern !== '') {
        const pattern = compile(definition.url_versioning_pattern);
        if (pattern.ok) fits = pattern.test(part);
        else logWriter.bare('error', `Error compiling versioning pattern: ${pattern.error}`);
      }
      if ((strip || definition.strip_path) && fits) {
        request.path = request.path.replace(`${part}/`, () => '');
        request.rawPath = request.rawPath.replace(`${part}/`, () => '');
      }
      return part;
    }
    default:
      return '';
  }
}

function chooseVersion({ api }: Journey, asked: string): LoadedVersion | Refused {
  const { version_data: data, definition } = api.definition;
  const fact = (value: string, place: Fact['place']): Fact[] => [
    {
      name: definition.key || 'version',
      value,
      rule: `read from the ${definition.location || 'request'}`,
      ...(place && { place }),
    },
  ];
  if (definition.enabled) {
    const name = asked === '' ? definition.default : asked;
    if (name !== 'self' && name !== definition.name) {
      const facts = fact(name, inApi('definition', 'versions'));
      return name === ''
        ? refuse('version_missing', 'the request names no version and there is no default', facts)
        : refuse('base_version_unknown', `there is no version ${name} of this API`, facts);
    }
  }
  if (data.not_versioned) {
    if (['Default', 'default', ''].filter((name) => api.versions.has(name)).length > 1) {
      return refuse('version_ambiguous', 'several versions could be the default');
    }
    return soleVersion(api) ?? refuse('version_default_missing', 'no version is the default');
  }
  const name = asked === '' ? data.default_version : asked;
  const facts = fact(asked, inApi('definition', 'key'));
  if (name === '') return refuse('version_missing', 'the request names no version and there is no default', facts);
  const fallback = definition.fallback_to_default ? api.versions.get(data.default_version) : undefined;
  return api.versions.get(name) ?? fallback ?? refuse('version_unknown', `the API has no version ${name}`, facts);
}

function checkExpiry(journey: Journey, version: LoadedVersion): Refused | null {
  const { api, logWriter, world } = journey;
  const versioned = !api.definition.version_data.not_versioned;
  const expires = versioned ? version.expires : api.expires;
  const code = versioned ? 'version_expired' : 'api_expired';
  const value = versioned ? version.info.expires : api.definition.expiration;
  const place = versioned ? inApi('version_data', 'versions', version.key, 'expires') : inApi('expiration');
  if (expires === 'unreadable') {
    logWriter.bare('error', `Could not parse ${versioned ? 'expiry' : 'expiration'} date, disallow`);
    return refuse(code, 'its expiry date cannot be read', [
      { name: 'expires', value, rule: '2006-01-02 15:04', holds: false, place },
    ]);
  }
  if (expires === 'never' || world.surroundings.now() < expires) return null;
  return refuse(code, 'it has expired', [{ name: 'expires', value, rule: 'now < expires', holds: false, place }]);
}

/** The answer tells when the version ends, also for an API that is not versioned. */
function setExpiryHeader({ api, answerHeaders, logWriter, world }: Journey, version: LoadedVersion): void {
  let expires = api.expires;
  if (typeof expires !== 'number') {
    expires = version.expires;
    if (expires === 'unreadable') logWriter.bare('error', 'Could not parse expiry date, disallow');
    else if (expires !== 'never' && world.surroundings.now() >= expires) return;
  }
  if (typeof expires === 'number')
    answerHeaders.push(['X-Tyk-Api-Expires', new Date(expires).toUTCString().replace('GMT', 'UTC')]);
}

type PathVerdict =
  | { readonly kind: 'open' | 'ignored' | 'forbidden'; readonly entry?: PathEntry }
  | { readonly kind: 'reply'; readonly entry: PathEntry; readonly reply: MockReply };

const verdictOf = {
  ignored: 'ignored',
  'black list': 'forbidden',
  'white list': 'open',
  headers: 'open',
  'response headers': 'open',
} as const;

/** The first entry that fits path and method decides; with a white list, a path that none fits is forbidden. */
function judgePath({ api, request }: Journey, version: LoadedVersion): PathVerdict {
  const forms = pathForms(api, request.path);
  for (const entry of version.paths) {
    if (!forms.some((form) => entry.matches(form))) continue;
    if (entry.actions !== null) {
      const meta = entry.actions.get(request.method);
      if (meta === undefined) continue;
      if (meta.action === 'no_action') return { kind: verdictOf[entry.list], entry };
      return meta.action === 'reply' ? { kind: 'reply', entry, reply: meta.reply } : { kind: 'forbidden', entry };
    }
    if (entry.headers !== undefined) return { kind: version.hasWhiteList ? 'forbidden' : 'open', entry };
    if (entry.method !== '' && entry.method !== request.method) continue;
    return { kind: verdictOf[entry.list], entry };
  }
  return { kind: version.hasWhiteList ? 'forbidden' : 'open' };
}

/** The path in the forms of which an entry's pattern has to fit one: without listen path and version, without listen path, whole. */
export function pathForms({ listen, definition: { definition } }: LoadedApi, path: string): readonly string[] {
  const clean = listen.strip(path);
  const forms = clean === path ? [path] : [clean, path];
  if (!definition.strip_versioning_data && !definition.strip_path) return forms;
  const part = clean.replace(/^\/+|\/+$/g, '').split('/', 1)[0] ?? '';
  const bare = clean.replace(`/${part}/`, () => '/');
  return bare === clean ? forms : [bare, ...forms];
}

function mockAnswer({ status, headers, body }: MockReply) {
  const length = new TextEncoder().encode(body).length;
  const named = Object.entries(headers);
  const typed = named.some(([name]) => name.toLowerCase() === 'content-type');
  const type = ['Content-Type', 'text/plain; charset=utf-8'] as const;
  return { status, headers: [...named, ...(typed ? [] : [type]), ['Content-Length', String(length)] as const], body };
}
