/**
 * Whether requests reach an API at all, and its upstream (behaviour 2, 7.7, 10.1).
 */
import { listenPath } from '../../gateway/path-patterns';
import { parseUrl } from '../../go/whole-url';
import { type ApiDocument, loadingOf, valueAt } from './document';
import type { Hit } from './finding';
import { quoted } from './key-source';
import { fix, place, set } from './place';

/** A path made of an id or a name. */
function pathOf({ definition }: ApiDocument): string {
  const id = definition.api_id === '' ? definition.name : definition.api_id;
  const slug = id
    .toLowerCase()
    .replace(/[^a-z0-9._~-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `/${slug === '' ? 'api' : slug}/`;
}

function write(api: ApiDocument, path: string) {
  return fix(`Write ${path}`, set(api, place(api, 'proxy', 'listen_path'), path));
}

export function* listenPathEmpty(api: ApiDocument): Iterable<Hit> {
  if (api.definition.proxy.listen_path !== '') return;
  yield {
    path: place(api, 'proxy', 'listen_path'),
    message: 'The listen path is empty, so the API is not loaded and no request reaches it (404).',
    fixes: [write(api, pathOf(api))],
  };
}

export function* listenPathBlank(api: ApiDocument): Iterable<Hit> {
  const path = api.definition.proxy.listen_path;
  if (!path.includes(' ')) return;
  const trimmed = path.trim().replace(/ +/g, '-');
  yield {
    path: place(api, 'proxy', 'listen_path'),
    message: 'The listen path has a blank in it, so the API is not loaded and no request reaches it (404).',
    fixes: trimmed === '' ? [write(api, pathOf(api))] : [write(api, trimmed)],
  };
}

export function* listenPathNoRoute(api: ApiDocument): Iterable<Hit> {
  const path = api.definition.proxy.listen_path;
  const read = listenPath(path);
  if (read.ok || path.includes(' ')) return;
  yield {
    path: place(api, 'proxy', 'listen_path'),
    message: path.startsWith('/')
      ? `The listen path cannot be a route (${read.error}), so no request reaches the API (404).`
      : 'The listen path does not start with a slash, so no request reaches the API (404).',
    fixes: path.startsWith('/') ? [] : [write(api, `/${path}`)],
  };
}

export function* listenPathOpenEnd(api: ApiDocument): Iterable<Hit> {
  const path = api.definition.proxy.listen_path;
  if (!listenPath(path).ok || path === '' || path.endsWith('/') || /[{} ]/.test(path)) return;
  yield {
    path: place(api, 'proxy', 'listen_path'),
    message: `${path} and ${path}/… come here. A gateway without strict routes also sends ${path}x here.`,
    fixes: [write(api, `${path}/`)],
  };
}

export function* notRouted(api: ApiDocument): Iterable<Hit> {
  const { definition } = api;
  const { listen_path: path } = definition.proxy;
  if (path === '' || path.includes(' ') || !listenPath(path).ok || !parseUrl(definition.proxy.target_url).ok) return;
  const loading = loadingOf(api);
  const reason = loading.ok ? loading.api.unrouted : loading.problem;
  if (reason === null) return;
  const { internal, protocol } = definition;
  const member = definition.listen_port !== 0 ? 'listen_port' : internal ? 'internal' : 'protocol';
  const at = place(api, member);
  const value = member === 'listen_port' ? 0 : member === 'internal' ? false : undefined;
  yield {
    path: at,
    message: `No request reaches the API (404): ${reason.charAt(0).toLowerCase()}${reason.slice(1)}.`,
    fixes: [
      fix('Serve it with the others', set(api, at, member === 'protocol' && protocol === '' ? undefined : value)),
    ],
  };
}

export function* inactiveIsServed(api: ApiDocument): Iterable<Hit> {
  const path = place(api, 'active');
  if (valueAt(api.json, path) !== false) return;
  yield {
    path,
    message: 'The gateway does not look at this: the API is served all the same.',
    fixes: [fix('Say what is so (active)', set(api, path, true))],
  };
}

export function* noApiId(api: ApiDocument): Iterable<Hit> {
  if (api.definition.api_id !== '' || api.definition.proxy.listen_path === '') return;
  const path = place(api, 'api_id');
  const id = pathOf(api).slice(1, -1);
  yield {
    path,
    message: 'The API has no id, so policies cannot name it. Saved through the admin API it gets a random one.',
    fixes: [fix(`Name it ${id}`, set(api, path, id))],
  };
}

export function* targetUnfit(api: ApiDocument): Iterable<Hit> {
  const { target_url: url } = api.definition.proxy;
  const read = parseUrl(url);
  const path = place(api, 'proxy', 'target_url');
  if (!read.ok) {
    const trimmed = url.trim();
    yield {
      path,
      message: `${quoted(url)} is no URL to the gateway (${read.error}), so the API is not loaded and no request reaches it (404).`,
      fixes: parseUrl(trimmed).ok ? [fix(`Write ${trimmed}`, set(api, path, trimmed))] : [],
    };
    return;
  }
  const { scheme, host } = read.value;
  if (['http', 'https', 'ws', 'wss'].includes(scheme) && host !== '') return;
  const bare = /^[\w-]+(\.[\w-]+)+(:\d+)?(\/.*)?$|^localhost(:\d+)?(\/.*)?$/.test(url);
  yield {
    path,
    message: `${url === '' ? 'There is no upstream URL' : `${quoted(url)} is no http or https URL with a host`}: every request that passes ends in 500.`,
    fixes: bare ? [fix(`Write http://${url}`, set(api, path, `http://${url}`))] : [],
  };
}

export function* trafficLogsOff(api: ApiDocument): Iterable<Hit> {
  if (api.oas === null || !api.definition.do_not_track) return;
  const logs = ['x-tyk-api-gateway', 'middleware', 'global', 'trafficLogs'];
  yield {
    path: logs,
    message: 'trafficLogs is not enabled, so refused requests write no line to the access log; answered ones do.',
    fixes: [fix('Turn traffic logs on', set(api, [...logs, 'enabled'], true))],
  };
}

export function* apiRateWithoutPeriod(api: ApiDocument): Iterable<Hit> {
  const { rate, per, disabled } = api.definition.global_rate_limit;
  if (disabled || rate <= 0 || per >= 1) return;
  const path = [...place(api, 'global_rate_limit'), 'per'];
  yield {
    path,
    message: 'A period under a second is none: the rate of the API limits nothing.',
    fixes: [fix('Count per minute', set(api, path, api.oas === null ? 60 : '1m'))],
  };
}

export function* limitsOff(api: ApiDocument): Iterable<Hit> {
  const off = [
    ['disable_rate_limit', 'Rate limits are off for this API, those of policies and its own.'],
    ['disable_quota', 'Quotas are off for this API, whatever the policies say.'],
  ] as const;
  for (const [field, message] of off) {
    const path = place(api, field);
    if (api.definition[field]) yield { path, message };
  }
}
