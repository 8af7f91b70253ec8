/** The gateway's admin API: which call goes where (behaviour 10). */
import { cleanPath, escapePath, parseQuery, parseTarget, pathUnescape } from '../../go/url';
import type { Gateway } from '../gateway';
import { movedResponse, notFoundResponse, serverResponse } from '../error-response';
import type { GatewayResponse, LogLine } from '../outcome';
import { refusal } from '../refusals';
import { settings } from '../settings';
import type { Catalogue } from './catalogue';
import { deleteApi, getApi, getOas, postApi, putApi } from './definitions';
import { exportOas, getVersions } from './export';
import { importOas, patchOas } from './import';
import { deleteKeyCall, getKey, postKey, putKey } from './keys';
import { deletePolicy, getPolicy, savePolicy } from './policies';
import type { AdminAnswer, AdminCall, AdminRequest } from './reply';
import { errorReply, jsonReply, okReply } from './reply';

type Handler = (request: AdminRequest) => GatewayResponse | null | 'reload';

/** What a path answers, by method. `*` stands for one segment, the name that the handler is given. The first that fits is taken. */
const routes: readonly (readonly [path: string, handlers: Readonly<Record<string, Handler>>])[] = [
  ['/reload/group', { GET: reload }],
  ['/reload', { GET: reload }],
  ['/apis', { GET: getApi, POST: (request) => postApi(request, 'classic') }],
  ['/apis/oas', { GET: getOas, POST: (request) => postApi(request, 'oas') }],
  [
    '/apis/*',
    {
      GET: getApi,
      POST: (request) => postApi(request, 'classic'),
      PUT: (request) => putApi(request, 'classic'),
      DELETE: deleteApi,
    },
  ],
  ['/apis/*/versions', { GET: getVersions }],
  ['/apis/oas/export', { GET: exportOas }],
  ['/apis/oas/import', { POST: importOas }],
  ['/apis/oas/*', { GET: getOas, PUT: (request) => putApi(request, 'oas'), PATCH: patchOas, DELETE: deleteApi }],
  ['/apis/oas/*/versions', { GET: getVersions }],
  ['/apis/oas/*/export', { GET: exportOas }],
  ['/policies', { GET: getPolicy, POST: savePolicy, PUT: savePolicy, DELETE: deletePolicy }],
  ['/policies/*', { GET: getPolicy, POST: savePolicy, PUT: savePolicy, DELETE: deletePolicy }],
  ['/cache/jwks/*', { DELETE: forgetKeySets }],
  ['/cache/jwks', { DELETE: forgetKeySets }],
  ['/cache/*', { DELETE: () => okReply('cache invalidated') }],
  ['/keys', { GET: getKey, POST: postKey, PUT: putKey, DELETE: deleteKeyCall }],
  ['/keys/*', { GET: getKey, POST: postKey, PUT: putKey, DELETE: deleteKeyCall }],
];

function reload({ log }: AdminRequest): 'reload' {
  log.push({ level: 'info', message: 'Group reload accepted.', prefix: 'api', status: 'ok' });
  log.push({ level: 'info', message: 'Reloaded URL Structure - Success', prefix: 'api' });
  return 'reload';
}

function forgetKeySets({ name, gateway }: AdminRequest): GatewayResponse {
  gateway.flushKeySets(name === '' ? undefined : name);
  return okReply('cache invalidated');
}

/** The name in a path that fits a route, empty when the route has none; `null`: it does not fit. */
function nameIn(route: string, path: string): string | null {
  const wanted = route.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  let name = '';
  for (const [index, segment] of wanted.entries()) {
    const text = given[index] ?? '';
    if (segment === '*' && text !== '') name = text;
    else if (segment !== text) return null;
  }
  return name;
}

const pageNotFound: GatewayResponse = {
  status: 404,
  headers: [
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['X-Content-Type-Options', 'nosniff'],
    ['Content-Length', '19'],
  ],
  body: '404 page not found\n',
};

/**
 * Answers a call of the admin API. What it saves stands in the catalogue and is in force after a reload;
 * key sets, sessions and the reading of an OAS document reach the gateway at once.
 */
export function answerAdmin(gateway: Gateway, catalogue: Catalogue, call: AdminCall): AdminAnswer {
  const answer = answerCall(gateway, catalogue, call);
  const { response } = answer;
  if (call.method !== 'HEAD' || response === null) return answer;
  return { ...answer, response: { ...response, body: '' } };
}

function answerCall(gateway: Gateway, catalogue: Catalogue, call: AdminCall): AdminAnswer {
  const log: LogLine[] = [];
  const done = (response: GatewayResponse | null, asked = false): AdminAnswer => ({ response, log, reload: asked });
  if (!parseTarget(call.path).ok) return done(serverResponse(refusal('request_malformed', '')));
  const [address = '', ...queries] = call.path.split('?');
  if (address === '/hello') return done(hello(gateway, call.method));
  const clean = cleanPath(decoded(address));
  if (clean !== decoded(address)) return done(movedResponse([escapePath(clean), ...queries].join('?'), call.method));
  if (!clean.startsWith('/tyk/')) return done(notFoundResponse(refusal('route_not_found'), call.method));

  if (call.secret !== settings.secret) {
    const message = 'Attempted administrative access with invalid or missing key!';
    log.push({ level: 'warning', message, prefix: 'main' });
    return done(errorReply(403, message));
  }
  const path = decoded(address.replace(/^\/tyk/, '')).replace(/(?<=.)\/$/, '');
  if (path === '/') return done(movedResponse('/', call.method));
  let known = false;
  for (const [route, handlers] of routes) {
    const name = nameIn(route, path);
    if (name === null) continue;
    known = true;
    const handler = Object.hasOwn(handlers, call.method) ? handlers[call.method] : undefined;
    if (handler === undefined) continue;
    const { method, body } = call;
    const answer = handler({ method, name, query: parseQuery(queries.join('?')), body, gateway, catalogue, log });
    return answer === 'reload' ? done(okReply(''), true) : done(answer);
  }
  return done(known ? errorReply(405, 'Method not supported') : pageNotFound);
}

function decoded(path: string): string {
  const unescaped = pathUnescape(path);
  return unescaped.ok ? unescaped.value : path;
}

function hello(gateway: Gateway, method: string): GatewayResponse {
  if (method !== 'GET') return errorReply(405, 'Method Not Allowed');
  const time = new Date(gateway.world.surroundings.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  const redis = `{"status":"pass","componentType":"datastore","time":"${time}"}`;
  const status = `{"status":"pass","version":"v${settings.version}","description":"Tyk GW","details":{"redis":${redis}}}`;
  return jsonReply(200, `${status}\n`);
}
