import { expect } from '@playwright/test';
import { callApi } from './support/client';
import { test } from './support/fixtures';
import { readDocument, routesOf, routesOnDisk } from './support/routes';

/** next-auth's own pages, the document itself, and the 404 of every other address. */
const NOT_IN_THE_DOCUMENT = ['/api/auth/{...nextauth}', '/api/openapi.json', '/api/{...path}'];

test('the document names every route and verb that the folders hold, and no other', async ({ app }) => {
  const document = await readDocument(callApi(app.appUrl));
  const onDisk = routesOnDisk().filter(({ path }) => !NOT_IN_THE_DOCUMENT.includes(path));
  expect(onDisk.length).toBeGreaterThan(15);
  expect(routesOf(document)).toEqual(onDisk);
});

test('the document is OpenAPI 3.1, and everything that it points to exists', async ({ app }) => {
  const document = await readDocument(callApi(app.appUrl));
  expect(document.openapi).toMatch(/^3\.1\.\d+$/);
  expect(document.info).toMatchObject({ title: 'Recado', version: expect.stringMatching(/\S/) });
  for (const [path, operations] of Object.entries(document.paths)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const [verb, operation] of Object.entries(operations)) {
      const where = `${verb} ${path}`;
      const inPath = (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name);
      expect({ where, inPath }).toEqual({ where, inPath: named });
      expect(operation.summary, where).toMatch(/\S/);
      expect(
        Object.keys(operation.responses).some((status) => /^20\d$/.test(status)),
        where,
      ).toBe(true);
      for (const response of Object.values(operation.responses)) expect(response.description).toMatch(/\S/);
    }
  }
  for (const [, target = ''] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = target
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document);
    expect(found, target).toBeDefined();
  }
});
