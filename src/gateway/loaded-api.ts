/**
 * An API as the gateway holds it after loading: its definition, with everything worked out that no request changes.
 */
import type { Decoded } from '../go/json-value';
import { quote } from '../go/print';
import { compile } from '../go/regexp';
import { parseUrl, type WholeUrl } from '../go/whole-url';
import type { ClassicDefinition } from './definition/classic';
import type { JwtScheme, OasDocument } from './definition/oas';
import type { RequestFields } from './log';
import { type ListenPath, listenPath, pathPattern, plainPrefix } from './path-patterns';
import { settings } from './settings';

type VersionInfo = NonNullable<ClassicDefinition['version_data']['versions']>[string];

export type PathList = 'ignored' | 'black list' | 'white list' | 'headers' | 'response headers';

/** An entry of a path list, ready to match. `method` is empty where the entry holds for every method. */
export interface PathEntry {
  readonly list: PathList;
  readonly method: string;
  /** Deprecated `method_actions`: by method, what is to be done. */
  readonly actions: ReadonlyMap<string, { readonly action: string; readonly reply: MockReply }> | null;
  /** Path in the definition, member by member. */
  readonly place: readonly string[];
  readonly pattern: string;
  matches(path: string): boolean;
  /** Headers to take away and to add, of an entry of `transform_headers` or `transform_response_headers`. */
  readonly headers?: HeaderChange;
}

/** Headers to take away and to add. */
export interface HeaderChange {
  readonly remove: readonly string[];
  readonly add: Readonly<Record<string, string>>;
}

/** What an entry of a path list answers by itself. */
export interface MockReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A version of an API. Its paths are worked out for the first request that asks: of many versions few are asked for. */
export class LoadedVersion {
  /** Its member in `version_data.versions`. */
  readonly key: string;
  readonly info: VersionInfo;
  /** When it ends, in milliseconds; `never`, or a date that could not be read. */
  readonly expires: number | 'never' | 'unreadable';
  #paths: readonly PathEntry[] | null = null;
  #hasWhiteList: boolean | null = null;

  constructor(key: string, info: VersionInfo) {
    this.key = key;
    this.info = info;
    this.expires = readExpiry(info.expires);
  }

  get name(): string {
    return this.info.name;
  }

  /** The entries of its path lists, in the order in which they are tried. */
  get paths(): readonly PathEntry[] {
    return (this.#paths ??= pathsOf(this.key, this.info));
  }

  get hasWhiteList(): boolean {
    return (this.#hasWhiteList ??= this.paths.some(({ list }) => list === 'white list'));
  }
}

export interface LoadedApi {
  readonly definition: ClassicDefinition;
  /** The Tyk OAS document that the definition was made from. */
  readonly oas: OasDocument | null;
  /** The JWT scheme as the OAS document has it. A read through the admin API replaces it (behaviour 4.2). */
  jwtScheme: JwtScheme | null;
  /** Why no request reaches it, though the admin API knows it (behaviour 10.1); `null`: its paths are served. */
  readonly unrouted: string | null;
  readonly listen: ListenPath;
  readonly prefixes: readonly ListenPath[];
  /** Where its requests go; empty where that is no URL. */
  readonly target: WholeUrl;
  /** When the API itself ends (`expiration`). */
  readonly expires: LoadedVersion['expires'];
  readonly versions: ReadonlyMap<string, LoadedVersion>;
  readonly log: RequestFields;
}

/** `2006-01-02 15:04`, in UTC. */
function readExpiry(text: string): LoadedVersion['expires'] {
  if (text === '' || text === '-1') return 'never';
  const parts = /^(\d{4})-(\d\d)-(\d\d) (\d\d?):(\d\d)$/.exec(text);
  if (parts === null) return 'unreadable';
  const [, year, month, day, hour, minute] = parts.map(Number);
  const date = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute));
  const real =
    date.getUTCMonth() + 1 === month && date.getUTCDate() === day && (hour ?? 24) < 24 && (minute ?? 60) < 60;
  return real ? date.getTime() : 'unreadable';
}

function matcher(path: string, ignoreCase: boolean): { pattern: string; matches: (path: string) => boolean } {
  const pattern = (ignoreCase ? '(?i)' : '') + pathPattern(path);
  const compiled = compile(pattern);
  return { pattern, matches: compiled.ok ? compiled.test : () => false };
}

type EndPoint = NonNullable<VersionInfo['extended_paths']['ignored']>[number];

