/** OAS documents as files, and the list of an API's versions (behaviour 10.3). */
import { marshal, sortTexts } from '../../go/json';
import { lookup } from '../../go/struct';
import type { ClassicDefinition } from '../definition/classic';
import type { OasDocument } from '../definition/oas';
import { writeOas } from '../definition/oas';
import type { GatewayResponse } from '../outcome';
import { findDocument, notFound, readDocuments } from './definitions';
import { indented } from './indented';
import type { AdminRequest } from './reply';
import { errorReply, jsonReply } from './reply';

/** GET `/tyk/apis/oas/<id>/export`, or of all; `mode=public` leaves the Tyk extension out. */
export function exportOas(request: AdminRequest): GatewayResponse {
  const { name, query } = request;
  const isPublic = query.get('mode')?.[0] === 'public';
  const write = (document: OasDocument): string => writeOas(isPublic ? { ...document, extension: null } : document);
  const file = isPublic ? 'oas' : 'TykOasApiDef';
  if (name === '') return fileReply(`[${readDocuments(request).map(write).join()}]`, `${file}.json`);
  const found = findDocument(request);
  if ('status' in found) return errorReply(found.status, found.message);
  return fileReply(write(found), `${file}-${name}.json`);
}

function fileReply(text: string, name: string): GatewayResponse {
  const { headers, ...rest } = jsonReply(200, indented(text));
  const others = headers.filter(([header]) => header !== 'Content-Type');
  const type = ['Content-Type', 'application/octet-stream'] as const;
  return { ...rest, headers: [type, ['Content-Disposition', `attachment;filename="${name}"`], ...others] };
}

/** GET `/tyk/apis/<id>/versions`: the API itself first, then its versions by name, as far as the query wants them. */
export function getVersions({ name, query, gateway }: AdminRequest): GatewayResponse {
  const base = gateway.api(name)?.definition;
  if (base === undefined) return errorReply(404, notFound);
  const { versions, default: standard, name: own } = base.definition;
  const usual = standard === 'self' ? own : standard;
  const search = (query.get('searchText')?.[0] ?? '').toLowerCase();
  const access = query.get('accessType')?.[0];

  const listed: string[] = [];
  const list = (api: ClassicDefinition, id: string, version: string): void => {
    if ((access === 'internal' && !api.internal) || (access === 'external' && api.internal)) return;
    if (!version.toLowerCase().includes(search)) return;
    const members = [
      ['id', marshal(id)],
      ['name', marshal(api.name)],
      ['versionName', marshal(version)],
      ['internal', String(api.internal)],
      ['expirationDate', marshal(api.expiration)],
      ['isDefaultVersion', String(version === usual)],
    ] as const;
    listed.push(`{${members.map(([member, value]) => `"${member}":${value}`).join()}}`);
  };
  list(base, base.api_id, own);
  for (const version of sortTexts(Object.keys(versions ?? {}))) {
    const id = lookup(versions, version) ?? '';
    const api = gateway.api(id)?.definition;
    if (api !== undefined) list(api, id, version);
  }
  return jsonReply(200, `{"status":"success","apis":${listed.length > 0 ? `[${listed.join()}]` : 'null'}}\n`);
}
