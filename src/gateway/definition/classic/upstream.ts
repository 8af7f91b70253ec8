import {
  anonymous,
  boolean,
  embed,
  int,
  int64,
  list,
  map,
  named,
  omitempty,
  string,
  struct,
  uint16,
} from '../../../go/struct';

const checkCommand = struct('apidef.CheckCommand', {
  name: string,
  message: string,
});

const hostCheckObject = struct('apidef.HostCheckObject', {
  url: string,
  protocol: string,
  timeout: named('time.Duration', int64),
  enable_proxy_protocol: boolean,
  commands: list(checkCommand),
  method: string,
  headers: map(string),
  body: string,
});

const serviceDiscoveryConfiguration = struct('apidef.ServiceDiscoveryConfiguration', {
  use_discovery_service: boolean,
  query_endpoint: string,
  use_nested_query: boolean,
  parent_data_path: string,
  data_path: string,
  port_data_path: string,
  target_path: string,
  use_target_list: boolean,
  cache_disabled: boolean,
  cache_timeout: int64,
  endpoint_returns_list: boolean,
});

const uptimeTestsConfig = struct('apidef.UptimeTestsConfig', {
  expire_utime_after: int64,
  service_discovery: serviceDiscoveryConfiguration,
  recheck_wait: int,
});

export const uptimeTests = struct('apidef.UptimeTests', {
  disabled: boolean,
  check_list: list(hostCheckObject),
  config: uptimeTestsConfig,
});

export const proxyConfig = struct('apidef.ProxyConfig', {
  preserve_host_header: boolean,
  listen_path: string,
  target_url: string,
  disable_strip_slash: boolean,
  strip_listen_path: boolean,
  enable_load_balancing: boolean,
  target_list: list(string),
  check_host_against_uptime_tests: boolean,
  service_discovery: serviceDiscoveryConfiguration,
  transport: anonymous(
    [
      'SSLInsecureSkipVerify',
      'SSLCipherSuites',
      'SSLMinVersion',
      'SSLMaxVersion',
      'SSLForceCommonNameCheck',
      'ProxyURL',
    ],
    {
      ssl_insecure_skip_verify: boolean,
      ssl_ciphers: list(string),
      ssl_min_version: uint16,
      ssl_max_version: uint16,
      ssl_force_common_name_check: boolean,
      proxy_url: string,
    },
    ['ssl_force_common_name_check'],
  ),
});

const authSource = struct('apidef.AuthSource', {
  enabled: boolean,
  name: string,
});

const upstreamBasicAuth = struct('apidef.UpstreamBasicAuth', {
  enabled: omitempty(boolean),
  username: string,
  password: string,
  header: authSource,
});

const clientAuthData = struct('apidef.ClientAuthData', {
  client_id: string,
  client_secret: omitempty(string),
});

const clientCredentials = struct('apidef.ClientCredentials', {
  ...embed(clientAuthData),
  header: authSource,
  token_url: string,
  scopes: omitempty(list(string)),
  extra_metadata: omitempty(list(string)),
});

const passwordAuthentication = struct('apidef.PasswordAuthentication', {
  ...embed(clientAuthData),
  header: authSource,
  username: string,
  password: string,
  token_url: string,
  scopes: omitempty(list(string)),
  extra_metadata: omitempty(list(string)),
});

const upstreamOAuth = struct('apidef.UpstreamOAuth', {
  enabled: boolean,
  allowed_authorize_types: list(string),
  client_credentials: clientCredentials,
  password: omitempty(passwordAuthentication),
});

export const upstreamAuth = struct('apidef.UpstreamAuth', {
  enabled: boolean,
  basic_auth: upstreamBasicAuth,
  oauth: upstreamOAuth,
});
