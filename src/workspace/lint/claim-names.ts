/**
 * The names of claims that an API reads identity, policy and scopes from (behaviour 5.9, 5.10, 5.12).
 */
import type { JsonPath } from '../json-edit';
import { isCentral, judgesJwts } from './authentication';
import type { ApiDocument } from './document';
import type { Hit } from './finding';
import { quoted } from './key-source';
import { either, fix, inScheme, place, set } from './place';
import { scopeMapping } from './scope-mapping';

interface ClaimName {
  readonly of: 'identity' | 'policy' | 'client' | 'scope';
  readonly name: string;
  readonly path: JsonPath;
}

/** Every claim name that is in use, and where it stands. */
function* claimNames(api: ApiDocument): Iterable<ClaimName> {
  if (!judgesJwts(api)) return;
  const { definition, oas } = api;
  const scheme = oas?.jwtScheme ?? null;
  const inList = function* (of: ClaimName['of'], names: readonly string[], ...path: JsonPath): Iterable<ClaimName> {
    for (const [at, name] of names.entries()) yield { of, name, path: inScheme(api, ...path, at) };
  };
  const subjects = scheme?.subjectClaims ?? [];
  if (subjects.length > 0) yield* inList('identity', subjects, 'subjectClaims');
  else yield { of: 'identity', name: definition.jwt_identity_base_field, path: place(api, 'jwt_identity_base_field') };

  const policies = definition.jwt_policy_field_name === '' ? [] : (scheme?.basePolicyClaims ?? []);
  if (policies.length > 0) yield* inList('policy', policies, 'basePolicyClaims');
  else yield { of: 'policy', name: definition.jwt_policy_field_name, path: place(api, 'jwt_policy_field_name') };
  if (definition.jwt_policy_field_name === '')
    yield { of: 'client', name: definition.jwt_client_base_field, path: place(api, 'jwt_client_base_field') };

  const mapping = scopeMapping(api);
  if (mapping.size === 0) return;
  const claims = scheme?.scopes?.claims ?? [];
  if (claims.length > 0) yield* inList('scope', claims, 'scopes', 'claims');
  else yield { of: 'scope', name: mapping.claim, path: mapping.claimPath };
}

export function* claimUnreachable(api: ApiDocument): Iterable<Hit> {
  for (const { name, path } of claimNames(api)) {
    if (name === '') continue;
    const plain = name.trim().replace(/^\$\.?/, '');
    const reason =
      name !== name.trim()
        ? 'has a blank around it'
        : name.startsWith('$')
          ? 'is a JSONPath, and names are plain here, with dots between nested ones'
          : /\[\d*\]/.test(name)
            ? 'has brackets, and lists are not entered'
            : null;
    if (reason === null) continue;
    yield {
      path,
      message: `${quoted(name)} ${reason}: the claim is never found.`,
      fixes: plain !== name && plain !== '' ? [fix(`Write ${plain}`, set(api, path, plain))] : [],
    };
  }
}

export function* scopeClaimDotted(api: ApiDocument): Iterable<Hit> {
  for (const { of, name, path } of claimNames(api)) {
    if (of !== 'scope' || !name.includes('.')) continue;
    if (api.oas !== null) {
      yield {
        path,
        message: `A name with a dot never works in an OAS API: ${quoted(name)} is not found, and “scope” is read instead.`,
      };
    } else if (name.includes('://')) {
      yield {
        path,
        message: `Dots lead to nested claims here, so a claim that is itself called ${quoted(name)} is not found.`,
      };
    }
  }
}

const usuallyLists = /(^|\.)(roles|groups|policies|scopes|scp|permissions|authorities|aud)$/i;

export function* policyClaimIsList(api: ApiDocument): Iterable<Hit> {
  if (!isCentral(api)) return;
  for (const { of, name, path } of claimNames(api)) {
    if (of !== 'policy' || !usuallyLists.test(name)) continue;
    yield {
      path,
      message: `The policy claim must be one text. If ${quoted(name)} is a list, the gateway finds no policy in it.`,
    };
  }
}

