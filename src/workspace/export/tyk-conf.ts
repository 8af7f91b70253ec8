/**
 * `tyk.conf`, `templates/` and `docker-compose.yml` for an exported folder: the settings that the emulated gateway has
 * (behaviour 0), with paths that hold in the folder and in the container.
 */
import { errorResponse } from '../../gateway/error-response';
import { refusal } from '../../gateway/refusals';
import { settings } from '../../gateway/settings';

/** Where the exported gateway listens. */
export const exportedPort = 8080;

/** The text of `tyk.conf`. */
export const tykConf = `${JSON.stringify(
  {
    listen_port: exportedPort,
    secret: settings.secret,
    template_path: './templates',
    app_path: './apps',
    use_db_app_configs: false,
    storage: { type: 'redis', host: '127.0.0.1', port: 6379 },
    enable_analytics: false,
    hash_keys: true,
    hash_key_function: settings.hashFunction,
    http_server_options: {
      enable_strict_routes: true,
      enable_path_prefix_matching: true,
      enable_path_suffix_matching: true,
    },
    policies: { policy_source: 'file', policy_path: './policies', allow_explicit_policy_id: true },
    access_logs: { enabled: true },
    log_level: 'debug',
    log_format: 'json',
  },
  null,
  2,
)}\n`;

/** The text that a gateway puts the error into: the answer that the emulated one gives, in JSON and in XML (behaviour 7.8). */
function errorTemplate(contentType: string): string {
  const error = { ...refusal('route_not_found'), message: '{{.Message}}' };
  return errorResponse(error, { method: 'GET', contentType, headers: [] }).body;
}

/** The templates without which a gateway does not start; in the container it has them already. */
export const templates: readonly (readonly [path: string, text: string])[] = [
  ['templates/error.json', errorTemplate('application/json')],
  ['templates/error.xml', errorTemplate('application/xml')],
];

/** The text of `docker-compose.yml`. The three share one network, so that 127.0.0.1 is the same for all, and for a gateway without containers too. */
export const composeFile = `# docker compose up
services:
  stand-in:
    image: node:22.12.0-alpine
    init: true
    working_dir: /stand-in
    command: ["node", "server.mjs"]
    volumes:
      - ./stand-in:/stand-in:ro
    # The gateway's port: it is in this service's network.
    ports:
      - "127.0.0.1:${String(exportedPort)}:${String(exportedPort)}"

  redis:
    image: redis:7.4.1-alpine
    network_mode: "service:stand-in"
    depends_on:
      - stand-in

  gateway:
    image: tykio/tyk-gateway:v${settings.version}
    network_mode: "service:stand-in"
    depends_on:
      - redis
    volumes:
      - ./tyk.conf:/opt/tyk-gateway/tyk.conf:ro
      - ./apps:/opt/tyk-gateway/apps
      - ./policies:/opt/tyk-gateway/policies
`;
