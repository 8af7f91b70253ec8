import { placeInOas } from '../../gateway/definition/oas';
import { changeOf, type Change } from '../change';
import { inApiText, inDefinition } from '../edit';
import type { ReadApi, Refused } from '../refused';
import { signAnew } from '../signers';

/** The claims that an API takes the identity from, the first one first; `sub` comes last in any case (behaviour 5.9). */
export function identityNames({ source: { definition, oas } }: ReadApi): readonly string[] {
  const listed = oas?.jwtScheme?.subjectClaims ?? [];
  const names = listed.length > 0 ? listed : [definition.jwt_identity_base_field];
  return [...names.filter((name) => name.trim() !== ''), 'sub'];
}

/** The token names nobody: a claim that does, or another claim of the token as the identity. */
export async function proposeIdentity(refused: Refused): Promise<readonly Change[]> {
  const { api, claims } = refused;
  if (api === null) return [];
  const [first = 'sub'] = identityNames(api);
  const changes = [...(await signAnew(refused, `Set ${first} to user-1`, { claims: { [first]: 'user-1' } }))];
  if (first !== 'sub') changes.push(...(await signAnew(refused, 'Set sub to user-1', { claims: { sub: 'user-1' } })));
  const candidates = ['email', 'user', 'user_id', 'username', 'preferred_username', 'client_id', 'azp', 'sub'];
  for (const name of candidates) {
    const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
    if (typeof value === 'string' && value !== '' && name !== first) changes.push(take(api, name));
  }
  return changes;
}

function take(api: ReadApi, name: string): Change {
  const { oas, definition } = api.source;
  const words = `Set Identity Source to ${name}`;
  if ((oas?.jwtScheme?.subjectClaims ?? []).length === 0 || oas === null) {
    return changeOf('definition', words, inDefinition(api, ['jwt_identity_base_field'], name));
  }
  const scheme = ['x-tyk-api-gateway', 'server', 'authentication', 'securitySchemes', '*', 'subjectClaims'];
  return changeOf('definition', words, inApiText(api, placeInOas(oas, definition, scheme), [name]));
}
