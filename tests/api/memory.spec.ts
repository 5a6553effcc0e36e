import { expect } from '@playwright/test';
import { startS3, type TestS3 } from '../setup/s3';
import { test as base } from './support/ground';
import { bearer, download, upload } from './support/media';
import { growthWhile } from './support/memory';

const SIZE = 95_000_000;
/** What buffers on the way and the garbage of a busy second may take; the file alone would be more. */
const FLAT = 90_000_000;

for (const place of ['a folder', 'a bucket'] as const) {
  const test = base.extend<{ s3: TestS3 | undefined }>({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    s3: async ({}, use, testInfo) => {
      const s3 = place === 'a bucket' ? await startS3(testInfo.outputPath('s3')) : undefined;
      await use(s3);
      await s3?.stop();
    },
    appEnv: async ({ s3 }, use) => use(s3?.env ?? {}),
  });

  test(`memory stays flat while 100 MB come in and go out, with ${place}`, async ({
    ground: { organization, server },
  }, testInfo) => {
    test.setTimeout(180_000);
    const { url, port } = server();
    const caller = bearer(url, organization.token);
    const small = await upload(caller, { bytes: Buffer.alloc(2_000_000, 1) });
    await download(caller, small.uploadId);

    const bytes = Buffer.alloc(SIZE, 7);
    let uploadId = '';
    const grown = {
      in: await growthWhile(port, async () => {
        ({ uploadId } = await upload(caller, { bytes, name: 'a.bin' }));
      }),
      out: await growthWhile(port, () => download(caller, uploadId)),
    };
    testInfo.annotations.push({ type: 'grown (MB)', description: JSON.stringify(toMegabytes(grown)) });
    for (const [what, growth] of Object.entries(grown)) expect(growth, what).toBeLessThan(FLAT);
  });
}

const toMegabytes = (grown: Record<string, number>) =>
  Object.fromEntries(Object.entries(grown).map(([what, bytes]) => [what, Math.round(bytes / 1e6)]));
