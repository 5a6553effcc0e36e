import { readFile } from 'node:fs/promises';
import { notFound } from '../http/http-error';
import { type Call, Raw, type Router } from '../http/router';

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'self'; img-src 'self' data:; media-src 'self'; frame-ancestors 'none'",
};

/** The phone page and its few files, read from this folder. */
export function phoneRoutes(router: Router): void {
  router.on('GET', '/phone', (call) => file(call, 'index.html'));
  router.on('GET', '/phone/:file', (call) => file(call, call.params.file ?? ''));
}

async function file({ world, request }: Call, name: string): Promise<Raw> {
  const extension = /^[a-z-]+\.(html|css|js)$/.exec(name)?.[1];
  if (!extension) throw notFound(world.features, `No file '${name}'`);
  const text = await readFile(new URL(name, import.meta.url), 'utf8').catch(() => undefined);
  if (text === undefined) throw notFound(world.features, `No file '${name}'`);
  const lang = /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'pt-BR';
  return new Raw(TYPES[extension] ?? 'text/plain', text.replace('lang="pt-BR"', `lang="${lang}"`), HEADERS);
}
