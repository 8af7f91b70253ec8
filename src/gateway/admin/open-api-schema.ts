/** What the gateway's schema of OpenAPI 3.0 asks of a document. Parameters and data schemas are not looked into. */
import type { Schema } from './json-schema';

const string: Schema = { type: 'string' };
const strings: Schema = { type: 'array', items: string };
const uri: Schema = { type: 'string', format: 'uri-reference' };
const extensions = [[/^x-/, {}]] as const;
const names = /^[a-zA-Z0-9.\-_]+$/;

/** An object that has these members, members that begin with `x-`, and no others. */
function closed(properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema {
  return { type: 'object', required, properties, patternProperties: extensions, additionalProperties: false };
}

const reference: Schema = { type: 'object', required: ['$ref'], patternProperties: [[/^\$ref$/, uri]] };
const orReference = (schema: Schema): Schema => ({ oneOf: [schema, reference] });
const object: Schema = { type: 'object' };
const externalDocs = closed({ description: string, url: uri }, ['url']);

const server = closed(
  {
    url: string,
    description: string,
    variables: {
      type: 'object',
      additionalProperties: closed({ enum: strings, default: string, description: string }, ['default']),
    },
  },
  ['url'],
);

const response = closed({ description: string, headers: object, content: object, links: object }, ['description']);
const responses: Schema = {
  type: 'object',
  properties: { default: orReference(response) },
  patternProperties: [[/^[1-5](?:\d{2}|XX)$/, orReference(response)], ...extensions],
  minProperties: 1,
  additionalProperties: false,
};
const parameters: Schema = { type: 'array', items: object, uniqueItems: true };
const securityRequirement: Schema = { type: 'object', additionalProperties: strings };
const operation = closed(
  {
    tags: strings,
    summary: string,
    description: string,
    externalDocs,
    operationId: string,
    parameters,
    requestBody: orReference(
      closed({ description: string, content: object, required: { type: 'boolean' } }, ['content']),
    ),
    responses,
    callbacks: object,
    deprecated: { type: 'boolean' },
    security: { type: 'array', items: securityRequirement },
    servers: { type: 'array', items: server },
  },
  ['responses'],
);
const pathItem: Schema = {
  type: 'object',
  properties: {
    $ref: string,
    summary: string,
    description: string,
    servers: { type: 'array', items: server },
    parameters,
  },
  patternProperties: [[/^(get|put|post|delete|options|head|patch|trace)$/, operation], ...extensions],
  additionalProperties: false,
};

const bearer = /^[Bb][Ee][Aa][Rr][Ee][Rr]$/;
const only = (word: string): Schema => ({ type: 'string', enum: [word] });
const securityScheme: Schema = {
  oneOf: [
    closed(
      {
        type: only('apiKey'),
        name: string,
        in: { type: 'string', enum: ['header', 'query', 'cookie'] },
        description: string,
      },
      ['type', 'name', 'in'],
    ),
    {
      ...closed({ scheme: string, bearerFormat: string, description: string, type: only('http') }, ['scheme', 'type']),
      oneOf: [
        { properties: { scheme: { type: 'string', pattern: bearer } } },
        {
          not: { required: ['bearerFormat'] },
          properties: { scheme: { not: { type: 'string', pattern: bearer } } },
        },
      ],
    },
    closed({ type: only('oauth2'), flows: object, description: string }, ['type', 'flows']),
    closed({ type: only('openIdConnect'), openIdConnectUrl: uri, description: string }, ['type', 'openIdConnectUrl']),
  ],
};

const named = (schema: Schema): Schema => ({ type: 'object', patternProperties: [[names, schema]] });

/** The OAS part of a document; `x-tyk-api-gateway` is checked on its own. */
export const openApiSchema: Schema = {
  ...closed(
    {
      openapi: { type: 'string', pattern: /^3\.0\.\d(-.+)?$/ },
      info: closed(
        {
          title: string,
          description: string,
          termsOfService: uri,
          contact: closed({ name: string, url: uri, email: { type: 'string', format: 'email' } }),
          license: closed({ name: string, url: uri }, ['name']),
          version: string,
        },
        ['title', 'version'],
      ),
      externalDocs,
      servers: { type: 'array', items: server },
      security: { type: 'array', items: securityRequirement },
      tags: {
        type: 'array',
        items: closed({ name: string, description: string, externalDocs }, ['name']),
        uniqueItems: true,
      },
      paths: {
        type: 'object',
        patternProperties: [[/^\//, pathItem], ...extensions],
        additionalProperties: false,
      },
      components: closed({
        schemas: named(object),
        responses: named(object),
        parameters: named(object),
        examples: named(object),
        requestBodies: named(object),
        headers: named(object),
        securitySchemes: named({ oneOf: [reference, securityScheme] }),
        links: named(object),
        callbacks: named(object),
      }),
    },
    ['openapi', 'info', 'paths'],
  ),
};
