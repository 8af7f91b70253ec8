/**
 * What a Tyk OAS document cannot say of a classic definition, or what the gateway does differently for it.
 */
import { writeClassic, type ClassicDefinition } from '../../gateway/definition/classic';
import { lookup } from '../../go/struct';
import type { JsonPath } from '../json-edit';
import { counterparts } from './counterparts';
import { isBlank, missingIn, nodeOf } from './json-node';
import { differs, type Loss, named, unnoticed } from './loss';
import { lossesOfVersions } from './losses-of-versions';
import { scopesAreSaid } from './to-oas';

/** The losses. `made`: the classic definition that the gateway makes of the document. */
export function lossesToOas(classic: ClassicDefinition, made: ClassicDefinition): readonly Loss[] {
  return [
    ...lossesOfKeys(classic),
    ...lossesOfClaims(classic),
    ...lossesOfPlaces(classic, made),
    ...lossesOfVersions(classic, made),
    ...otherLosses(classic, made),
  ];
}

function lossesOfKeys(classic: ClassicDefinition): readonly Loss[] {
  if (!classic.enable_jwt || (classic.jwt_jwks_uris ?? []).length === 0) return [];
  const before = classic.jwt_source === '' ? 'no source of keys' : 'jwt_source';
  const message = `A classic API ignores jwt_jwks_uris and has ${before}; as a Tyk OAS API it takes its keys from these URLs.`;
  return [differs(['jwt_jwks_uris'], message)];
}

function lossesOfClaims(classic: ClassicDefinition): readonly Loss[] {
  const losses: Loss[] = [];
  if (!classic.enable_jwt || classic.use_keyless) return losses;
  const field = classic.jwt_identity_base_field;
  if (field !== 'sub' && (classic.jwt_source !== '' || (classic.jwt_jwks_uris ?? []).length > 0)) {
    const without = field === '' ? '' : ` and has no ${field}`;
    const message = `A token whose sub is empty${without} is refused with other words.`;
    losses.push(differs(['jwt_identity_base_field'], message));
  }
  const said = scopesAreSaid(classic);
  const { jwt } = classic.scopes;
  const claim = said ? jwt.scope_claim_name : classic.jwt_scope_claim_name;
  const mapping = said ? jwt.scope_to_policy : classic.jwt_scope_to_policy_mapping;
  if (Object.keys(mapping ?? {}).length === 0 || claim === '' || claim === 'scope') return losses;
  const path = said ? ['scopes', 'jwt', 'scope_claim_name'] : ['jwt_scope_claim_name'];
  const message = claim.includes('.')
    ? `A Tyk OAS API does not look for scopes inside other claims: only a claim whose whole name is ${claim} is found, else scope is read.`
    : `A token without the claim ${claim} is looked at for scope instead.`;
  losses.push(differs(path, message));
  return losses;
}

type AuthConfig = ClassicDefinition['auth'];

/** Where tokens are looked for. */
function lossesOfPlaces(classic: ClassicDefinition, made: ClassicDefinition): readonly Loss[] {
  const losses: Loss[] = [];
  const configs = classic.auth_configs ?? {};
  const inUse = { jwt: classic.enable_jwt, authToken: classic.use_standard_auth };
  for (const [kind, config] of Object.entries(configs)) {
    const kept = lookup(made.auth_configs, kind);
    const path = ['auth_configs', kind];
    if (kept !== undefined) {
      for (const each of configDifferences(config, kept))
        losses.push(unnoticed([...path, ...each], `${named([...path, ...each])} has no effect here and is left out.`));
      continue;
    }
    if (saysNothing(config)) continue;
    const message = `${named(path)} belongs to a way of authentication that is not switched on, or not converted here.`;
    losses.push(
      classic.strip_auth_data
        ? differs(path, `${message} Its header is no longer stripped.`)
        : unnoticed(path, message),
    );
  }
  const old = [
    inUse.jwt && lookup(configs, 'jwt') === undefined,
    inUse.authToken && lookup(configs, 'authToken') === undefined,
  ];
  if (!old.includes(true) && !isRepeated(classic) && !saysNothing(classic.auth))
    losses.push(unnoticed(['auth'], 'auth counts only while auth_configs has no entry for JWT, and is left out.'));
  if (!classic.use_keyless && !classic.enable_jwt && !classic.use_standard_auth) losses.push(...lossOfAuthKey(classic));
  return losses;
}

