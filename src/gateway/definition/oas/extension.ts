/** `x-tyk-api-gateway`: the Tyk extension of an OAS document. Parts that the emulation does not act on are carried along unread. */
import type { TypeOf } from '../../../go/struct';
import { any, boolean, int, int64, list, map, named, omitempty, pointer, string, struct } from '../../../go/struct';
import { readableDuration } from '../duration';
import { objectId } from '../go-types';
import { securityScheme } from './schemes';

const enabledOnly = { enabled: boolean };

const state = struct('oas.State', { active: boolean, internal: omitempty(boolean) });

const versioning = struct('oas.Versioning', {
  enabled: boolean,
  name: omitempty(string),
  default: string,
  location: string,
  key: omitempty(string),
  versions: list(struct('oas.VersionToID', { name: string, id: string })),
  stripVersioningData: omitempty(boolean),
  urlVersioningPattern: omitempty(string),
  fallbackToDefault: omitempty(boolean),
});

const info = struct('oas.Info', {
  id: omitempty(string),
  dbId: omitempty(objectId),
  orgId: omitempty(string),
  name: string,
  expiration: omitempty(string),
  state,
  versioning: omitempty(pointer(versioning)),
});

const rateLimit = struct('oas.RateLimit', { enabled: boolean, rate: int, per: readableDuration });

const upstream = struct('oas.Upstream', {
  url: string,
  serviceDiscovery: omitempty(any),
  uptimeTests: omitempty(any),
  mutualTLS: omitempty(any),
  certificatePinning: omitempty(any),
  rateLimit: omitempty(pointer(rateLimit)),
  authentication: omitempty(any),
  loadBalancing: omitempty(any),
  preserveHostHeader: omitempty(pointer(struct('oas.PreserveHostHeader', enabledOnly))),
  preserveTrailingSlash: omitempty(pointer(struct('oas.PreserveTrailingSlash', enabledOnly))),
  tlsTransport: omitempty(any),
  proxy: omitempty(any),
  enforceTimeout: omitempty(
    pointer(struct('oas.GlobalEnforceTimeout', { enabled: boolean, duration: omitempty(readableDuration) })),
  ),
});

const customKeyLifetime = struct('oas.CustomKeyLifetime', {
  enabled: omitempty(boolean),
  value: readableDuration,
  respectValidity: omitempty(boolean),
});

const authentication = struct('oas.Authentication', {
  enabled: boolean,
  stripAuthorizationData: omitempty(boolean),
  baseIdentityProvider: omitempty(named('apidef.AuthTypeEnum', string)),
  hmac: omitempty(any),
  oidc: omitempty(any),
  custom: omitempty(any),
  securitySchemes: omitempty(named('oas.SecuritySchemes', map(securityScheme))),
  customKeyLifetime: omitempty(pointer(customKeyLifetime)),
  securityProcessingMode: omitempty(string),
  security: omitempty(list(list(string))),
  protectedResourceMetadata: omitempty(any),
  certificateAuth: omitempty(any),
});

const server = struct('oas.Server', {
  listenPath: struct('oas.ListenPath', { value: string, strip: omitempty(boolean) }),
  authentication: omitempty(pointer(authentication)),
  clientCertificates: omitempty(any),
  gatewayTags: omitempty(pointer(struct('oas.GatewayTags', { enabled: boolean, tags: list(string) }))),
  customDomain: omitempty(
    pointer(struct('oas.Domain', { enabled: boolean, name: string, certificates: omitempty(list(string)) })),
  ),
  detailedActivityLogs: omitempty(pointer(struct('oas.DetailedActivityLogs', enabledOnly))),
  detailedTracing: omitempty(pointer(struct('oas.DetailedTracing', enabledOnly))),
  eventHandlers: omitempty(any),
  ipAccessControl: omitempty(
    pointer(
      struct('oas.IPAccessControl', {
        enabled: boolean,
        allow: omitempty(list(string)),
        block: omitempty(list(string)),
      }),
    ),
  ),
  batchProcessing: omitempty(pointer(struct('oas.BatchProcessing', enabledOnly))),
  protocol: omitempty(string),
  port: omitempty(int),
});

