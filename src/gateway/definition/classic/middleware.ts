import { any, boolean, float64, int, int64, list, map, named, omitempty, string, struct } from '../../../go/struct';

const middlewareDefinition = struct('apidef.MiddlewareDefinition', {
  disabled: boolean,
  name: string,
  path: string,
  require_session: boolean,
  raw_body_only: boolean,
});

const middlewareIdExtractor = struct('apidef.MiddlewareIdExtractor', {
  disabled: boolean,
  extract_from: named('apidef.IdExtractorSource', string),
  extract_with: named('apidef.IdExtractorType', string),
  extractor_config: map(any),
});

export const middlewareSection = struct('apidef.MiddlewareSection', {
  pre: list(middlewareDefinition),
  post: list(middlewareDefinition),
  post_key_auth: list(middlewareDefinition),
  auth_check: middlewareDefinition,
  response: list(middlewareDefinition),
  driver: named('apidef.MiddlewareDriver', string),
  id_extractor: middlewareIdExtractor,
});

export const cacheOptions = struct('apidef.CacheOptions', {
  cache_timeout: int64,
  enable_cache: boolean,
  cache_all_safe_requests: boolean,
  cache_response_codes: list(int),
  enable_upstream_cache_control: boolean,
  cache_control_ttl_header: string,
  cache_by_headers: list(string),
});

export const authProviderMeta = struct('apidef.AuthProviderMeta', {
  name: named('apidef.AuthProviderCode', string),
  storage_engine: named('apidef.StorageEngineCode', string),
  meta: map(any),
});

export const sessionProviderMeta = struct('apidef.SessionProviderMeta', {
  name: named('apidef.SessionProviderCode', string),
  storage_engine: named('apidef.StorageEngineCode', string),
  meta: map(any),
});

const eventHandlerTriggerConfig = struct('apidef.EventHandlerTriggerConfig', {
  handler_name: named('event.HandlerName', string),
  handler_meta: map(any),
});

export const eventHandlerMetaConfig = struct('apidef.EventHandlerMetaConfig', {
  events: map(list(eventHandlerTriggerConfig), 'event.Event'),
});

export const responseProcessor = struct('apidef.ResponseProcessor', {
  name: string,
  options: any,
});

export const corsConfig = struct('apidef.CORSConfig', {
  enable: boolean,
  allowed_origins: list(string),
  allowed_methods: list(string),
  allowed_headers: list(string),
  exposed_headers: list(string),
  allow_credentials: boolean,
  max_age: int,
  options_passthrough: boolean,
  debug: boolean,
});

export const globalRateLimit = struct('apidef.GlobalRateLimit', {
  disabled: boolean,
  rate: float64,
  per: float64,
});

export const analyticsPluginConfig = struct('apidef.AnalyticsPluginConfig', {
  enable: omitempty(boolean),
  plugin_path: omitempty(string),
  func_name: omitempty(string),
});
