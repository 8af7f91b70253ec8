/** Where identity providers are: which one a host name is of, and its address. */
import type { Provider } from '../../workspace/providers';

/** The provider with this host name, in any letter case; undefined when there is none. The first counts. */
export function providerAt(providers: readonly Provider[], hostname: string): Provider | undefined {
  const name = hostname.toLowerCase();
  return providers.find(({ host }) => host.toLowerCase() === name);
}

/** The address that a provider's host name resolves to: one of those that are kept for documentation (RFC 5737). */
export function addressOf({ host }: Provider): string {
  let sum = 0;
  for (const character of host.toLowerCase()) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 254;
  return `203.0.113.${String(sum + 1)}`;
}
