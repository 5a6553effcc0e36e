import { expect, it } from 'vitest';
import { z } from 'zod';
import { fieldsOf, type JsonSchema, typeOf } from './fields';

const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema) as JsonSchema;

it.each([
  [z.string(), 'string'],
  [z.uuid().nullable(), 'string (uuid) | null'],
  [z.enum(['open', 'resolved']), '"open" | "resolved"'],
  [z.array(z.number()), 'number[]'],
  [z.array(z.enum(['a', 'b'])), '("a" | "b")[]'],
  [z.literal('connect').nullable(), '"connect" | null'],
  [z.unknown(), 'any'],
])('names a type: case %#', (schema, expected) => {
  expect(typeOf(schemaOf(schema))).toBe(expected);
});

it('goes into objects that may be null and into lists', () => {
  const schema = z.object({
    contact: z.object({ name: z.string() }).nullable(),
    labels: z.array(z.object({ id: z.uuid() })).optional(),
  });
  expect(fieldsOf(schemaOf(schema))).toEqual([
    { name: 'contact', type: 'object | null', isRequired: true },
    { name: 'contact.name', type: 'string', isRequired: true },
    { name: 'labels', type: 'object[]', isRequired: false },
    { name: 'labels[].id', type: 'string (uuid)', isRequired: true },
  ]);
});

it('has no fields where there is no schema', () => expect(fieldsOf(undefined)).toEqual([]));
