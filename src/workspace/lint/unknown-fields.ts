/**
 * Fields that the gateway does not know, where they look like one that it knows (behaviour 4.1, 10.3).
 */
import { authConfig } from '../../gateway/definition/classic/auth';
import { versionInfo } from '../../gateway/definition/classic/version';
import { apiDefinition } from '../../gateway/definition/classic';
import { blank, tykExtension } from '../../gateway/definition/oas/extension';
import { jwtScheme } from '../../gateway/definition/oas/schemes';
import { policySchema, readPolicy } from '../../gateway/definition/policy';
import { isObject, type JsonNode, type JsonObject, type JsonValue } from '../../go/json';
import type { JsonPath } from '../json-edit';
import { type ApiDocument, type PolicyDocument, type ReadDocument, valueAt } from './document';
import { nearest } from './edit-distance';
import type { Hit } from './finding';
import { objectAt, tyk } from './jwt-scheme';
import { fix, inScheme, set } from './place';

/** The names of a struct, with those of the structs in it; `null`: nothing is known of what is inside. */
interface Known {
  readonly [name: string]: Known | null;
}

function knownIn(zero: unknown): Known | null {
  if (typeof zero !== 'object' || zero === null || Array.isArray(zero)) return null;
  return Object.fromEntries(Object.entries(zero).map(([name, value]) => [name, knownIn(value)]));
}

const classic = knownIn(apiDefinition.zero()) ?? {};
const places = knownIn(authConfig.zero()) ?? {};
const version = knownIn(versionInfo.zero()) ?? {};
const scheme = knownIn(jwtScheme.zero()) ?? {};
const policyFields = knownIn(policySchema.zero()) ?? {};
const rights = ((): Known => {
  const read = readPolicy('{"access_rights": {"api": {}}}');
  return knownIn(read.ok ? read.value.access_rights?.['api'] : null) ?? {};
})();
const extension: Known = (() => {
  const known = knownIn(tykExtension.zero()) ?? {};
  const authentication = knownIn(blank.authentication());
  const middleware = { ...knownIn(blank.middleware()), global: knownIn(blank.global()) };
  return { ...known, server: { ...known['server'], authentication }, middleware };
})();

/** Fields of a classic definition that have another name in a JWT scheme. */
const namesInScheme: Readonly<Record<string, string>> = {
  enable_jwt: 'enabled',
  jwt_source: 'source',
  jwt_signing_method: 'signingMethod',
  jwt_jwks_uris: 'jwksURIs',
  jwt_identity_base_field: 'identityBaseField',
  jwt_policy_field_name: 'policyFieldName',
  jwt_client_base_field: 'clientBaseField',
  jwt_default_policies: 'defaultPolicies',
  jwt_skip_kid: 'skipKid',
  jwt_issued_at_validation_skew: 'issuedAtValidationSkew',
  jwt_expires_at_validation_skew: 'expiresAtValidationSkew',
  jwt_not_before_validation_skew: 'notBeforeValidationSkew',
  idp_client_id_mapping_disabled: 'idpClientIdMappingDisabled',
};

/** And the other way round; short names that may stand for anything are left out. */
const namesInClassic = new Map(
  Object.entries(namesInScheme)
    .filter(([, name]) => name !== 'enabled' && name !== 'source')
    .map(([field, name]) => [name, field]),
);

const deadFields = [
  'jwt_disable_issued_at_validation',
  'jwt_disable_expires_at_validation',
  'jwt_disable_not_before_validation',
];

export function* deadField(api: ApiDocument): Iterable<Hit> {
  if (api.oas !== null) return;
  for (const name of deadFields) {
    if (api.json[name] === undefined) continue;
    yield {
      path: [name],
      message: 'The gateway does not know this field: the time is checked all the same.',
      fixes: [fix('Take it away', set(api, [name], undefined))],
    };
  }
}

/** Whether a member is missing, or as empty as one that was never set. */
function saysNothing(value: JsonValue | undefined): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === '' || value === false || value === 0;
}

/** The unknown members of an object, and the known ones that they look like. */
function* lookalikes(
  document: ReadDocument,
  object: JsonObject,
  known: Known,
  path: JsonPath,
  aliases?: ReadonlyMap<string, string>,
): Iterable<Hit> {
  const names = Object.keys(known);
  const folded = new Set(names.map((name) => name.toLowerCase()));
  for (const [name, value] of Object.entries(object)) {
    const inside = Object.hasOwn(known, name) ? known[name] : undefined;
    if (inside !== undefined || folded.has(name.toLowerCase())) {
      if (isObject(value) && inside) yield* lookalikes(document, value, inside, [...path, name]);
      continue;
    }
    if (deadFields.includes(name) || name.toLowerCase() === 'use_jwt') continue;
    const meant = aliases?.get(name) ?? nearest(name, names);
    if (meant === undefined) continue;
    yield misspelt(document, [...path, name], value, meant, !saysNothing(object[meant]));
  }
}

function misspelt(document: ReadDocument, path: JsonPath, value: JsonValue, meant: string, isThere: boolean): Hit {
  const name = String(path.at(-1));
  const other = [...path.slice(0, -1), meant];
  return {
    path,
    message: `The gateway does not know ${name} and passes it over. It knows ${meant}.`,
    fixes: isThere
      ? [fix('Take it away', set(document, path, undefined))]
      : [fix(`Write ${meant}`, set(document, path, undefined), set(document, other, value))],
  };
}

export function* unknownInApi(api: ApiDocument): Iterable<Hit> {
  const { json, oas } = api;
  if (oas !== null) {
    yield* lookalikes(api, objectAt(json, [tyk]), extension, [tyk]);
    const settings = valueAt(json, inScheme(api));
    if (api.scheme !== null && isObject(settings))
      yield* lookalikes(api, settings, scheme, inScheme(api), new Map(Object.entries(namesInScheme)));
    return;
  }
  yield* lookalikes(api, json, classic, [], namesInClassic);
  yield* inEach(api, ['auth_configs'], places);
  yield* inEach(api, ['version_data', 'versions'], version);
}

export function* unknownInPolicy(policy: PolicyDocument): Iterable<Hit> {
  yield* lookalikes(policy, policy.json, policyFields, []);
  yield* inEach(policy, ['access_rights'], rights);
}

/** The members of every entry of a map. */
function* inEach(document: ReadDocument, path: JsonPath, known: Known): Iterable<Hit> {
  for (const [name, entry] of Object.entries(objectAt(document.json, path)))
    if (isObject(entry)) yield* lookalikes(document, entry, known, [...path, name]);
}

/** Names that an object has twice: the last one counts. */
export function* repeatedMember(document: ReadDocument): Iterable<Hit> {
  const open: { readonly node: JsonNode; readonly path: JsonPath }[] = [{ node: document.node, path: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, path } = next;
    if (node.kind === 'array')
      for (const [at, item] of node.items.entries()) open.push({ node: item, path: [...path, at] });
    if (node.kind !== 'object') continue;
    const seen = new Set<string>();
    for (const { name, value } of node.members) {
      const at = [...path, name];
      if (seen.has(name)) yield { path: at, message: `${name} stands here twice. The last one counts.` };
      seen.add(name);
      if (value.kind === 'object' || value.kind === 'array') open.push({ node: value, path: at });
    }
  }
}
