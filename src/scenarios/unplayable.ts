import type { RefusalCode } from '../gateway/refusals';

/** Refusals that no scenario shows, and why: the playground has nothing that brings them about. */
export const unplayable: Readonly<Partial<Record<RefusalCode, string>>> = {
  key_vanished: 'A Tyk key would have to be deleted while its own request is under way, between two steps of it.',
  upstream_timeout: 'The made-up upstream answers in ten seconds at most, and the gateway waits longer than that.',
};
