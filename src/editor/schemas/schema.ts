/**
 * Short ways to write JSON schemas. A description is what the gateway makes of the member (behaviour.md), for whoever
 * hovers over it. Unknown members are let through: real documents carry hundreds that no schema here knows.
 */

/** A JSON schema (draft 7), as far as it is used here. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly required?: readonly string[];
  readonly deprecationMessage?: string;
}

export const text = (description: string): Schema => ({ type: 'string', description });
export const flag = (description: string): Schema => ({ type: 'boolean', description });
export const whole = (description: string, minimum?: number): Schema =>
  minimum === undefined ? { type: 'integer', description } : { type: 'integer', description, minimum };
export const number = (description: string): Schema => ({ type: 'number', description });
export const anything = (description: string): Schema => ({ description });
export const texts = (description: string): Schema => ({
  type: ['array', 'null'],
  description,
  items: { type: 'string' },
});
export const one = (values: readonly string[], description: string): Schema => ({ enum: values, description });
export const list = (items: Schema, description: string): Schema => ({ type: ['array', 'null'], items, description });
export const map = (values: Schema, description: string): Schema => ({
  type: ['object', 'null'],
  additionalProperties: values,
  description,
});
export const object = (properties: Readonly<Record<string, Schema>>, description = ''): Schema => ({
  type: 'object',
  properties,
  ...(description === '' ? {} : { description }),
});
export const old = (schema: Schema, deprecationMessage: string): Schema => ({ ...schema, deprecationMessage });
