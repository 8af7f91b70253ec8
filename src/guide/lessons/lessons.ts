/** Every lesson, in the order of the guide. */
import { debugging } from './debugging';
import { defaultPolicy } from './default-policy';
import { expired, keyNotAuthorized, notValidYet, policyNotFound } from './errors';
import type { Lesson } from './lesson';
import { auth0, jwks, keycloak } from './providers';
import { rsa } from './rsa';
import { scopes } from './scopes';
import { setUp } from './set-up';
import { skew } from './skew';

export const lessons: readonly Lesson[] = [
  setUp,
  rsa,
  jwks,
  defaultPolicy,
  scopes,
  skew,
  auth0,
  keycloak,
  keyNotAuthorized,
  notValidYet,
  expired,
  policyNotFound,
  debugging,
];

/** The lesson with this id; undefined for any other. */
export function lessonWith(id: string): Lesson | undefined {
  return lessons.find((lesson) => lesson.id === id);
}
