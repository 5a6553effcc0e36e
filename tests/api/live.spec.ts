import { expect } from '@playwright/test';
import { test } from '../e2e/fixtures';

test('the server says that it lives, to anybody, under both of its names', async ({ app, request }) => {
  const { port } = new URL(app.appUrl);
  for (const host of ['localhost', '127.0.0.1']) {
    const answer = await request.get(`http://${host}:${port}/api/health/live`);
    expect(answer.status()).toBe(200);
  }
});
