/**
 * The order of the real gateway's middlewares for an HTTP API, and of the checks inside them.
 * A middleware runs when its condition holds; its steps run in this order until one refuses.
 */
import { changesAny } from './header-changes';
import type { Journey, StepResult } from './journey';
import type { LoadedApi } from './loaded-api';
import { checkAccessRights } from './steps/access-rights';
import { checkAuthKey } from './steps/auth-key';
import { applyBasePolicy, chooseBasePolicy } from './steps/base-policy';
import { readClientId } from './steps/client-id';
import { countRequest, setContextVariables } from './steps/context';
import { checkCustomClaims } from './steps/custom-claims';
import { findKey, keySource } from './steps/find-key';
import { findSession } from './steps/find-session';
import { findToken } from './steps/find-token';
import { checkGranularAccess } from './steps/granular-access';
import { findIdentity } from './steps/identity';
import { keepSession, useKeySession } from './steps/keep-session';
import { checkKeyExpired } from './steps/key-expired';
import { checkApiRate, checkLimits } from './steps/limits';
import { checkAudience, checkIssuer, checkSubject, checkTokenId } from './steps/oas-claims';
import { readToken } from './steps/read-token';
import { transformHeaders } from './steps/request-headers';
import { mapScopes } from './steps/scopes';
import { checkSignature } from './steps/signature';
import { checkSigningMethod } from './steps/signing-method';
import { stripAuth } from './steps/strip-auth';
import { checkTimes } from './steps/times';
import { checkVersion } from './steps/version';

/** One check, with a row of its own in the trace. */
export interface Step {
  /** Stable name. */
  readonly step: string;
  /** Name for a reader. */
  readonly title: string;
  readonly run: (journey: Journey) => StepResult | Promise<StepResult>;
  /** Why it does not run for this token; absent: it always runs. */
  readonly unless?: (journey: Journey) => string | null;
}

export interface Middleware {
  /** Its name in the gateway's log. */
  readonly mw: string;
  /** Whether the API has it; the text says why not. */
  readonly absent: (api: LoadedApi) => string | null;
  /** It lets a request through unlooked at when the path is ignored. */
  readonly skipsIgnored: boolean;
  readonly steps: readonly Step[];
}

const always = (): null => null;
const keyless = ({ definition }: LoadedApi): string | null => (definition.use_keyless ? 'the API is keyless' : null);

const central = (journey: Journey): string | null =>
  keySource(journey) === 'one key per token' ? 'the session is that of the token’s own key' : null;
const ownKey = (journey: Journey): string | null =>
  keySource(journey) === 'one key per token' ? null : 'the API has one source of keys for all tokens';

// prettier-ignore
const jwt: readonly Step[] = [
  { step: 'find-token',      title: 'Find the token',   run: findToken },
  { step: 'read-token',      title: 'Read it',          run: readToken },
  { step: 'signing-method',  title: 'Signing method',   run: checkSigningMethod },
  { step: 'key',             title: 'Key',              run: findKey },
  { step: 'signature',       title: 'Signature',        run: checkSignature },
  { step: 'times',           title: 'Times',            run: checkTimes },
  { step: 'issuer',          title: 'Issuer',           run: checkIssuer },
  { step: 'audience',        title: 'Audience',         run: checkAudience },
  { step: 'token-id',        title: 'Token id',         run: checkTokenId },
  { step: 'subject',         title: 'Subject',          run: checkSubject },
  { step: 'custom-claims',   title: 'Custom claims',    run: checkCustomClaims },
  { step: 'own-key-session', title: 'Session of the key', run: useKeySession,   unless: ownKey },
  { step: 'identity',        title: 'Identity',         run: findIdentity,      unless: central },
  { step: 'session',         title: 'Session',          run: findSession,       unless: central },
  { step: 'base-policy',     title: 'Base policy',      run: chooseBasePolicy,  unless: central },
  { step: 'apply-policy',    title: 'Policy applied',   run: applyBasePolicy,   unless: central },
  { step: 'scopes',          title: 'Scopes',           run: mapScopes,         unless: central },
  { step: 'client-id',       title: 'Client id',        run: readClientId,      unless: central },
  { step: 'keep-session',    title: 'Session kept',     run: keepSession,       unless: central },
];

const one = (step: string, title: string, run: Step['run']): readonly Step[] => [{ step, title, run }];

// prettier-ignore
/** Every middleware that the emulation has, first to last. The upstream comes after them. */
export const pipeline: readonly Middleware[] = [
  { mw: 'VersionCheck',             skipsIgnored: false, absent: always,      steps: one('version', 'Version and path lists', checkVersion) },
  { mw: 'RateCheckMW',              skipsIgnored: false, absent: always,      steps: one('count', 'Counted', countRequest) },
  { mw: 'MiddlewareContextVars',    skipsIgnored: false, absent: noVariables, steps: one('context-variables', 'Context variables', setContextVariables) },
  { mw: 'JWTMiddleware',            skipsIgnored: true,  absent: noJwt,       steps: jwt },
  { mw: 'AuthKey',                  skipsIgnored: true,  absent: noAuthKey,   steps: one('auth-key', 'Auth token', checkAuthKey) },
  { mw: 'StripAuth',                skipsIgnored: false, absent: noStrip,     steps: one('strip-auth', 'Credentials stripped', stripAuth) },
  { mw: 'KeyExpired',               skipsIgnored: true,  absent: keyless,     steps: one('key-expired', 'Session active', checkKeyExpired) },
  { mw: 'AccessRightsCheck',        skipsIgnored: true,  absent: keyless,     steps: one('access-rights', 'API granted', checkAccessRights) },
  { mw: 'GranularAccessMiddleware', skipsIgnored: true,  absent: keyless,     steps: one('granular-access', 'Path granted', checkGranularAccess) },
  { mw: 'RateLimitAndQuotaCheck',   skipsIgnored: true,  absent: noLimits,    steps: one('limits', 'Rate and quota', checkLimits) },
  { mw: 'RateLimitForAPI',          skipsIgnored: false, absent: noApiRate,   steps: one('api-rate', 'Rate of the API', checkApiRate) },
  { mw: 'RequestHeaderInjector',    skipsIgnored: false, absent: noHeaders,   steps: one('request-headers', 'Request headers', transformHeaders) },
];

function noVariables({ definition }: LoadedApi): string | null {
  return definition.enable_context_vars ? null : 'context variables are off';
}

function noJwt(api: LoadedApi): string | null {
  return keyless(api) ?? (api.definition.enable_jwt ? null : 'JWT is switched off');
}

/** It also guards an API for which no method is switched on: such an API is not open. */
function noAuthKey(api: LoadedApi): string | null {
  const { definition } = api;
  return (
    keyless(api) ??
    (definition.use_standard_auth || !definition.enable_jwt ? null : 'no auth token is wanted beside the JWT')
  );
}

function noStrip(api: LoadedApi): string | null {
  return keyless(api) ?? (api.definition.strip_auth_data ? null : 'credentials go on to the upstream');
}

function noLimits(api: LoadedApi): string | null {
  const { disable_rate_limit: noRate, disable_quota: noQuota } = api.definition;
  return keyless(api) ?? (noRate && noQuota ? 'rate limits and quotas are off' : null);
}

function noApiRate({ definition }: LoadedApi): string | null {
  const { disabled, rate } = definition.global_rate_limit;
  return definition.disable_rate_limit || disabled || rate === 0 ? 'the API has no rate of its own' : null;
}

function noHeaders(api: LoadedApi): string | null {
  return changesAny(api, 'headers') ? null : 'no headers are changed';
}
