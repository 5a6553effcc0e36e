import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A source file of the project: its path from the root, with forward slashes, and its text. */
export type SourceFile = { path: string; text: string };

/** One import of a file: what it names, from the root where it is ours. */
export type Import = { target: string; isTypeOnly: boolean };

const CODE = /\.(ts|tsx|mjs)$/;
const NOT_OURS = /^(node_modules|\..*|next-env\.d\.ts|test-results|playwright-report|migrations|fixtures)$/;

/** Every code file under `root`. */
export function readSources(root: string, folder = ''): SourceFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !NOT_OURS.test(entry.name) || `${folder}/${entry.name}` === '/.ci')
    .flatMap((entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory()) return readSources(root, path);
      return CODE.test(entry.name) ? [{ path, text: readFileSync(join(root, path), 'utf8') }] : [];
    });
}

// `import x from`, `import 'x'`, `export … from`, `import('x')`; names may span lines, statements end the search.
const STATEMENT = /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]/g;

/** The imports of our own files in `file`, as paths from the root without their extension. */
export function ownImports(file: SourceFile): Import[] {
  const found = [...file.text.matchAll(STATEMENT)].map(([, type, name]) => ({
    name,
    isTypeOnly: Boolean(type),
  }));
  const dynamic = [...file.text.matchAll(DYNAMIC)].map(([, name]) => ({ name, isTypeOnly: false }));
  return [...found, ...dynamic].flatMap(({ name = '', isTypeOnly }) => {
    const target = resolveOwn(file.path, name);
    return target ? [{ target, isTypeOnly }] : [];
  });
}

function resolveOwn(from: string, name: string): string | undefined {
  const bare = name.replace(/\.(ts|tsx|mjs|js)$/, '');
  if (bare.startsWith('@/')) return bare.slice(2);
  if (!bare.startsWith('.')) return undefined;
  return join(from, '..', bare).replaceAll('\\', '/');
}
