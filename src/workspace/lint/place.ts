/**
 * Where the members of a definition stand in the document that a person edits, and edits of them.
 */
import { placeInOas } from '../../gateway/definition/oas';
import type { JsonValue } from '../../go/json';
import type { JsonPath } from '../json-edit';
import { type ApiDocument, type PolicyDocument, type ReadDocument, spelled } from './document';
import type { Edit, Fix } from './finding';
import { authentication, tyk } from './jwt-scheme';

const global: JsonPath = [tyk, 'middleware', 'global'];

/** Members of a classic definition that no step of the gateway points at. */
const beyondSteps: Readonly<Record<string, JsonPath>> = {
  api_id: [tyk, 'info', 'id'],
  org_id: [tyk, 'info', 'orgId'],
  active: [tyk, 'info', 'state', 'active'],
  internal: [tyk, 'info', 'state', 'internal'],
  listen_port: [tyk, 'server', 'port'],
  protocol: [tyk, 'server', 'protocol'],
  enable_context_vars: [...global, 'contextVariables', 'enabled'],
  disable_rate_limit: [...global, 'skipRateLimit'],
  disable_quota: [...global, 'skipQuota'],
  session_lifetime: [...authentication, 'customKeyLifetime', 'value'],
  session_lifetime_respects_key_expiration: [...authentication, 'customKeyLifetime', 'respectValidity'],
};

/** The path in the API's document of a member of its classic definition, given as a path there. */
export function place(api: ApiDocument, ...path: JsonPath): JsonPath {
  const { definition, oas, scheme, json } = api;
  if (oas === null) return spelled(json, path);
  const [first = ''] = path;
  const beyond = beyondSteps[first];
  if (beyond !== undefined) return spelled(json, beyond);
  const found = placeInOas(oas, definition, path.map(String));
  return spelled(
    json,
    found.map((name) => (name === '*' ? (scheme?.name ?? name) : name)),
  );
}

/** The path of a member of the JWT scheme of an OAS document. */
export function inScheme(api: ApiDocument, ...path: JsonPath): JsonPath {
  return spelled(api.json, [...(api.scheme?.path ?? [...authentication, 'securitySchemes']), ...path]);
}

/** The path of a member that is called one thing in a classic definition and another in a JWT scheme. */
export function either(api: ApiDocument, classic: JsonPath, scheme: JsonPath): JsonPath {
  return api.oas === null ? spelled(api.json, classic) : inScheme(api, ...scheme);
}

/** The path of a member of a policy. */
export function inPolicy(policy: PolicyDocument, ...path: JsonPath): JsonPath {
  return spelled(policy.json, path);
}

/** Sets a member of a document; `undefined` takes it away. */
export function set(document: ReadDocument, path: JsonPath, value: JsonValue | undefined): Edit {
  return { kind: document.kind, documentId: document.documentId, path, value };
}

/** A change that is offered. */
export function fix(title: string, ...edits: readonly Edit[]): Fix {
  return { title, edits };
}
