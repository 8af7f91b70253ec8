/**
 * The JWT scheme that an OAS document means to use. The gateway takes one only when component, requirement and settings
 * agree; a rule that tells why they do not has to know what was meant.
 */
import type { OasDocument } from '../../gateway/definition/oas';
import { isObject, type JsonObject, type JsonValue } from '../../go/json';
import type { JsonPath } from '../json-edit';

export const tyk = 'x-tyk-api-gateway';
export const authentication = [tyk, 'server', 'authentication'] as const;
const settingsPath: JsonPath = [...authentication, 'securitySchemes'];

export interface Scheme {
  readonly name: string;
  /** Where its settings stand, or would stand. */
  readonly path: JsonPath;
  /** Its settings as typed; `null`: there are none. */
  readonly settings: JsonObject | null;
  /** Its entry in `components.securitySchemes`; `null`: there is none. */
  readonly component: JsonObject | null;
  /** Whether the gateway takes it for the API's JWT scheme. */
  readonly found: boolean;
}

/** Members that only a JWT scheme has. */
const telling = ['source', 'signingMethod', 'jwksURIs', 'identityBaseField', 'policyFieldName', 'defaultPolicies'];

const object = (value: JsonValue | undefined): JsonObject => (isObject(value) ? value : {});

/** The object at a path; an empty one where there is none. */
export function objectAt(json: JsonObject, path: JsonPath): JsonObject {
  return path.reduce<JsonObject>((at, name) => object(at[name]), json);
}

/** The names in each security requirement of the root. */
export function requirementsOf(json: JsonObject): readonly (readonly string[])[] {
  const { security } = json;
  return Array.isArray(security) ? security.map((one) => Object.keys(object(one))) : [];
}

/** The scheme that is meant: the one that the gateway finds, else the likeliest. */
export function jwtSchemeOf(json: JsonObject, oas: OasDocument): Scheme | null {
  const settings = objectAt(json, settingsPath);
  const components = objectAt(json, ['components', 'securitySchemes']);
  const required = requirementsOf(json).flat();
  const isBearer = (name: string): boolean => {
    const { type, scheme } = object(components[name]);
    return type === 'http' && typeof scheme === 'string' && scheme.toLowerCase() === 'bearer';
  };
  const isJwt = (name: string): boolean => isBearer(name) && object(components[name])['bearerFormat'] === 'JWT';
  const tells = (name: string): boolean => telling.some((member) => Object.hasOwn(object(settings[name]), member));
  const configured = Object.keys(settings);
  const found = oas.jwtScheme !== null;
  const likeliest = [
    ...(found ? required.filter((name) => isJwt(name) && Object.hasOwn(settings, name)) : []),
    ...configured.filter(tells),
    ...configured.filter(isBearer),
    ...required.filter(isJwt),
  ];
  const [name] = likeliest;
  if (name === undefined) return null;
  return {
    name,
    path: [...settingsPath, name],
    settings: isObject(settings[name]) ? settings[name] : null,
    component: isObject(components[name]) ? components[name] : null,
    found,
  };
}
