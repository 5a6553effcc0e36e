import type { SourceFile } from './source-files';

const MAX_LINES = 300;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Written in two pieces so that this file passes its own test. */
const UNFINISHED = new RegExp(`\\b(TO${'DO'}|FIX${'ME'}|XX${'X'})\\b`);
const MOCK = new RegExp(`\\bvi\\.(do)?${'mock'}\\(`);
const MAY_READ_ENVIRONMENT = /^(scripts|tests)\/|^lib\/env\.ts$|^[^/]+\.config\.(ts|mjs)$|\.test\.tsx?$/;

/** One line per file that breaks a rule on length, names, settings, mocks, barrels, or unfinished work. */
export function checkFiles(files: SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.split('\n').length - 1;
    const faults = [
      lines > MAX_LINES && `${lines} lines; ${MAX_LINES} at most`,
      UNFINISHED.test(text) && 'unfinished work is marked in it',
      MOCK.test(text) && 'mocks a module',
      readsEnvironment(path, text) && 'reads process.env; only lib/env.ts does',
      isBarrel(path, text) && 'is a barrel file',
      !isKebab(path) && 'is not named in kebab-case',
    ];
    return faults.filter((fault) => fault !== false).map((fault) => `${path}: ${fault}`);
  });
}

function readsEnvironment(path: string, text: string): boolean {
  if (MAY_READ_ENVIRONMENT.test(path)) return false;
  // Next replaces this one name while it bundles, so it must stand there literally.
  const rest = path.startsWith('instrumentation') ? text.replaceAll('process.env.NEXT_RUNTIME', '') : text;
  return /\bprocess\.env\b|\bprocess\[['"]env['"]\]/.test(rest);
}

function isBarrel(path: string, text: string): boolean {
  if (path === 'db/schema/index.ts') return false;
  if (/^export \* from/m.test(text)) return true;
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').trim();
  const rest = code.replace(/export\s+(type\s+)?\{[^}]*\}\s+from\s+['"][^'"]+['"];?/g, '').trim();
  return code !== '' && rest === '';
}

function isKebab(path: string): boolean {
  return path.split('/').every((segment) => {
    // Next's own marks: (group), [param], [...rest], @slot, _private.
    const name = segment.replace(/^[@_.]|[()[\]]|\.\.\./g, '').split('.')[0] ?? '';
    return (
      KEBAB.test(name) || (path.startsWith('app/') && /^[a-z][a-zA-Z]*$/.test(name) && segment.includes('['))
    );
  });
}