function isRepeated({ auth, auth_configs }: ClassicDefinition): boolean {
  return Object.values(auth_configs ?? {}).some((config) => configDifferences(auth, config).length === 0);
}

function configDifferences(config: AuthConfig, kept: AuthConfig): readonly JsonPath[] {
  return missingIn(nodeOf(JSON.stringify(config)), nodeOf(JSON.stringify(kept)), (path) => path[0] === 'name');
}

function saysNothing(config: AuthConfig): boolean {
  const { auth_header_name, ...others } = config;
  const rest = { ...others, name: '' };
  return (auth_header_name === '' || auth_header_name === 'Authorization') && isBlank(nodeOf(JSON.stringify(rest)));
}

/** With nothing switched on the gateway asks for an auth token, where `auth` says (behaviour 1). */
function lossOfAuthKey({ auth, auth_configs }: ClassicDefinition): readonly Loss[] {
  const own = lookup(auth_configs, 'authToken');
  if (saysNothing(own ?? auth)) return [];
  const path = own === undefined ? ['auth'] : ['auth_configs', 'authToken'];
  return [
    differs(
      path,
      'No way of authentication is switched on, so an auth token is asked for; from now on in the header Authorization.',
    ),
  ];
}

/** What has a rule of its own above, or is made anew. */
const told = new Set(['is_oas', 'auth', 'auth_configs', 'definition', 'version_data', 'expiration', 'jwt_jwks_uris']);

function otherLosses(classic: ClassicDefinition, made: ClassicDefinition): readonly Loss[] {
  const node = nodeOf(writeClassic(classic));
  const moved = scopesAreSaid(classic) ? [] : ['jwt_scope_claim_name', 'jwt_scope_to_policy_mapping'];
  const skip = new Set([...told, ...moved]);
  const paths = missingIn(node, nodeOf(writeClassic(made)), (path) => {
    const [first = ''] = path;
    const isVersionTarget = named(path) === 'proxy.target_url' && !classic.version_data.not_versioned;
    return (typeof first === 'string' && skip.has(first)) || isVersionTarget || isIdleSwitch(path, classic);
  });
  const losses = new Map<string, Loss>();
  for (const path of paths) {
    const loss = lossOf(path, classic);
    if (!losses.has(named(loss.path))) losses.set(named(loss.path), loss);
  }
  return [...losses.values()];
}

/** `enable_ip_whitelisting` and its like become part of one switch. */
function isIdleSwitch(path: JsonPath, { allowed_ips, blacklisted_ips }: ClassicDefinition): boolean {
  const some = (list: readonly string[] | null): boolean => (list ?? []).length > 0;
  const name = path[0];
  return (
    (name === 'enable_ip_whitelisting' && some(allowed_ips)) ||
    (name === 'enable_ip_blacklisting' && some(blacklisted_ips)) ||
    (typeof name === 'string' && path.length === 1 && name.endsWith('_disabled'))
  );
}

function lossOf(path: JsonPath, classic: ClassicDefinition): Loss {
  const name = named(path);
  const row = counterparts.find((each) => name === each.classic || name.startsWith(`${each.classic}.`));
  if (row === undefined) {
    const [first = ''] = path;
    if (first === 'global_rate_limit')
      return differs(path, `${name} is cut to a whole number: a Tyk OAS document holds no fractions there.`);
    return differs(path, `${name} is not converted.`);
  }
  const at = row.classic.split('.');
  const place = row.oas === null ? 'a Tyk OAS document has nothing like it' : `its place there is ${row.oas}`;
  if (row.isOn(classic)) return differs(at, `${row.classic} is not converted: ${place}.`);
  return unnoticed(at, `${row.classic} is left out: nothing here makes use of it.`);
}