const transformHeaders = struct('oas.TransformHeaders', {
  enabled: boolean,
  remove: omitempty(list(string)),
  add: omitempty(named('oas.Headers', list(struct('oas.Header', { name: string, value: string })))),
});

const trafficLogs = struct('oas.TrafficLogs', {
  enabled: boolean,
  tagHeaders: omitempty(list(string)),
  customRetentionPeriod: omitempty(readableDuration),
  plugins: omitempty(any),
});

const global = struct('oas.Global', {
  pluginConfig: omitempty(any),
  cors: omitempty(any),
  prePlugin: omitempty(any),
  prePlugins: omitempty(any),
  postAuthenticationPlugin: omitempty(any),
  postAuthenticationPlugins: omitempty(any),
  postPlugin: omitempty(any),
  postPlugins: omitempty(any),
  responsePlugin: omitempty(any),
  responsePlugins: omitempty(any),
  cache: omitempty(any),
  transformRequestHeaders: omitempty(pointer(transformHeaders)),
  transformResponseHeaders: omitempty(pointer(transformHeaders)),
  contextVariables: omitempty(pointer(struct('oas.ContextVariables', enabledOnly))),
  trafficLogs: omitempty(pointer(trafficLogs)),
  requestSizeLimit: omitempty(pointer(struct('oas.GlobalRequestSizeLimit', { enabled: boolean, value: int64 }))),
  ignoreCase: omitempty(pointer(struct('oas.IgnoreCase', enabledOnly))),
  skipRateLimit: omitempty(boolean),
  skipQuota: omitempty(boolean),
  skipQuotaReset: omitempty(boolean),
});

const allowance = struct('oas.Allowance', { enabled: boolean, ignoreCase: omitempty(boolean) });

const operation = struct('oas.Operation', {
  allow: omitempty(pointer(allowance)),
  block: omitempty(pointer(allowance)),
  ignoreAuthentication: omitempty(pointer(allowance)),
  internal: omitempty(any),
  transformRequestMethod: omitempty(any),
  transformRequestBody: omitempty(any),
  transformResponseBody: omitempty(any),
  transformRequestHeaders: omitempty(pointer(transformHeaders)),
  transformResponseHeaders: omitempty(pointer(transformHeaders)),
  urlRewrite: omitempty(any),
  cache: omitempty(any),
  enforceTimeout: omitempty(any),
  validateRequest: omitempty(any),
  mockResponse: omitempty(any),
  virtualEndpoint: omitempty(any),
  postPlugins: omitempty(any),
  circuitBreaker: omitempty(any),
  trackEndpoint: omitempty(any),
  doNotTrackEndpoint: omitempty(any),
  requestSizeLimit: omitempty(any),
  rateLimit: omitempty(any),
  scopeCheck: omitempty(any),
  exchange: omitempty(any),
});

const middleware = struct('oas.Middleware', {
  global: omitempty(pointer(global)),
  operations: omitempty(named('oas.Operations', map(pointer(operation)))),
  mcpTools: omitempty(any),
  mcpResources: omitempty(any),
  mcpPrompts: omitempty(any),
});

/** The extension, in the order in which the gateway writes it. */
export const tykExtension = struct('oas.XTykAPIGateway', {
  info,
  upstream,
  server,
  middleware: omitempty(pointer(middleware)),
  errorOverrides: omitempty(any),
});

/** The extension as the gateway holds it. */
export type TykExtension = TypeOf<typeof tykExtension>;
/** `server.authentication`. */
export type Authentication = TypeOf<typeof authentication>;
/** `middleware.global`. */
export type GlobalMiddleware = TypeOf<typeof global>;
/** A transform of headers. */
export type TransformHeaders = TypeOf<typeof transformHeaders>;
/** The middleware of one operation. */
export type Operation = TypeOf<typeof operation>;
/** `info.versioning`. */
export type Versioning = TypeOf<typeof versioning>;

export const blank = {
  authentication: () => authentication.zero(),
  global: () => global.zero(),
  middleware: () => middleware.zero(),
  operation: () => operation.zero(),
};
