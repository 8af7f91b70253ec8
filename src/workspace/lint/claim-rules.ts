/**
 * The rules for claims that only a Tyk OAS definition has: issuer, audience, subject (behaviour 4.1, 5.8).
 */
import { judgesJwts } from './authentication';
import { type ApiDocument, foldedName, valueAt } from './document';
import type { Hit } from './finding';
import { keySourceOf, quoted } from './key-source';
import { fix, inScheme, place, set } from './place';

const onlyInOas = [
  'allowedIssuers',
  'allowedAudiences',
  'allowedSubjects',
  'jtiValidation',
  'customClaimValidation',
  'subjectClaims',
  'basePolicyClaims',
];

export function* rulesInClassic(api: ApiDocument): Iterable<Hit> {
  if (api.oas !== null) return;
  for (const name of onlyInOas) {
    const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    for (const written of [name, snake, `jwt_${snake}`]) {
      const found = foldedName(api.json, written);
      if (found === undefined) continue;
      yield {
        path: [found],
        message: `Only a Tyk OAS definition has ${name}. A classic one ignores it: nothing is checked.`,
        fixes: [fix('Take it away', set(api, [found], undefined))],
      };
    }
  }
}

function subjectsOf(api: ApiDocument): readonly string[] {
  return judgesJwts(api) ? (api.oas?.jwtScheme?.allowedSubjects ?? []) : [];
}

function usesKeySets(api: ApiDocument): boolean {
  const { kind } = keySourceOf(api);
  return kind === 'url' || kind === 'raw url' || (api.definition.jwt_jwks_uris?.length ?? 0) > 0;
}

function skipKid(api: ApiDocument) {
  return fix('Compare the subject itself (skipKid)', set(api, place(api, 'jwt_skip_kid'), true));
}

export function* subjectsCompareKid(api: ApiDocument): Iterable<Hit> {
  if (subjectsOf(api).length === 0 || api.definition.jwt_skip_kid || !usesKeySets(api)) return;
  yield {
    path: inScheme(api, 'allowedSubjects'),
    message:
      'The token’s kid is compared, not its subject. With a key set every token has a kid, so unless that is listed it is refused with 401.',
    fixes: [skipKid(api)],
  };
}

export function* subjectsMayCompareKid(api: ApiDocument): Iterable<Hit> {
  if (subjectsOf(api).length === 0 || api.definition.jwt_skip_kid || usesKeySets(api)) return;
  yield {
    path: inScheme(api, 'allowedSubjects'),
    message: 'If a token’s header has a kid, that is compared instead of the subject.',
    fixes: [skipKid(api)],
  };
}

export function* allowedWithBlanks(api: ApiDocument): Iterable<Hit> {
  if (!judgesJwts(api)) return;
  for (const member of ['allowedIssuers', 'allowedAudiences', 'allowedSubjects'] as const) {
    for (const [at, value] of (api.oas?.jwtScheme?.[member] ?? []).entries()) {
      if (value === value.trim()) continue;
      const path = inScheme(api, member, at);
      if (valueAt(api.json, path) !== value) continue;
      yield {
        path,
        message: `${quoted(value)} has a blank around it. Values are compared exactly, so it fits no usual claim.`,
        fixes: [fix('Take the blank away', set(api, path, value.trim()))],
      };
    }
  }
}
