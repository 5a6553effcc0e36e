/** A JSON Schema as far as our own schemas use it. */
export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
};

/** One value of a body or an answer: `contact.name`, `data[].id`. `type` is in JSON's own words. */
export type Field = { name: string; type: string; isRequired: boolean };

/** The values of an object schema, nested ones by their path, in the order of the schema. */
export function fieldsOf(schema: JsonSchema | undefined, path = ''): Field[] {
  const { properties = {}, required = [] } = schema ?? {};
  return Object.entries(properties).flatMap(([key, value]) => {
    const name = path + key;
    const field = { name, type: typeOf(value), isRequired: required.includes(key) };
    const inner = branchesOf(value).flatMap((branch) => [
      ...fieldsOf(branch, `${name}.`),
      ...fieldsOf(branch.items, `${name}[].`),
    ]);
    return [field, ...inner];
  });
}

/** A schema in a few words: `string (uuid) | null`, `"open" | "resolved"`, `object[]`. */
export function typeOf(schema: JsonSchema): string {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return [...new Set(alternatives.map(typeOf))].join(' | ');
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? 'object';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const types = [schema.type ?? 'any'].flat().map((type) => nameOf(type, schema));
  return types.join(' | ');
}

function nameOf(type: string, { format, items }: JsonSchema): string {
  if (type === 'array') {
    const item = items ? typeOf(items) : 'any';
    return item.includes(' ') ? `(${item})[]` : `${item}[]`;
  }
  return type === 'string' && format ? `string (${format})` : type;
}

/** Of `{ … } | null` the object. */
const branchesOf = (schema: JsonSchema): JsonSchema[] => schema.anyOf ?? schema.oneOf ?? [schema];
