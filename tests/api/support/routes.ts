import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Api } from './client';

export type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** One address (`/api/…/{id}`) and what may be done there. */
export type RouteFile = { path: string; verbs: Verb[] };

const ROOT = 'app/api';
const VERBS: Verb[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Every route as the folders say: an address and the verbs that its file exports. */
export function routesOnDisk(): RouteFile[] {
  return readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)route\.tsx?$/.test(file))
    .map((file) => ({
      path: addressOf(dirname(file)),
      verbs: exportedVerbs(readFileSync(join(ROOT, file), 'utf8')),
    }))
    .sort((a, b) => a.path.localeCompare(b.path));
}

const addressOf = (folder: string) =>
  `/api/${folder}`.replace(/\[\[?\.{3}(\w+)\]\]?/g, '{...$1}').replace(/\[(\w+)\]/g, '{$1}');

const exportedVerbs = (text: string) =>
  VERBS.filter((verb) =>
    new RegExp(`export (async )?(const|function) ${verb}\\b|\\bas ${verb}\\b`).test(text),
  );

export type Operation = {
  summary?: string;
  requestBody?: object;
  parameters?: { in: string; name: string }[];
  responses: Record<string, { description: string; content?: Record<string, unknown> }>;
};
export type OpenApi = {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components?: Record<string, Record<string, unknown>>;
};

export const readDocument = async (api: Api): Promise<OpenApi> =>
  (await api.get<OpenApi>('/api/openapi.json')).body;

/** Every address of the document with its verbs, in the same form as {@link routesOnDisk}. */
export const routesOf = ({ paths }: OpenApi): RouteFile[] =>
  Object.entries(paths)
    .map(([path, operations]) => ({
      path,
      verbs: VERBS.filter((verb) => verb.toLowerCase() in operations),
    }))
    .sort((a, b) => a.path.localeCompare(b.path));