function extendedEntry(list: PathList, entry: EndPoint, ignoreCase: boolean, place: readonly string[]): PathEntry {
  const actions =
    entry.method_actions === null
      ? null
      : new Map(
          Object.entries(entry.method_actions).map(([method, { action, code, data, headers }]) => [
            method,
            { action, reply: { status: code, headers: headers ?? {}, body: data } },
          ]),
        );
  return { list, method: entry.method, actions, place, ...matcher(entry.path, entry.ignore_case || ignoreCase) };
}

/** The lists of a version that change headers, and their members in the definition. */
export const transforms = { headers: 'transform_headers', 'response headers': 'transform_response_headers' } as const;

function pathsOf(key: string, info: VersionInfo): readonly PathEntry[] {
  const at = ['version_data', 'versions', key];
  const paths: PathEntry[] = [];
  const lists = [
    ['ignored', 'ignored'],
    ['black list', 'black_list'],
    ['white list', 'white_list'],
  ] as const;
  for (const [list, field] of lists) {
    if (info.use_extended_paths) {
      for (const [index, entry] of (info.extended_paths[field] ?? []).entries()) {
        if (entry.disabled) continue;
        const place = [...at, 'extended_paths', field, String(index)];
        paths.push(extendedEntry(list, entry, info.ignore_endpoint_case, place));
      }
    } else {
      for (const [index, path] of (info.paths[field] ?? []).entries()) {
        paths.push({
          list,
          method: '',
          actions: null,
          place: [...at, 'paths', field, String(index)],
          ...matcher(path, false),
        });
      }
    }
  }
  for (const list of info.use_extended_paths ? (['headers', 'response headers'] as const) : []) {
    const field = transforms[list];
    for (const [index, entry] of (info.extended_paths[field] ?? []).entries()) {
      if (entry.disabled) continue;
      paths.push({
        list,
        method: entry.method,
        actions: null,
        place: [...at, 'extended_paths', field, String(index)],
        headers: { remove: entry.delete_headers ?? [], add: entry.add_headers ?? {} },
        ...matcher(entry.path, info.ignore_endpoint_case),
      });
    }
  }
  return paths;
}

/** What came of loading a definition; `problem` is what the gateway logs when it leaves one out. */
export type Loading = { readonly ok: true; readonly api: LoadedApi } | { readonly ok: false; readonly problem: string };

const nowhere: WholeUrl = { scheme: '', opaque: '', host: '', path: '', query: '' };

function whyUnrouted(
  { proxy, protocol, listen_port, internal }: ClassicDefinition,
  target: Decoded<WholeUrl>,
): string | null {
  if (listen_port !== 0 && listen_port !== settings.listenPort) return `It listens on port ${String(listen_port)}`;
  if (protocol !== '' && protocol !== 'http') return `Its protocol is ${protocol}, the gateway’s is http`;
  if (proxy.listen_path === '') return 'Listen path is empty';
  if (proxy.listen_path.includes(' ')) return 'Listen path contains spaces, is invalid';
  if (!target.ok) return `couldn't parse target URL: parse ${quote(proxy.target_url)}: ${target.error}`;
  return internal ? 'It is internal, for other APIs only' : null;
}

/** Works a definition out. One whose listen path cannot be a route is left out, as the gateway does. */
export function loadApi(definition: ClassicDefinition, oas: OasDocument | null): Loading {
  const { proxy, protocol, listen_port, api_id, name, org_id } = definition;
  if ((protocol === 'tcp' || protocol === 'tls') && listen_port === 0) {
    return { ok: false, problem: 'missing listening port' };
  }
  const listen = listenPath(proxy.listen_path);
  if (!listen.ok) return { ok: false, problem: listen.error };
  const target = parseUrl(proxy.target_url);
  const unrouted = whyUnrouted(definition, target);
  const versions = Object.entries(definition.version_data.versions ?? {});
  return {
    ok: true,
    api: {
      definition,
      unrouted,
      oas,
      jwtScheme: oas?.jwtScheme ?? null,
      listen: listen.path,
      prefixes: unrouted === null ? [plainPrefix(`/${api_id}/`), listen.path] : [],
      target: target.ok ? target.value : nowhere,
      expires: readExpiry(definition.expiration),
      versions: new Map(versions.map(([key, info]) => [key, new LoadedVersion(key, info)])),
      log: { api_id, api_name: name, org_id },
    },
  };
}

/** The version that is in force for an API that is not versioned, by the names that the gateway tries. */
export function soleVersion(api: LoadedApi): LoadedVersion | undefined {
  const { versions } = api;
  if (versions.size === 1) for (const version of versions.values()) return version;
  return versions.get('Default') ?? versions.get('default') ?? versions.get('');
}
