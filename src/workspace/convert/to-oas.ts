/**
 * The Tyk OAS document for a classic definition: the gateway's own migration (`from-classic.ts`), without what it writes
 * for the sake of completeness.
 */
import type { ClassicDefinition } from '../../gateway/definition/classic';
import { fromClassic, writeOas, type OasDocument } from '../../gateway/definition/oas';
import { emptyMap, lookup } from '../../go/struct';
import { prettyJson } from '../pretty-json';
import { withMethods } from './path-lists';
import { nodeOf, ordered, pruned, textOf } from './json-node';

type Extension = NonNullable<OasDocument['extension']>;
type Schemes = NonNullable<NonNullable<Extension['server']['authentication']>['securitySchemes']>;

/** The name that the migration gives to the JWT scheme. */
const jwtSchemeName = 'jwt';

const rootOrder = ['openapi', 'info', 'servers', 'paths', 'components', 'security'];

/** The document's text. */
export function oasTextOf(classic: ClassicDefinition): string {
  const keepsJwt = hasJwtSettings(classic);
  const migrated = fromClassic({ ...withMethods(withoutDeadScopes(classic)), enable_jwt: keepsJwt });
  const document = withExtension(migrated, (extension) => tidied(extension, classic));
  const node = pruned(nodeOf(writeOas(document)), (path) =>
    path.at(-1) === 'jtiValidation' ? 'if it says something' : 'member',
  );
  return prettyJson(textOf(ordered(node, rootOrder)));
}

/** Whether there is something to say of JWTs, in force or switched off. */
function hasJwtSettings(classic: ClassicDefinition): boolean {
  const { jwt_source, jwt_signing_method, jwt_identity_base_field, jwt_policy_field_name } = classic;
  const texts = [jwt_source, jwt_signing_method, jwt_identity_base_field, jwt_policy_field_name];
  return classic.enable_jwt || texts.some((text) => text !== '') || (classic.jwt_jwks_uris ?? []).length > 0;
}

/** Any content in `scopes`, an empty mapping too, makes the deprecated fields count for nothing (behaviour 4.1). */
export function scopesAreSaid({ scopes }: ClassicDefinition): boolean {
  return [scopes.jwt, scopes.oidc].some((part) => part.scope_claim_name !== '' || part.scope_to_policy !== null);
}

function withoutDeadScopes(classic: ClassicDefinition): ClassicDefinition {
  if (!scopesAreSaid(classic)) return classic;
  return { ...classic, jwt_scope_claim_name: '', jwt_scope_to_policy_mapping: null };
}

function withExtension(document: OasDocument, change: (extension: Extension) => Extension): OasDocument {
  return document.extension === null ? document : { ...document, extension: change(document.extension) };
}

function tidied(extension: Extension, classic: ClassicDefinition): Extension {
  const { server, upstream } = extension;
  const { authentication } = server;
  const timeout = upstream.enforceTimeout;
  return {
    ...extension,
    // The gateway writes this for every definition that does not say that its overrides are off.
    errorOverrides: null,
    upstream: { ...upstream, enforceTimeout: timeout === null || timeout.duration === 0 ? null : timeout },
    server: {
      ...server,
      authentication: authentication && {
        ...authentication,
        securitySchemes: schemes(authentication.securitySchemes, classic),
      },
    },
  };
}

/** The migration repeats each claim's name in a list that would win over the name when that is changed. */
function schemes(given: Schemes | null, classic: ClassicDefinition): Schemes | null {
  const own = lookup(given, jwtSchemeName);
  if (given === null || own?.kind !== 'jwt') return given;
  const { scopes } = own.jwt;
  const jwt = {
    ...own.jwt,
    enabled: classic.enable_jwt,
    subjectClaims: null,
    basePolicyClaims: null,
    scopes: scopes && { ...scopes, claims: null },
  };
  const made: Record<string, Schemes[string]> = Object.assign(emptyMap<Schemes[string]>(), given);
  made[jwtSchemeName] = { kind: 'jwt', jwt };
  return made;
}
