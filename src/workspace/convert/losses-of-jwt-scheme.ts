/**
 * What a classic definition cannot say of a Tyk OAS document's JWT scheme.
 */
import type { JwtScheme } from '../../gateway/definition/oas';
import { settings } from '../../gateway/settings';
import type { JsonPath } from '../json-edit';
import { differs, type Loss, named, unnoticed } from './loss';

/** The losses; `at` is the scheme's place. */
export function lossesOfJwtScheme(jwt: JwtScheme, at: JsonPath): readonly Loss[] {
  return [...lossesOfRules(jwt, at), ...lossesOfClaims(jwt, at), ...lossesOfKeys(jwt, at)];
}

const some = (list: readonly unknown[] | null): boolean => (list ?? []).length > 0;

/** Claim rules that only Tyk OAS has (behaviour 5.8). */
function lossesOfRules(jwt: JwtScheme, at: JsonPath): readonly Loss[] {
  const rules: readonly (readonly [name: string, isSet: boolean, path: JsonPath])[] = [
    ['iss', some(jwt.allowedIssuers), ['allowedIssuers']],
    ['aud', some(jwt.allowedAudiences), ['allowedAudiences']],
    ['jti', jwt.jtiValidation.enabled, ['jtiValidation']],
    ['the subject', some(jwt.allowedSubjects), ['allowedSubjects']],
  ];
  const losses = rules
    .filter(([, isSet]) => isSet)
    .map(([what, , path]) =>
      differs([...at, ...path], `A classic API does not check ${what}: ${named(path)} has no counterpart.`),
    );
  const custom = Object.keys(jwt.customClaimValidation ?? {}).map((claim) =>
    differs(
      [...at, 'customClaimValidation', claim],
      `A classic API does not check the claim ${claim}: customClaimValidation has no counterpart.`,
    ),
  );
  return [...losses, ...custom];
}

/** Claims that the gateway reads: a classic API has one name where Tyk OAS has a list. */
function lossesOfClaims(jwt: JwtScheme, at: JsonPath): readonly Loss[] {
  const losses: Loss[] = [];
  const list = (path: JsonPath, names: readonly string[] | null, field: string): void => {
    const [first = '', ...others] = names ?? [];
    if (others.length === 0) return;
    const message = `A classic API has one name in ${field}: ${first} is taken, ${others.join(', ')} no longer counts.`;
    losses.push(differs([...at, ...path], message));
  };
  const unused = (path: JsonPath, name: string, winner: string): void => {
    losses.push(
      unnoticed([...at, ...path], `${named(path)} (${name}) has no effect beside ${winner}, and is left out.`),
    );
  };
  const { subjectClaims, identityBaseField, basePolicyClaims, policyFieldName, scopes } = jwt;
  list(['subjectClaims'], subjectClaims, 'jwt_identity_base_field');
  if (some(subjectClaims) && identityBaseField !== '' && identityBaseField !== subjectClaims?.[0])
    unused(['identityBaseField'], identityBaseField, 'subjectClaims');
  if (policyFieldName === '' && some(basePolicyClaims))
    losses.push(
      unnoticed([...at, 'basePolicyClaims'], 'basePolicyClaims is read only beside policyFieldName, and is left out.'),
    );
  else {
    list(['basePolicyClaims'], basePolicyClaims, 'jwt_policy_field_name');
    if (some(basePolicyClaims) && policyFieldName !== basePolicyClaims?.[0])
      unused(['policyFieldName'], policyFieldName, 'basePolicyClaims');
  }
  const [subject = identityBaseField] = subjectClaims ?? [];
  if (subject !== '' && subject !== 'sub' && (jwt.source !== '' || some(jwt.jwksURIs))) {
    const path = [...at, some(subjectClaims) ? 'subjectClaims' : 'identityBaseField'];
    losses.push(differs(path, `A token whose sub is empty and has no ${subject} is refused with other words.`));
  }
  if (scopes !== null) losses.push(...lossesOfScopes(scopes, [...at, 'scopes']));
  return losses;
}

function lossesOfScopes(scopes: NonNullable<JwtScheme['scopes']>, at: JsonPath): readonly Loss[] {
  const { claims, claimName, scopeToPolicyMapping } = scopes;
  const losses: Loss[] = [];
  const [claim = claimName, ...others] = claims ?? [];
  const path = [...at, some(claims) ? 'claims' : 'claimName'];
  if (some(claims) && claimName !== '' && claimName !== claim)
    losses.push(
      unnoticed([...at, 'claimName'], `claimName (${claimName}) has no effect beside claims, and is left out.`),
    );
  if (!some(scopeToPolicyMapping)) return losses;
  if (others.length > 0)
    losses.push(
      differs(
        path,
        `A classic API reads scopes from one claim: ${claim} is taken, ${others.join(', ')} no longer counts.`,
      ),
    );
  if (claim === '' || claim === 'scope') return losses;
  const message = claim.includes('.')
    ? `A classic API looks for ${claim} inside other claims, and no longer at scope when it is not there.`
    : `A token without the claim ${claim} is no longer looked at for scope.`;
  return [...losses, differs(path, message)];
}

/** Key sets: a classic API has one, as its source (behaviour 5.5). */
function lossesOfKeys(jwt: JwtScheme, at: JsonPath): readonly Loss[] {
  const [first, ...others] = jwt.jwksURIs ?? [];
  if (first === undefined) return [];
  const message = 'The URL in jwksURIs becomes jwt_source; the log has other words for a key that is not found.';
  const losses: Loss[] = others.length > 0 ? [] : [unnoticed([...at, 'jwksURIs'], message)];
  if (jwt.source !== '')
    losses.push(unnoticed([...at, 'source'], 'source has no effect beside jwksURIs, and is left out.'));
  if (others.length > 0)
    losses.push(
      differs(
        [...at, 'jwksURIs'],
        `A classic API has one key set: ${first.url} becomes jwt_source, keys of the ${others.length === 1 ? 'other' : 'others'} are unknown.`,
      ),
    );
  const seconds = first.cacheTimeout / 1e9;
  if (seconds > 0 && seconds < settings.keySetCacheSeconds)
    losses.push(
      differs(
        [...at, 'jwksURIs', 0, 'cacheTimeout'],
        `The key set of a classic API is kept for ${String(settings.keySetCacheSeconds)} s, whatever cacheTimeout says.`,
      ),
    );
  return losses;
}
