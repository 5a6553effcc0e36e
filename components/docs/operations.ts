import { type Field, fieldsOf, type JsonSchema, typeOf } from './fields';

type Content = Record<string, { schema?: JsonSchema }>;
type Parameter = { in: 'path' | 'query' | 'header'; name: string; required?: boolean; schema?: JsonSchema };
type RawOperation = {
  summary: string;
  tags: string[];
  description?: string;
  parameters?: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
};
/** What this page reads of the OpenAPI document. */
export type ApiDocument = { paths: Record<string, Record<string, RawOperation>> };

/** One route and verb as the page shows it. */
export type Operation = {
  /** `get /api/…`: unique, and the key of its sentence in the messages. */
  key: string;
  method: string;
  path: string;
  summary: string;
  permission: string | undefined;
  parameters: (Field & { place: Parameter['in'] })[];
  body: Field[];
  status: string;
  answer: Field[];
};

/** The operations of the document by their tag, in its order. */
export function groupOperations({ paths }: ApiDocument): { tag: string; operations: Operation[] }[] {
  const groups = new Map<string, Operation[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, raw] of Object.entries(methods)) {
      const tag = raw.tags[0] ?? '';
      groups.set(tag, [...(groups.get(tag) ?? []), toOperation(method, path, raw)]);
    }
  }
  return [...groups].map(([tag, operations]) => ({ tag, operations }));
}

function toOperation(method: string, path: string, raw: RawOperation): Operation {
  const status = Object.keys(raw.responses).find((code) => code.startsWith('2')) ?? '200';
  return {
    key: `${method} ${path}`,
    method: method.toUpperCase(),
    path,
    summary: raw.summary,
    permission: /`([\w:]+)`/.exec(raw.description ?? '')?.[1],
    parameters: (raw.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      place: parameter.in,
      type: typeOf(parameter.schema ?? {}),
      isRequired: parameter.required ?? false,
    })),
    body: fieldsOf(jsonOf(raw.requestBody?.content)),
    status,
    answer: fieldsOf(jsonOf(raw.responses[status]?.content)),
  };
}

const jsonOf = (content?: Content): JsonSchema | undefined => content?.['application/json']?.schema;
