/** The admin API's calls for keys (behaviour 10.5). */
import { bytesToHex } from '@noble/hashes/utils.js';
import { decode } from '../../go/struct';
import type { SessionState } from '../definition/session';
import { sessionState, writeSession } from '../definition/session';
import type { KeyChange } from '../key-admin';
import { addKey, changeKey, removeKey } from '../key-admin';
import type { GatewayResponse } from '../outcome';
import { keyHash, keyId } from '../session-id';
import { type FoundSession, findHashed, findStored, showSession } from '../session-store';
import { settings } from '../settings';
import type { AdminRequest } from './reply';
import { doneReply, errorReply, jsonReply } from './reply';

/** A key's id in the log: its last four letters. */
function obfuscate(id: string): string {
  return id.length > 4 ? `****${id.slice(-4)}` : '--';
}

function readKey({ body, log }: AdminRequest): SessionState | null {
  const read = decode(sessionState, body);
  if (read.ok) return read.value;
  log.push({ level: 'error', message: `Couldn't decode new session object: ${read.error}` });
  return null;
}

/** A key, and the name that answers give it: its id, or the hash that it was asked for by. */
interface Found {
  readonly key: FoundSession;
  readonly shownAs: string;
}

/**
 * The key that a call names, in an organisation. With `hashed` the name is the hash of the key's id, whatever the
 * organisation; with `username=true` it is what the key was called before the organisation in `org_id` gave it an id.
 */
function find({ name, query, gateway }: AdminRequest, orgId: string): Found | null {
  if (isHashed(query)) {
    const key = findHashed(gateway.world, name);
    return key === undefined ? null : { key, shownAs: name };
  }
  const called = query.get('username')?.[0] === 'true' ? [keyId(query.get('org_id')?.[0] ?? '', name), name] : [name];
  for (const each of called) {
    const key = findStored(gateway.world, orgId, each);
    if (key !== undefined) return { key, shownAs: key.id };
  }
  return null;
}

function isHashed(query: AdminRequest['query']): boolean {
  return (query.get('hashed')?.[0] ?? '') !== '';
}

function keepsCounters({ query }: AdminRequest): boolean {
  return query.get('suppress_reset')?.[0] === '1';
}

/** POST: a new key; an old one of that name is overwritten. Without a name it gets a random one. */
export function postKey(request: AdminRequest): GatewayResponse {
  const { name, gateway } = request;
  const posted = readKey(request);
  if (posted === null) return errorReply(400, 'Request malformed');
  const length = new TextEncoder().encode(name).length;
  const least = settings.minKeyLength;
  if (name !== '' && length < least) {
    return errorReply(
      400,
      `custom key ID length ${length} is less than min_token_length (${least}); the key would be unreachable at auth time. ` +
        'Use an ID of at least min_token_length characters, or lower min_token_length in the gateway configuration.',
    );
  }
  const { world } = gateway;
  const given = name === '' ? bytesToHex(world.surroundings.random(16)) : name;
  return finish(request, posted, addKey(world, gateway, given, posted, keepsCounters(request)), 'added');
}

/** PUT: of a key that is there. */
export function putKey(request: AdminRequest): GatewayResponse {
  const { gateway, log } = request;
  const posted = readKey(request);
  if (posted === null) return errorReply(400, 'Request malformed');
  const found = find(request, posted.org_id);
  if (found === null) {
    log.push({ level: 'error', message: 'Could not find key when updating' });
    return errorReply(404, 'Key is not found');
  }
  const { id, session } = found.key;
  const change = changeKey(gateway.world, gateway, id, posted, session, keepsCounters(request));
  return finish(request, posted, change.ok ? { ok: true, id: found.shownAs } : change, 'modified');
}

function finish(
  { gateway, log }: AdminRequest,
  posted: SessionState,
  change: KeyChange,
  action: 'added' | 'modified',
): GatewayResponse {
  const key = change.ok ? change.id : '';
  const fields = {
    prefix: 'api',
    key: obfuscate(key),
    org_id: posted.org_id,
    expires: posted.expires,
    user_id: 'system',
    user_ip: '--',
    path: '--',
    server_name: 'system',
  };
  if (!change.ok) {
    const message = 'Master keys disallowed in configuration, key not added.';
    if (change.problem === 'no access rights') log.push({ level: 'error', message, api_id: '--', ...fields });
    return errorReply(500, 'Failed to create key, ensure security settings are correct.');
  }
  for (const api_id of Object.keys(posted.access_rights ?? {})) {
    if (gateway.api(api_id) !== undefined) continue;
    log.push({ level: 'warning', message: "Can't find active API, storing anyway", ...fields, api_id });
  }
  log.push({ level: 'info', message: 'Key added or updated.', api_id: '--', ...fields });
  return action === 'added' ? doneReply(key, action, keyHash(key)) : doneReply(key, action);
}

/** The organisation that a key is looked for in: that of the API named in the query, or the one named there itself. */
function organisation({ query, gateway }: AdminRequest): string {
  const api = gateway.api(query.get('api_id')?.[0] ?? '');
  return api?.definition.org_id ?? query.get('org_id')?.[0] ?? '';
}

/** GET: the session as it would be used next. */
export function getKey(request: AdminRequest): GatewayResponse {
  const { name, gateway, log } = request;
  if (name === '') {
    return errorReply(404, 'Hashed key listing is disabled in config (enable_hashed_keys_listing)');
  }
  const found = find(request, organisation(request));
  if (found === null) return errorReply(404, 'Key not found');
  log.push({ level: 'info', message: 'Retrieved key detail.', prefix: 'api', key: obfuscate(name), status: 'ok' });
  return jsonReply(200, `${writeSession(showSession(gateway.world, found.key))}\n`);
}

/** DELETE: the key, and what its quota has counted. */
export function deleteKeyCall(request: AdminRequest): GatewayResponse {
  const { name, query, gateway, log } = request;
  const hashed = isHashed(query);
  const found = find(request, query.get('org_id')?.[0] ?? '');
  const missing = 'There is no such key found';
  const key = obfuscate(found?.shownAs ?? name);
  const everywhere = query.get('api_id')?.[0] === '-1';
  if (found === null) {
    if (hashed) log.push({ level: 'error', message: `{error ${missing}}`, prefix: 'api', key, status: 'fail' });
  } else {
    const reset = !hashed || !everywhere;
    removeKey(gateway.world, found.key, reset);
    if (reset) log.push({ level: 'info', message: 'Reset quota for key.', prefix: 'auth-mgr', key });
  }
  if (hashed || found !== null) {
    const message = hashed
      ? 'Deleted hashed key across all APIs.'
      : everywhere
        ? 'Deleted key across all APIs.'
        : 'Deleted key.';
    log.push({ level: 'info', message, prefix: 'api', key, status: 'ok' });
  }
  if (found === null) return errorReply(404, missing);
  return everywhere ? jsonReply(200, 'null\n') : doneReply(found.shownAs, 'deleted');
}
