import {
  anonymous,
  any,
  boolean,
  float64,
  int,
  int64,
  list,
  map,
  named,
  omitempty,
  string,
  struct,
} from '../../../go/struct';
import { readableDuration } from '../duration';

export const versionDefinition = struct('apidef.VersionDefinition', {
  enabled: boolean,
  name: string,
  default: string,
  location: string,
  key: string,
  strip_path: boolean,
  strip_versioning_data: boolean,
  url_versioning_pattern: string,
  fallback_to_default: boolean,
  versions: map(string),
});

const endpointMethodMeta = struct('apidef.EndpointMethodMeta', {
  action: named('apidef.EndpointMethodAction', string),
  code: int,
  data: string,
  headers: map(string),
});

const endPointMeta = struct('apidef.EndPointMeta', {
  disabled: boolean,
  path: string,
  method: string,
  ignore_case: boolean,
  method_actions: omitempty(map(endpointMethodMeta)),
});

const mockResponseMeta = struct('apidef.MockResponseMeta', {
  disabled: boolean,
  path: string,
  method: string,
  ignore_case: boolean,
  code: int,
  body: string,
  headers: map(string),
});

const cacheMeta = struct('apidef.CacheMeta', {
  disabled: boolean,
  method: string,
  path: string,
  cache_key_regex: string,
  cache_response_codes: list(int),
  timeout: int64,
});

const templateData = struct('apidef.TemplateData', {
  input_type: named('apidef.RequestInputType', string),
  template_mode: named('apidef.SourceMode', string),
  enable_session: boolean,
  template_source: string,
});

const templateMeta = struct('apidef.TemplateMeta', {
  disabled: boolean,
  template_data: templateData,
  path: string,
  method: string,
});

const transformJQMeta = struct('apidef.TransformJQMeta', {
  filter: string,
  path: string,
  method: string,
});

const headerInjectionMeta = struct('apidef.HeaderInjectionMeta', {
  disabled: boolean,
  delete_headers: list(string),
  add_headers: map(string),
  path: string,
  method: string,
  act_on: boolean,
});

const hardTimeoutMeta = struct('apidef.HardTimeoutMeta', {
  disabled: boolean,
  path: string,
  method: string,
  timeout: int,
  duration: omitempty(readableDuration),
});

const circuitBreakerMeta = struct('apidef.CircuitBreakerMeta', {
  disabled: boolean,
  path: string,
  method: string,
  threshold_percent: float64,
  samples: int64,
  return_to_service_after: int,
  disable_half_open_state: boolean,
});

const stringRegexMap = struct('apidef.StringRegexMap', {
  match_rx: string,
  reverse: boolean,
});

const routingTriggerOptions = struct('apidef.RoutingTriggerOptions', {
  header_matches: map(stringRegexMap),
  query_val_matches: map(stringRegexMap),
  path_part_matches: map(stringRegexMap),
  session_meta_matches: map(stringRegexMap),
  request_context_matches: map(stringRegexMap),
  payload_matches: stringRegexMap,
});

const routingTrigger = struct('apidef.RoutingTrigger', {
  on: named('apidef.RoutingTriggerOnType', string),
  options: routingTriggerOptions,
  rewrite_to: string,
});

const urlRewriteMeta = struct('apidef.URLRewriteMeta', {
  disabled: boolean,
  path: string,
  method: string,
  match_pattern: string,
  rewrite_to: string,
  triggers: list(routingTrigger),
});

const virtualMeta = struct('apidef.VirtualMeta', {
  disabled: boolean,
  response_function_name: string,
  function_source_type: named('apidef.SourceMode', string),
  function_source_uri: string,
  path: string,
  method: string,
  use_session: boolean,
  proxy_on_error: boolean,
});

const requestSizeMeta = struct('apidef.RequestSizeMeta', {
  disabled: boolean,
  path: string,
  method: string,
  size_limit: int64,
});

