import { expect, it } from 'vitest';
import { routes } from '@/app/api/openapi.json/routes';
import { openApiDocument } from '@/lib/handlers/openapi';
import english from '@/messages/en/docs.json';
import { type ApiDocument, groupOperations } from './operations';

const groups = groupOperations(openApiDocument(routes, 'http://localhost') as ApiDocument);
const operations = groups.flatMap((group) => group.operations);

it('groups every operation by its tag', () => {
  expect(groups.map(({ tag }) => tag)).toEqual(['WhatsApp', 'Messages', 'Developers', 'Health']);
});

it('reads what a send takes and answers', () => {
  const send = operations.find(({ key }) => key === 'post /api/whatsapp/instances/{id}/send');
  expect(send).toMatchObject({ method: 'POST', status: '202', permission: 'messages:send' });
  expect(send?.parameters.map(({ name, place }) => `${place} ${name}`)).toEqual([
    'path id',
    'header idempotency-key',
  ]);
  expect(send?.body).toContainEqual({ name: 'to', type: 'string', isRequired: true });
  expect(send?.answer).toContainEqual({ name: 'sender.name', type: 'string | null', isRequired: true });
});

it('has a sentence for every operation, in English the one of the document', () => {
  expect(english.operations).toEqual(
    Object.fromEntries(operations.map(({ key, summary }) => [key, summary])),
  );
});
