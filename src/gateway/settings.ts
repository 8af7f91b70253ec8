/**
 * The emulated gateway's configuration: Tyk Gateway 5.14.0 as it was recorded.
 * Switches that are built in: strict routes, path prefix and suffix matching, hashed keys, access logs. All else is default.
 */
export const settings = {
  version: '5.14.0',
  /** `listen_port` */
  listenPort: 8181,
  /** `hash_key_function` (with `hash_keys` on) */
  hashFunction: 'murmur64',
  /** `secret`: what the admin API wants in `X-Tyk-Authorization`. */
  secret: '352d20ee67be67f6340b4c0605b044b7',
  /** Seconds that a key set stays in the cache when nothing else is said. */
  keySetCacheSeconds: 240,
  /** Seconds that a session stays in memory after it was read from the store. */
  sessionCacheSeconds: 10,
  /** Names of keys shorter than this are never looked up. */
  minKeyLength: 3,
  /** Bytes of request headers above which the server answers 431. */
  maxHeaderBytes: 1 << 20,
  /** The client's address. */
  clientAddress: '127.0.0.1',
} as const;
