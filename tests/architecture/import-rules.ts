import { ownImports, type SourceFile } from './source-files';

/** Domains from left to right: one may use the services of those before it, never of those after it. */
const DOMAINS = [
  'organizations',
  'tokens',
  'incidents',
  'servers',
  'instances',
  'links',
  'contacts',
  'conversations',
  'media',
  'messages',
  'history',
  'watchdog',
  'templates',
  'automations',
  'analytics',
  'dashboard',
  'monitoring',
  'integrations',
];
const PLATFORM = ['auth', 'jobs', 'realtime', 'handlers'];
/** Settings, class names, languages and their texts: nothing of the business in them, anybody may use them. */
const LEAVES = /^lib\/(env|utils|i18n\/.+)$|^messages\//;
const CORE = /^lib\/core\//;
const DB = /^db(\/|$)/;

type Use = { target: string; isTypeOnly: boolean };
type Zone = { name: string; owns: RegExp; mayImport: (use: Use, path: string) => boolean };

const ZONES: Zone[] = [
  { name: 'db', owns: DB, mayImport: ({ target }) => DB.test(target) || target === 'lib/env' },
  {
    name: 'lib/core',
    owns: CORE,
    mayImport: ({ target }, path) =>
      CORE.test(target) ||
      /^lib\/env$|^messages\//.test(target) ||
      (path === 'lib/core/scope.ts' && target === 'db/client'),
  },
  {
    name: 'lib/waha',
    owns: /^lib\/waha\//,
    mayImport: ({ target }) => /^lib\/waha\//.test(target) || CORE.test(target) || target === 'lib/env',
  },
  {
    name: 'auth, jobs, realtime, handlers',
    owns: new RegExp(`^lib/(${PLATFORM.join('|')})/`),
    mayImport: ({ target }) => isFoundation(target) || DB.test(target),
  },
  {
    name: 'lib/webhooks',
    owns: /^lib\/webhooks\//,
    mayImport: ({ target }, path) =>
      isFoundation(target) ||
      /^lib\/(waha|webhooks)\//.test(target) ||
      isService(target) ||
      (DB.test(target) && isQueries(path)),
  },
  {
    // The parts put together: what runs in the background, and how a process begins and ends.
    name: 'lib/tasks',
    owns: /^lib\/tasks\//,
    mayImport: ({ target }) => /^(lib|db)\//.test(target) && !/[/-]actions$/.test(target),
  },
  { name: 'a domain', owns: new RegExp(`^lib/(${DOMAINS.join('|')})/`), mayImport: domainMayImport },
  {
    name: 'a leaf of lib',
    owns: /^lib\/(env|utils|i18n\/)/,
    mayImport: ({ target }) => isFoundation(target),
  },
  {
    name: 'components/ui',
    owns: /^components\/ui\//,
    mayImport: ({ target }) => /^components\/ui\//.test(target) || target === 'lib/utils',
  },
  {
    name: 'components',
    owns: /^components\//,
    mayImport: ({ target, isTypeOnly }) =>
      /^components\//.test(target) ||
      LEAVES.test(target) ||
      /^lib\/[^/]+\/(schema|rules|actions)$/.test(target) ||
      (isTypeOnly && target.startsWith('lib/')),
  },
  {
    name: 'app',
    owns: /^(app\/|middleware\.|proxy\.)/,
    mayImport: ({ target }) =>
      /^(app|components)\//.test(target) ||
      isFoundation(target) ||
      /^lib\/tasks\//.test(target) ||
      /^lib\/webhooks\/(?!([a-z-]+-)?queries$)/.test(target) ||
      isDomainFile(target, ['queries']),
  },
  {
    name: 'instrumentation',
    owns: /^instrumentation/,
    mayImport: ({ target }) => /^(lib|db)\//.test(target) && !/[/-](queries|actions)$/.test(target),
  },
];
/** They put the parts together, or look at them from outside: free. */
const FREE = /^(scripts|tests|\.ci)\/|^[^/]+\.(config\.)?(ts|mjs)$|\.test\.tsx?$/;

/** One line per import that the table of folders forbids, and per file in a folder that the table doesn't know. */
export function checkImports(files: SourceFile[]): string[] {
  return files.flatMap((file) => {
    const zone = ZONES.find(({ owns }) => owns.test(file.path));
    if (FREE.test(file.path) && zone?.name !== 'app' && zone?.name !== 'instrumentation') return [];
    if (!zone) return [`${file.path}: in a folder that tests/architecture does not know`];
    return ownImports(file)
      .filter((use) => !zone.mayImport(use, file.path))
      .map(({ target }) => `${file.path}: ${zone.name} may not import ${target}`);
  });
}

function domainMayImport({ target, isTypeOnly }: Use, path: string): boolean {
  const own = path.split('/')[1] ?? '';
  if (target.startsWith(`lib/${own}/`)) return true;
  if (isFoundation(target) || /^lib\/waha\/(?!simulator\/)/.test(target)) return true;
  // What a query takes as its database is only a word.
  if (DB.test(target)) return isQueries(path) || (isTypeOnly && target === 'db/client');
  const other = DOMAINS.indexOf(target.split('/')[1] ?? '');
  // Shapes are only words: a conversation's view names its last message's type.
  if (other >= 0 && target.endsWith('/schema')) return true;
  return other >= 0 && other < DOMAINS.indexOf(own) && isService(target);
}

function isFoundation(target: string): boolean {
  return (
    CORE.test(target) || LEAVES.test(target) || PLATFORM.some((name) => target.startsWith(`lib/${name}/`))
  );
}

/** A service, one of the files it was split into, or the shapes that it gives. */
function isService(target: string): boolean {
  return isDomainFile(target, ['queries', 'actions']);
}

function isDomainFile(target: string, except: string[]): boolean {
  const [top, domain = '', file = ''] = target.split('/');
  // `receive-queries` is queries too.
  const kind = file.split('-').at(-1) ?? '';
  return top === 'lib' && DOMAINS.includes(domain) && !except.includes(kind);
}

function isQueries(path: string): boolean {
  return /[/-]queries\.ts$/.test(path);
}
