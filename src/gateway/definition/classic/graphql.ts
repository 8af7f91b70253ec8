import { boolean, list, map, named, omitempty, pointer, string, struct } from '../../../go/struct';
import { rawMessage, time } from '../go-types';

const mappingConfiguration = struct('datasource.MappingConfiguration', {
  disabled: boolean,
  path: string,
});

const sourceConfig = struct('datasource.SourceConfig', {
  kind: string,
  data_source_config: rawMessage,
});

const typeFieldConfiguration = struct('datasource.TypeFieldConfiguration', {
  type_name: string,
  field_name: string,
  mapping: pointer(mappingConfiguration),
  data_source: sourceConfig,
});

const requestHeadersRewriteConfig = struct('apidef.RequestHeadersRewriteConfig', {
  value: string,
  remove: boolean,
});

const graphQLPlayground = struct('apidef.GraphQLPlayground', {
  enabled: boolean,
  path: string,
});

const graphQLFieldConfig = struct('apidef.GraphQLFieldConfig', {
  type_name: string,
  field_name: string,
  disable_default_mapping: boolean,
  path: list(string),
});

const graphQLTypeFields = struct('apidef.GraphQLTypeFields', {
  type: string,
  fields: list(string),
});

const graphQLEngineDataSource = struct('apidef.GraphQLEngineDataSource', {
  kind: named('apidef.GraphQLEngineDataSourceKind', string),
  name: string,
  internal: boolean,
  root_fields: list(graphQLTypeFields),
  config: rawMessage,
});

const udgGlobalHeader = struct('apidef.UDGGlobalHeader', {
  key: string,
  value: string,
});

const graphQLEngineConfig = struct('apidef.GraphQLEngineConfig', {
  field_configs: list(graphQLFieldConfig),
  data_sources: list(graphQLEngineDataSource),
  global_headers: list(udgGlobalHeader),
});

const graphQLProxyFeaturesConfig = struct('apidef.GraphQLProxyFeaturesConfig', {
  use_immutable_headers: boolean,
});

const graphQLResponseExtensions = struct('apidef.GraphQLResponseExtensions', {
  on_error_forwarding: boolean,
});

const graphQLProxyConfig = struct('apidef.GraphQLProxyConfig', {
  features: graphQLProxyFeaturesConfig,
  auth_headers: map(string),
  subscription_type: omitempty(named('apidef.SubscriptionType', string)),
  sse_use_post: boolean,
  request_headers: map(string),
  use_response_extensions: graphQLResponseExtensions,
  request_headers_rewrite: map(requestHeadersRewriteConfig),
});

const graphQLSubgraphConfig = struct('apidef.GraphQLSubgraphConfig', {
  sdl: string,
});

const graphQLSubgraphEntity = struct('apidef.GraphQLSubgraphEntity', {
  api_id: string,
  name: string,
  url: string,
  sdl: string,
  headers: map(string),
  subscription_type: omitempty(named('apidef.SubscriptionType', string)),
  sse_use_post: boolean,
});

const graphQLSupergraphConfig = struct('apidef.GraphQLSupergraphConfig', {
  updated_at: omitempty(pointer(time)),
  subgraphs: list(graphQLSubgraphEntity),
  merged_sdl: string,
  global_headers: map(string),
  disable_query_batching: boolean,
});

const graphQLIntrospectionConfig = struct('apidef.GraphQLIntrospectionConfig', {
  disabled: boolean,
});

export const graphQLConfig = struct('apidef.GraphQLConfig', {
  enabled: boolean,
  execution_mode: named('apidef.GraphQLExecutionMode', string),
  version: named('apidef.GraphQLConfigVersion', string),
  schema: string,
  last_schema_update: omitempty(pointer(time)),
  type_field_configurations: list(typeFieldConfiguration),
  playground: graphQLPlayground,
  engine: graphQLEngineConfig,
  proxy: graphQLProxyConfig,
  subgraph: graphQLSubgraphConfig,
  supergraph: graphQLSupergraphConfig,
  introspection: graphQLIntrospectionConfig,
});
