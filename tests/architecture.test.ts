import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkFiles } from './architecture/file-rules';
import { checkImports } from './architecture/import-rules';
import { readSources } from './architecture/source-files';

describe('this project', () => {
  const sources = readSources(fileURLToPath(new URL('..', import.meta.url)));

  test('is read', () => {
    const paths = sources.map(({ path }) => path);
    expect(paths).toContain('lib/env.ts');
    expect(paths).toContain('db/embedded.ts');
    expect(paths.filter((path) => path.includes('node_modules'))).toEqual([]);
  });

  test('imports only along the arrows', () => expect(checkImports(sources)).toEqual([]));
  test('keeps its files short, finished and well named', () => expect(checkFiles(sources)).toEqual([]));
});

describe('the import check', () => {
  const forbidden: [string, string][] = [
    ['db/client.ts', 'lib/core/log'],
    ['lib/core/errors.ts', 'lib/contacts/service'],
    ['lib/core/errors.ts', 'db/client'],
    ['lib/waha/client.ts', 'db/client'],
    ['lib/waha/client.ts', 'lib/instances/service'],
    ['lib/auth/options.ts', 'lib/organizations/service'],
    ['lib/jobs/runner.ts', 'lib/messages/drain'],
    ['lib/contacts/service.ts', 'lib/messages/service'],
    ['lib/messages/service.ts', 'lib/contacts/queries'],
    ['lib/messages/service.ts', 'lib/contacts/actions'],
    ['lib/messages/service.ts', 'lib/contacts/merge-queries'],
    ['lib/messages/service.ts', 'db/schema'],
    ['lib/messages/service.ts', 'lib/webhooks/ingest'],
    ['lib/messages/service.ts', 'lib/waha/simulator/simulator'],
    ['lib/messages/service.ts', 'components/ui/button'],
    ['lib/webhooks/ingest.ts', 'db/client'],
    ['lib/webhooks/ingest.ts', 'lib/messages/queries'],
    ['components/ui/button.tsx', 'lib/env'],
    ['components/ui/button.tsx', 'components/inbox/thread'],
    ['components/inbox/thread.tsx', 'lib/messages/service'],
    ['components/inbox/thread.tsx', 'app/layout'],
    ['lib/messages/service.ts', 'lib/tasks/task-list'],
    ['app/page.tsx', 'db/client'],
    ['app/page.tsx', 'lib/messages/queries'],
    ['app/page.tsx', 'lib/waha/client'],
    ['middleware.ts', 'db/client'],
    ['instrumentation.ts', 'lib/messages/queries'],
  ];
  test.each(forbidden)('%s may not import %s', (path, target) => {
    expect(checkImports([{ path, text: `import { x } from '@/${target}';` }])).toHaveLength(1);
  });

  const allowed: [string, string][] = [
    ['db/embedded.ts', 'db/embedded-server/ports'],
    ['lib/core/scope.ts', 'db/client'],
    ['lib/auth/queries.ts', 'db/client'],
    ['lib/messages/queries.ts', 'db/schema'],
    ['lib/messages/receive-queries.ts', 'db/schema'],
    ['lib/messages/service.ts', 'lib/contacts/service'],
    ['lib/messages/drain.ts', 'lib/waha/client'],
    ['lib/conversations/view.ts', 'lib/messages/schema'],
    ['lib/webhooks/ingest.ts', 'lib/messages/receive'],
    ['lib/webhooks/queries.ts', 'db/client'],
    ['components/inbox/thread.tsx', 'lib/messages/actions'],
    ['app/page.tsx', 'lib/messages/service'],
    ['app/api/health/route.ts', 'lib/tasks/health'],
    ['lib/tasks/task-list.ts', 'lib/messages/drain'],
    ['instrumentation.ts', 'lib/messages/drain'],
    ['tests/e2e/main-job.spec.ts', 'lib/waha/simulator/control-client'],
  ];
  test.each(allowed)('%s may import %s', (path, target) => {
    expect(checkImports([{ path, text: `import { x } from '@/${target}';` }])).toEqual([]);
  });

  test.each([
    ["import {\n  a,\n  type B,\n} from '../messages/service';", 1],
    ["export { a } from '../messages/service';", 1],
    ["const a = await import('@/lib/messages/service');", 1],
    ["import '@/lib/messages/service';", 1],
    ["import type { A } from '@/lib/messages/service';", 1],
    ["import postgres from 'postgres';", 0],
    ["import { a } from './schema';", 0],
  ])('sees %j', (text, count) => {
    expect(checkImports([{ path: 'lib/contacts/service.ts', text }])).toHaveLength(count);
  });

  test('lets a component take a type, but no value, from a service', () => {
    const path = 'components/inbox/thread.tsx';
    expect(checkImports([{ path, text: "import type { V } from '@/lib/messages/service';" }])).toEqual([]);
    expect(
      checkImports([{ path, text: "import { type V, f } from '@/lib/messages/service';" }]),
    ).toHaveLength(1);
  });

  test('asks for a place for every new folder', () => {
    expect(checkImports([{ path: 'lib/billing/service.ts', text: '' }])).toHaveLength(1);
  });
});

describe('the file check', () => {
  test.each([
    ['lib/a.ts', 'x\n'.repeat(301)],
    ['lib/a.ts', `// ${'TO'}${'DO'}: later\n`],
    ['lib/a.test.ts', `vi.${'mock'}('./b');\n`],
    ['lib/a.ts', 'const home = process.env.HOME;\n'],
    ['instrumentation.ts', 'if (process.env.NODE_ENV) {}\n'],
    ['lib/index.ts', "export * from './a';\n"],
    ['lib/index.ts', "export { a } from './a';\nexport type { B } from './b';\n"],
    ['lib/someFile.ts', 'x\n'],
    ['lib/Some/file.ts', 'x\n'],
  ])('finds a fault in %s', (path, text) => {
    expect(checkFiles([{ path, text }])).toHaveLength(1);
  });

  test.each([
    ['lib/a.ts', 'x\n'.repeat(300)],
    ['lib/env.ts', 'process.env.HOME;\n'],
    ['instrumentation.ts', "if (process.env.NEXT_RUNTIME === 'nodejs') {}\n"],
    ['db/schema/index.ts', "export * from './a';\n"],
    ['app/(workspace)/conversations/[conversationId]/page.tsx', 'x\n'],
    ['app/api/auth/[...nextauth]/route.ts', 'x\n'],
  ])('finds none in %s', (path, text) => {
    expect(checkFiles([{ path, text }])).toEqual([]);
  });
});