export function* subjectsBesideField(api: ApiDocument): Iterable<Hit> {
  const scheme = api.oas?.jwtScheme ?? null;
  const listed = scheme?.subjectClaims ?? [];
  if (scheme === null || !judgesJwts(api) || listed.length === 0) return;
  yield* besideList(api, scheme.identityBaseField, listed, 'identityBaseField', 'subjectClaims');
}

export function* basePoliciesBesideField(api: ApiDocument): Iterable<Hit> {
  const scheme = api.oas?.jwtScheme ?? null;
  const listed = scheme?.basePolicyClaims ?? [];
  if (scheme === null || !judgesJwts(api) || listed.length === 0) return;
  yield* besideList(api, scheme.policyFieldName, listed, 'policyFieldName', 'basePolicyClaims');
}

export function* scopeClaimsBesideName(api: ApiDocument): Iterable<Hit> {
  const scopes = api.oas?.jwtScheme?.scopes ?? null;
  const listed = scopes?.claims ?? [];
  if (scopes === null || !judgesJwts(api) || listed.length === 0) return;
  yield* besideList(api, scopes.claimName, listed, 'claimName', 'claims', ['scopes']);
}

/** A single name beside a list that does not have it: the list counts, until somebody reads the API through the admin API. */
function* besideList(
  api: ApiDocument,
  name: string,
  listed: readonly string[],
  member: string,
  list: string,
  parent: JsonPath = [],
): Iterable<Hit> {
  if (name === '' || listed[0] === name) return;
  const path = inScheme(api, ...parent, member);
  const listPath = inScheme(api, ...parent, list);
  const first = [name, ...listed.filter((one) => one !== name)];
  yield {
    path,
    message: `${list} counts, not ${member}. But a GET of the API through the admin API puts ${quoted(name)} first, until the definition changes.`,
    fixes: [
      fix(`Put ${name} first in ${list}`, set(api, listPath, first)),
      ...(member === 'policyFieldName' ? [] : [fix(`Take ${member} away`, set(api, path, undefined))]),
    ],
  };
}

export function* basePoliciesUnread(api: ApiDocument): Iterable<Hit> {
  const scheme = api.oas?.jwtScheme ?? null;
  const [first] = scheme?.basePolicyClaims ?? [];
  if (first === undefined || scheme?.policyFieldName !== '' || !judgesJwts(api)) return;
  const path = inScheme(api, 'policyFieldName');
  yield {
    path: inScheme(api, 'basePolicyClaims'),
    message: 'basePolicyClaims is not read while policyFieldName is empty: the token’s policy is not seen.',
    fixes: [fix(`Write policyFieldName ${first}`, set(api, path, first))],
  };
}

export function* clientFieldUnread(api: ApiDocument): Iterable<Hit> {
  const { jwt_policy_field_name: policy, jwt_client_base_field: client } = api.definition;
  if (!judgesJwts(api) || policy === '' || client === '') return;
  const path = place(api, 'jwt_client_base_field');
  const names =
    api.oas === null ? ['jwt_client_base_field', 'jwt_policy_field_name'] : ['clientBaseField', 'policyFieldName'];
  yield {
    path,
    message: `${names[0] ?? ''} is not read, because ${names[1] ?? ''} is set.`,
    fixes: [
      fix('Take it away', set(api, path, undefined)),
      fix('Read it instead of the policy claim', set(api, place(api, 'jwt_policy_field_name'), undefined)),
    ],
  };
}

export function* skipKidUnread(api: ApiDocument): Iterable<Hit> {
  const subjects = api.oas?.jwtScheme?.allowedSubjects ?? [];
  if (!judgesJwts(api) || !api.definition.jwt_skip_kid || !isCentral(api) || subjects.length > 0) return;
  const path = either(api, ['jwt_skip_kid'], ['skipKid']);
  yield {
    path,
    message: 'This has no effect here: the kid is never the identity while the API has a key source of its own.',
    fixes: [fix('Take it away', set(api, path, undefined))],
  };
}