const methodTransformMeta = struct('apidef.MethodTransformMeta', {
  disabled: boolean,
  path: string,
  method: string,
  to_method: string,
});

const trackEndpointMeta = struct('apidef.TrackEndpointMeta', {
  disabled: boolean,
  path: string,
  method: string,
});

const validatePathMeta = struct('apidef.ValidatePathMeta', {
  disabled: boolean,
  path: string,
  method: string,
  schema: map(any),
  schema_b64: omitempty(string),
  error_response_code: int,
});

const validateRequestMeta = struct('apidef.ValidateRequestMeta', {
  enabled: boolean,
  path: string,
  method: string,
  error_response_code: int,
});

const internalMeta = struct('apidef.InternalMeta', {
  disabled: boolean,
  path: string,
  method: string,
});

const goPluginMeta = struct('apidef.GoPluginMeta', {
  disabled: boolean,
  path: string,
  method: string,
  plugin_path: string,
  func_name: string,
});

const persistGraphQLMeta = struct('apidef.PersistGraphQLMeta', {
  path: string,
  method: string,
  operation: string,
  variables: map(any),
});

const rateLimitMeta = struct('apidef.RateLimitMeta', {
  disabled: boolean,
  path: string,
  method: string,
  rate: float64,
  per: float64,
});

const extendedPathsSet = struct('apidef.ExtendedPathsSet', {
  ignored: omitempty(list(endPointMeta)),
  white_list: omitempty(list(endPointMeta)),
  black_list: omitempty(list(endPointMeta)),
  mock_response: omitempty(list(mockResponseMeta)),
  cache: omitempty(list(string)),
  advance_cache_config: omitempty(list(cacheMeta)),
  transform: omitempty(list(templateMeta)),
  transform_response: omitempty(list(templateMeta)),
  transform_jq: omitempty(list(transformJQMeta)),
  transform_jq_response: omitempty(list(transformJQMeta)),
  transform_headers: omitempty(list(headerInjectionMeta)),
  transform_response_headers: omitempty(list(headerInjectionMeta)),
  hard_timeouts: omitempty(list(hardTimeoutMeta)),
  circuit_breakers: omitempty(list(circuitBreakerMeta)),
  url_rewrites: omitempty(list(urlRewriteMeta)),
  virtual: omitempty(list(virtualMeta)),
  size_limits: omitempty(list(requestSizeMeta)),
  method_transforms: omitempty(list(methodTransformMeta)),
  track_endpoints: omitempty(list(trackEndpointMeta)),
  do_not_track_endpoints: omitempty(list(trackEndpointMeta)),
  validate_json: omitempty(list(validatePathMeta)),
  validate_request: omitempty(list(validateRequestMeta)),
  internal: omitempty(list(internalMeta)),
  go_plugin: omitempty(list(goPluginMeta)),
  persist_graphql: list(persistGraphQLMeta),
  rate_limit: list(rateLimitMeta),
});

export const versionInfo = struct('apidef.VersionInfo', {
  name: string,
  expires: string,
  paths: anonymous(['Ignored', 'WhiteList', 'BlackList'], {
    ignored: list(string),
    white_list: list(string),
    black_list: list(string),
  }),
  use_extended_paths: boolean,
  extended_paths: extendedPathsSet,
  global_headers: map(string),
  global_headers_remove: list(string),
  global_headers_disabled: boolean,
  global_response_headers: map(string),
  global_response_headers_remove: list(string),
  global_response_headers_disabled: boolean,
  ignore_endpoint_case: boolean,
  global_size_limit: int64,
  global_size_limit_disabled: boolean,
  global_enforce_timeout: readableDuration,
  global_enforce_timeout_disabled: boolean,
  override_target: string,
});

export const versionData = struct('apidef.VersionData', {
  not_versioned: boolean,
  default_version: string,
  versions: map(versionInfo),
});
