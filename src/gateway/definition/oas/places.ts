/**
 * Where the members of a classic definition stand in the OAS document that it was made from.
 */
import { lookup } from '../../../go/struct';
import type { ClassicDefinition } from '../classic';
import type { OasDocument } from './document';
import type { TransformHeaders } from './extension';
import { operationMembers, operationsWith } from './to-classic';

type Path = readonly string[];

const tyk = 'x-tyk-api-gateway';
const authentication: Path = [tyk, 'server', 'authentication'];

/** Members that stand in one place of the extension, whatever the document's schemes are called. */
const fixed: Readonly<Record<string, Path>> = {
  name: [tyk, 'info', 'name'],
  expiration: [tyk, 'info', 'expiration'],
  definition: [tyk, 'info', 'versioning'],
  'definition.versions': [tyk, 'info', 'versioning', 'versions'],
  'definition.key': [tyk, 'info', 'versioning', 'key'],
  'proxy.listen_path': [tyk, 'server', 'listenPath', 'value'],
  'proxy.target_url': [tyk, 'upstream', 'url'],
  global_rate_limit: [tyk, 'upstream', 'rateLimit'],
  use_keyless: [...authentication, 'enabled'],
  strip_auth_data: [...authentication, 'stripAuthorizationData'],
  base_identity_provided_by: [...authentication, 'baseIdentityProvider'],
  auth: authentication,
};

/** Members of the JWT scheme. */
const ofScheme: Readonly<Record<string, string>> = {
  enable_jwt: 'enabled',
  jwt_source: 'source',
  jwt_jwks_uris: 'jwksURIs',
  jwt_signing_method: 'signingMethod',
  jwt_identity_base_field: 'identityBaseField',
  jwt_skip_kid: 'skipKid',
  jwt_policy_field_name: 'policyFieldName',
  jwt_client_base_field: 'clientBaseField',
  jwt_default_policies: 'defaultPolicies',
  jwt_issued_at_validation_skew: 'issuedAtValidationSkew',
  jwt_not_before_validation_skew: 'notBeforeValidationSkew',
  jwt_expires_at_validation_skew: 'expiresAtValidationSkew',
  idp_client_id_mapping_disabled: 'idpClientIdMappingDisabled',
};

const sources: Readonly<Record<string, Path>> = {
  auth_header_name: ['header', 'name'],
  param_name: ['query', 'name'],
  cookie_name: ['cookie', 'name'],
};

/**
 * The path in the OAS document of a member of its classic definition, given as a path there. A path that leads into the
 * OAS document already comes back with `*` as the JWT scheme's name. What stands nowhere leads to the extension.
 */
export function placeInOas(document: OasDocument, definition: ClassicDefinition, path: Path): Path {
  const [first = '', ...rest] = path;
  const schemes = [...authentication, 'securitySchemes'];
  const scheme = [...schemes, lookup(definition.auth_configs, 'jwt')?.name ?? '*'];
  if (first === tyk)
    return path.slice(0, schemes.length + 1).at(-1) === '*' ? [...scheme, ...path.slice(schemes.length + 1)] : path;

  const member = ofScheme[first];
  if (member !== undefined) return [...scheme, member, ...rest];
  if (first === 'auth_configs') {
    const [kind = '', field = ''] = rest;
    return [...schemes, lookup(definition.auth_configs, kind)?.name ?? '*', ...(sources[field] ?? [])];
  }
  if (first === 'scopes') return [...scheme, 'scopes', ...inScopes(document, rest)];
  if (first === 'version_data') return inVersion(document, rest) ?? [tyk, 'info'];
  return fixed[path.slice(0, 2).join('.')] ?? fixed[first] ?? [tyk];
}

/** From `jwt.scope_to_policy.SCOPE` or `jwt.scope_claim_name`. */
function inScopes(document: OasDocument, [, member, scope]: Path): Path {
  if (member === 'scope_claim_name') return ['claimName'];
  if (member !== 'scope_to_policy') return [];
  const mapped = document.jwtScheme?.scopes?.scopeToPolicyMapping ?? [];
  const at = mapped.findLastIndex((one) => one.scope === scope);
  return at === -1 ? ['scopeToPolicyMapping'] : ['scopeToPolicyMapping', String(at)];
}

/** From `versions..MEMBER…`: an OAS API has one version, without a name. */
function inVersion(document: OasDocument, [, , member = '', ...rest]: Path): Path | null {
  const middleware = [tyk, 'middleware'];
  const global = document.extension?.middleware?.global ?? null;
  if (member === 'global_headers') {
    return [
      ...middleware,
      'global',
      'transformRequestHeaders',
      ...inHeaders(global?.transformRequestHeaders ?? null, rest),
    ];
  }
  if (member === 'global_response_headers') {
    return [
      ...middleware,
      'global',
      'transformResponseHeaders',
      ...inHeaders(global?.transformResponseHeaders ?? null, rest),
    ];
  }
  if (member !== 'extended_paths') return null;
  const [list = '', index = '', , ...name] = rest;
  if (!isPathList(list)) return null;
  const part = operationMembers[list];
  const id = operationsWith(document, part)[Number(index)];
  if (id === undefined) return null;
  const found = document.extension?.middleware?.operations?.[id]?.[part] ?? null;
  const header = found !== null && 'add' in found ? inHeaders(found, name) : [];
  return [...middleware, 'operations', id, part, ...header];
}

function isPathList(list: string): list is keyof typeof operationMembers {
  return Object.hasOwn(operationMembers, list);
}

function inHeaders(transform: TransformHeaders | null, [name]: Path): Path {
  const at = (transform?.add ?? []).findLastIndex((one) => one.name === name);
  return at === -1 ? [] : ['add', String(at)];
}
