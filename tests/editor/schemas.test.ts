import { expect, test } from 'vitest';
import { apiDefinition } from '../../src/gateway/definition/classic';
import { jwtScheme } from '../../src/gateway/definition/oas/schemes';
import { policySchema } from '../../src/gateway/definition/policy';
import { schemas } from '../../src/editor/schemas';
import type { Schema } from '../../src/editor/schemas/schema';

const names = (schema: Schema | undefined): string[] => Object.keys(schema?.properties ?? {});
const at = (schema: Schema, ...path: readonly string[]): Schema | undefined =>
  path.reduce<Schema | undefined>((found, name) => found?.properties?.[name], schema);

/** Members that the gateway does not read, and that people write all the same. */
const dead = [
  'jwt_disable_issued_at_validation',
  'jwt_disable_expires_at_validation',
  'jwt_disable_not_before_validation',
];

test('every member of the classic schema is one that the gateway reads, or said to be dead', () => {
  const known = new Set([...Object.keys(apiDefinition.members), ...dead]);
  expect(names(schemas.classic).filter((name) => !known.has(name))).toEqual([]);
  for (const name of dead) expect(schemas.classic.properties?.[name]?.deprecationMessage).toBeDefined();
});

test('every JWT member of a classic definition has a schema', () => {
  const jwt = Object.keys(apiDefinition.members).filter((name) => name.startsWith('jwt_'));
  expect(jwt.filter((name) => !names(schemas.classic).includes(name))).toEqual([]);
});

test('the schema of the JWT scheme has the members that the gateway reads, no more and no fewer', () => {
  const schemes = at(schemas.oas, 'x-tyk-api-gateway', 'server', 'authentication', 'securitySchemes');
  expect(names(schemes?.additionalProperties).sort()).toEqual(Object.keys(jwtScheme.members).sort());
});

test('every member of the policy schema is one that the gateway reads', () => {
  const known = Object.keys(policySchema.members);
  expect(names(schemas.policy).filter((name) => !known.includes(name))).toEqual([]);
});

test('every member says what it does', () => {
  const silent: string[] = [];
  const look = (schema: Schema, path: string): void => {
    for (const [name, member] of Object.entries(schema.properties ?? {})) {
      const inner = member.properties ?? member.items?.properties ?? member.additionalProperties?.properties;
      if ((member.description ?? '') === '' && inner === undefined) silent.push(`${path}.${name}`);
      look(member, `${path}.${name}`);
      if (member.items !== undefined) look(member.items, `${path}.${name}[]`);
      if (member.additionalProperties !== undefined) look(member.additionalProperties, `${path}.${name}.*`);
    }
  };
  for (const [name, schema] of Object.entries(schemas)) look(schema, name);
  expect(silent).toEqual([]);
});
