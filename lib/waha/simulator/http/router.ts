import type { IncomingMessage, ServerResponse } from 'node:http';
import type { World } from '../world';

/** What a handler gets: decoded path parameters, the query, and the parsed JSON body. */
export interface Call {
  world: World;
  params: Record<string, string>;
  query: URLSearchParams;
  body: Record<string, unknown>;
  request: IncomingMessage;
  response: ServerResponse;
}

/** An answer other than JSON: bytes with a type. */
export class Raw {
  constructor(
    readonly type: string,
    readonly bytes: Buffer | string,
    readonly headers: Record<string, string> = {},
  ) {}
}

/** The handler took care of the response (or of its death) itself. */
export const ANSWERED = Symbol('answered');

/** Returns the body: JSON value, `Raw`, undefined for an empty body, or ANSWERED. */
export type Handler = (call: Call) => unknown;

interface Route {
  method: string;
  parts: string[];
  handler: Handler;
  status: number;
}

/** Routes by method and pattern (`/api/:session/chats`); earlier ones win. */
export class Router {
  private readonly routes: Route[] = [];

  /** Adds a route; POST answers 201 as Nest does, everything else 200, unless `status` says otherwise. */
  on(method: string, pattern: string, handler: Handler, status = method === 'POST' ? 201 : 200): void {
    this.routes.push({ method, parts: pattern.split('/'), handler, status });
  }

  /** The route of a request, with its decoded parameters. */
  find(method: string, path: string): { route: Route; params: Record<string, string> } | undefined {
    const parts = path.replace(/\/+$/, '').split('/');
    for (const route of this.routes) {
      if (route.method !== method || route.parts.length !== parts.length) continue;
      const params = match(route.parts, parts);
      if (params) return { route, params };
    }
    return undefined;
  }
}

function match(pattern: string[], parts: string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const value = parts[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodePart(value);
    else if (part !== value) return undefined;
  }
  return params;
}

function decodePart(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
