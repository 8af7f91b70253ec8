import type { LoadedApi } from '../../gateway/loaded-api';
import type { SourceMethod } from '../../keys/source-doctor';

/** The signing method that an API has in force: what the gateway does not know counts as hmac (behaviour.md 5.4). */
export function sourceMethodOf(api: LoadedApi | null): SourceMethod {
  const method = api?.definition.jwt_signing_method;
  return method === 'rsa' || method === 'ecdsa' ? method : 'hmac';
}
