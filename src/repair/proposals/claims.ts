import type { JsonValue } from '../../go/json';
import { get } from '../../go/json';
import { placeInOas } from '../../gateway/definition/oas';
import { changeOf, type Change } from '../change';
import { inApiText } from '../edit';
import type { ReadApi, Refused } from '../refused';
import { signAnew } from '../signers';

/** The place of a member of the JWT scheme in the API's document. */
function inScheme({ source: { oas, definition } }: ReadApi, ...path: readonly string[]): readonly string[] {
  const scheme = ['x-tyk-api-gateway', 'server', 'authentication', 'securitySchemes', '*', ...path];
  return oas === null ? scheme : placeInOas(oas, definition, scheme);
}

/** A claim is not among the allowed values: an allowed one in the token, or the token's among the allowed. */
async function proposeAllowed(
  refused: Refused,
  claim: string,
  list: 'allowedIssuers' | 'allowedAudiences' | 'allowedSubjects',
): Promise<readonly Change[]> {
  const { api, claims } = refused;
  const scheme = api?.source.oas?.jwtScheme;
  if (api === null || scheme === undefined || scheme === null) return [];
  const allowed = scheme[list] ?? [];
  const [first] = allowed;
  const changes =
    first === undefined ? [] : await signAnew(refused, `Set ${claim} to ${first}`, { claims: { [claim]: first } });
  const value = get(claims, claim);
  if (typeof value !== 'string') return changes;
  const widens = `Tokens with ${claim} “${value}” are accepted as well.`;
  return [
    ...changes,
    changeOf(
      'definition',
      `Add ${value} to ${list}`,
      inApiText(api, inScheme(api, list, String(allowed.length)), value),
      { widens },
    ),
  ];
}

export function proposeIssuer(refused: Refused): Promise<readonly Change[]> {
  return proposeAllowed(refused, 'iss', 'allowedIssuers');
}

export function proposeAudience(refused: Refused): Promise<readonly Change[]> {
  return proposeAllowed(refused, 'aud', 'allowedAudiences');
}

export function proposeTokenId(refused: Refused): Promise<readonly Change[]> {
  return signAnew(refused, 'Add a jti', { claims: { jti: 'token-1' } });
}

/** The subject is the kid where there is one: without it, or with skipKid, the identity counts (behaviour 5.8). */
export async function proposeSubject(refused: Refused): Promise<readonly Change[]> {
  const { api, header } = refused;
  const scheme = api?.source.oas?.jwtScheme;
  if (api === null || scheme === undefined || scheme === null) return [];
  const changes: Change[] = [];
  if (typeof header['kid'] === 'string' && !scheme.skipKid) {
    const words = 'Set skipKid: the subject is then a claim, and not the kid';
    changes.push(changeOf('definition', words, inApiText(api, inScheme(api, 'skipKid'), true)));
    const [first] = scheme.allowedSubjects ?? [];
    if (first !== undefined) {
      changes.push(
        ...(await signAnew(refused, `Take the kid away and set sub to ${first}`, {
          header: { kid: undefined },
          claims: { sub: first },
        })),
      );
    }
    const widens = `Every token with the kid “${header['kid']}” passes the rule, whoever it is of.`;
    const index = String((scheme.allowedSubjects ?? []).length);
    changes.push(
      changeOf(
        'definition',
        `Add the kid ${header['kid']} to allowedSubjects`,
        inApiText(api, inScheme(api, 'allowedSubjects', index), header['kid']),
        { widens },
      ),
    );
  }
  const names = [...(scheme.subjectClaims ?? []), scheme.identityBaseField].filter((name) => name !== '');
  const [claim = 'sub'] = names;
  return [...changes, ...(await proposeAllowed(refused, claim, 'allowedSubjects'))];
}

/** A custom rule is not met: a claim that meets it, a path that can be read, or no such rule. */
export async function proposeCustomClaim(refused: Refused): Promise<readonly Change[]> {
  const { api, row } = refused;
  const rules = api?.source.oas?.jwtScheme?.customClaimValidation;
  if (api === null || rules === undefined || rules === null) return [];
  const changes: Change[] = [];
  const failed = row.facts.filter(({ holds }) => holds === false).map(({ name }) => name);
  for (const [path, rule] of Object.entries(rules)) {
    if (!failed.some((name) => name.includes(path)) && failed.length > 0) continue;
    const allowed = rule.allowedValues ?? [];
    const wanted: JsonValue | undefined = rule.type === 'required' || rule.type === '' ? 'yes' : allowed[0];
    const [name = '', ...inner] = path.split('.');
    if (wanted !== undefined && /^[^*?#|[\]]+$/.test(path) && name !== '') {
      const nested = inner.reduceRight<JsonValue>((value, member) => ({ [member]: value }), wanted);
      changes.push(
        ...(await signAnew(refused, `Set ${path} to ${JSON.stringify(wanted)}`, { claims: { [name]: nested } })),
      );
    }
    const widens = `Tokens that do not meet the rule for ${path} are accepted.`;
    changes.push(
      changeOf(
        'definition',
        `Make the rule for ${path} only warn (nonBlocking)`,
        inApiText(api, inScheme(api, 'customClaimValidation', path, 'nonBlocking'), true),
        { widens },
      ),
    );
    changes.push(
      changeOf(
        'definition',
        `Take the rule for ${path} away`,
        inApiText(api, inScheme(api, 'customClaimValidation', path), undefined),
        { widens },
      ),
    );
  }
  return changes;
}
