/**
 * The text of APIs and policies that begin: the least that the gateway serves.
 */
import type { JsonValue } from '../go/json';
import { memberAt } from './json-edit';
import { put, textAt } from './fields/member';
import { titleOf } from './document-title';
import type { Document, DocumentKind, Workspace } from './workspace';

const extension = 'x-tyk-api-gateway';
const firstOrganization = 'default';

/** The id that a name suggests: small letters, digits and hyphens; followed by a number where others have it. */
export function idFromName(name: string, taken: readonly string[]): string {
  const slug = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const base = slug === '' ? 'new' : slug;
  let id = base;
  for (let number = 2; taken.includes(id); number++) id = `${base}-${number}`;
  return id;
}

/** The ids that documents of a kind have. */
export function idsOf(workspace: Workspace, kind: DocumentKind): readonly string[] {
  return workspace[kind].map((document) => titleOf(kind, document).id);
}

/** The organization that the workspace's APIs are in: that of the first one; `default` while there is none. */
export function organizationOf({ apis, policies }: Workspace): string {
  const [api] = apis;
  const [policy] = policies;
  const ofApi =
    api === undefined ? '' : textAt(api.draft, [extension, 'info', 'orgId']) || textAt(api.draft, ['org_id']);
  const ofPolicy = policy === undefined ? '' : textAt(policy.draft, ['org_id']);
  return ofApi || ofPolicy || firstOrganization;
}

/** What a new API is given. */
export interface NewApi {
  readonly id: string;
  readonly organization: string;
  readonly name: string;
  readonly upstream: string;
}

const written = (value: JsonValue): string => JSON.stringify(value, null, 2);

/** A classic definition: open to everyone, not versioned, under a listen path made from its id. */
export function newClassicApi({ id, organization, name, upstream }: NewApi): string {
  return written({
    name,
    api_id: id,
    org_id: organization,
    slug: id,
    active: true,
    use_keyless: true,
    proxy: { listen_path: `/${id}/`, target_url: upstream, strip_listen_path: true },
    version_data: { not_versioned: true, versions: { Default: { name: 'Default', use_extended_paths: true } } },
  });
}

/** A Tyk OAS document: open to everyone, under a listen path made from its id. */
export function newOasApi({ id, organization, name, upstream }: NewApi): string {
  return written({
    openapi: '3.0.3',
    info: { title: name, version: '1.0.0' },
    paths: {},
    components: {},
    [extension]: {
      info: { id, orgId: organization, name, state: { active: true } },
      upstream: { url: upstream },
      server: { listenPath: { value: `/${id}/`, strip: true }, authentication: { enabled: false } },
    },
  });
}

/** A policy: a thousand requests a minute, no quota, and no API yet. */
export function newPolicy(id: string, name: string, organization: string): string {
  return written({
    id,
    name,
    org_id: organization,
    active: true,
    rate: 1000,
    per: 60,
    quota_max: -1,
    quota_renewal_rate: 3600,
    access_rights: {},
  });
}

/** A copy of a document's text under an id of its own; an API's copy has its own listen path too. */
export function copyOf(workspace: Workspace, kind: DocumentKind, document: Document): string {
  const titles = workspace[kind].map((other) => titleOf(kind, other).title);
  const name = nameOfCopy(titleOf(kind, document).title, titles);
  const id = idFromName(name, idsOf(workspace, kind));
  const { draft } = document;
  if (kind === 'policies') return put(put(draft, ['id'], id), ['name'], name);
  const isOas = memberAt(draft, [extension]) !== undefined;
  const ofId = isOas ? [extension, 'info', 'id'] : ['api_id'];
  const ofName = isOas ? [extension, 'info', 'name'] : ['name'];
  const ofPath = isOas ? [extension, 'server', 'listenPath', 'value'] : ['proxy', 'listen_path'];
  return put(put(put(draft, ofId, id), ofName, name), ofPath, `/${id}/`);
}

/** `Orders (copy)`, and `Orders (copy 2)` where there is one; a copy of a copy is counted on. */
function nameOfCopy(title: string, taken: readonly string[]): string {
  const original = title.replace(/ \(copy(?: \d+)?\)$/, '');
  let name = `${original} (copy)`;
  for (let number = 2; taken.includes(name); number++) name = `${original} (copy ${number})`;
  return name;
}
