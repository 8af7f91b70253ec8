import type { LoadedApi } from '../../gateway/loaded-api';

/** Why the gateway looks at no token of the API; `null` when it does. */
export function whyUnread({ definition }: LoadedApi): string | null {
  if (definition.use_keyless) return 'The API is keyless: no token is looked at.';
  return definition.enable_jwt ? null : 'JWT is switched off for this API (enable_jwt).';
}
