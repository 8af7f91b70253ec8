import { hostProblem, type Provider } from '../../../workspace/providers';
import type { ProviderAddresses } from '../../../workspace/providers/addresses';

/** What a person reads of each product, in the words of the guide. */
export interface ShapeWords {
  readonly add: string;
  readonly about: string;
  /** The name of a new one. */
  readonly name: string;
  readonly host: { readonly label: string; readonly example: string };
}

export const shapeWords: Readonly<Record<Provider['shape'], ShapeWords>> = {
  auth0: {
    add: 'Add Auth0 tenant',
    about: 'The guide’s Auth0 section: a domain gives the JWKS URL.',
    name: 'Auth0',
    host: { label: 'Auth0 domain', example: 'your-tenant.auth0.test' },
  },
  keycloak: {
    add: 'Add Keycloak realm',
    about: 'The guide’s Keycloak section: URL and realm give the JWKS URL.',
    name: 'Keycloak',
    host: { label: 'Keycloak URL', example: 'keycloak.test' },
  },
  plain: {
    add: 'Add other provider',
    about: 'A server that follows the standards, and no more.',
    name: 'Provider',
    host: { label: 'Host', example: 'id.test' },
  },
};

/** The shapes in the order of the menu. */
export const shapes = ['auth0', 'keycloak', 'plain'] as const;

/** The addresses of a provider beside its key set’s, and how each is spoken of. */
export const addressRows: readonly {
  readonly name: Exclude<keyof ProviderAddresses, 'keySet'>;
  readonly label: string;
  readonly said: string;
}[] = [
  { name: 'issuer', label: 'Issuer', said: 'the issuer' },
  { name: 'discovery', label: 'Discovery', said: 'the discovery URL' },
  { name: 'token', label: 'Token', said: 'the token endpoint' },
];

/** The host in what was typed: people paste it with its scheme, and with a slash behind. */
export function hostIn(typed: string): string {
  return typed
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/+$/, '');
}

/** The same name under `.test`, where that is all that is wrong with it; `null` where it is not. */
export function reservedName(host: string, others: readonly Provider[]): string | null {
  const moved = /\.test$/i.test(host) ? null : host.replace(/\.[a-z]+$/i, '') + '.test';
  return moved === null || hostProblem(moved, others) !== null ? null : moved;
}
