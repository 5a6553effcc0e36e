import { readFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { readSettings, withTables } from '../scripts/lib/settings-tables';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

it('has its tables on the page, as they are (`npm run docs:settings`)', () => {
  const page = read('../docs/configuration.md');
  expect(withTables(page, read('./env.ts'))).toBe(page);
});

it('says of every setting what it means, and in which table', () => {
  const source = read('./env.ts');
  const names = [...source.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(20);
  const settings = readSettings(source);
  expect(settings.map(({ name }) => name)).toEqual(names);
  for (const { name, table, meaning } of settings) expect(table && meaning, name).toMatch(/\S/);
  expect(withTables('<!-- settings: needed -->\n<!-- /settings -->\n', source)).toContain(
    '| `AUTH_SECRET` |',
  );
});

it('finds a table that misses a setting', () => {
  const page = '<!-- settings: x -->\n<!-- /settings -->\n';
  const source =
    '  // Table: x\n  /** One @default two */\n  ONE: port.optional(),\n  /** Big */\n  BIG: bytes.default(2 * MiB),\n';
  expect(withTables(page, source)).toContain('| `ONE` | two | One |\n| `BIG` | 2 MiB | Big |\n');
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

it('does not start for many organizations while a setting opens the network inside', async () => {
  for (const name of ['WAHA_SERVERS_ALLOWED_RANGES', 'MEDIA_URL_ALLOWED_RANGES']) {
    vi.resetModules();
    vi.stubEnv('MULTI_TENANT', 'true');
    const closed = await import('./env');
    expect(closed.env().MULTI_TENANT).toBe(true);
    vi.resetModules();
    vi.stubEnv(name, '10.0.0.0/8');
    const open = await import('./env');
    expect(() => open.env()).toThrow(name);
    vi.resetModules();
    vi.stubEnv('MULTI_TENANT', 'false');
    expect((await import('./env')).env().MULTI_TENANT).toBe(false);
    vi.unstubAllEnvs();
  }
});
