import { EngineError, notFound, notImplemented, plusOnly } from '../http/http-error';
import type { Call, Router } from '../http/router';
import { bareIdOf, webMessageId } from '../ids';
import type { Content, MediaKind } from '../messages';
import { sessionIn } from '../sessions/guard';
import { performSend } from './perform-send';
import { readFile } from './send-file';

const MEDIA: Record<string, MediaKind> = {
  sendImage: 'image',
  sendFile: 'document',
  sendVoice: 'voice',
  sendVideo: 'video',
};

/** POST /api/send… */
export function sendRoutes(router: Router): void {
  router.on('POST', '/api/sendText', (call) =>
    performSend(call, { takesId: true }, () => textContent(call.body.text)),
  );
  for (const [name, kind] of Object.entries(MEDIA)) {
    router.on('POST', `/api/${name}`, (call) => sendMedia(call, kind));
  }
  router.on('POST', '/api/sendLocation', (call) =>
    performSend(call, { takesId: true }, () => locationContent(call.body)),
  );
  router.on('POST', '/api/sendContactVcard', (call) =>
    performSend(call, { takesId: true }, () => ({ kind: 'vcard', vcards: vcardsOf(call.body.contacts) })),
  );
  router.on('POST', '/api/sendPoll', (call) =>
    performSend(call, { takesId: true, answersMessage: true }, () => pollContent(call.body.poll)),
  );
  router.on('POST', '/api/forwardMessage', forward);
  router.on('POST', '/api/send/link-custom-preview', (call) => {
    if (call.world.options.engine === 'WEBJS') throw notImplemented(call.world.features, 'WEBJS');
    return performSend(call, { takesId: false }, () => textContent(call.body.text));
  });
  router.on('POST', '/api/reply', (call) =>
    performSend(call, { takesId: false }, () => textContent(call.body.text)),
  );
  router.on('GET', '/api/:session/new-message-id', async ({ world, params }) => {
    if (!world.features.pregeneratedIds)
      throw notFound(world.features, `Cannot GET /api/${params.session}/new-message-id`);
    if (world.options.engine === 'WEBJS') throw notImplemented(world.features, 'WEBJS');
    await sessionIn(world, params.session, ['WORKING']);
    return { id: webMessageId(world.random) };
  });
}

function sendMedia(call: Call, kind: MediaKind): Promise<unknown> {
  const { world, body } = call;
  if (world.features.defaultOnly) throw plusOnly(world.features, world.options.engine);
  const takesId = world.options.engine === 'GOWS';
  return performSend(call, { takesId }, () => readFile(world, kind, body.file, body.caption));
}

function textContent(text: unknown): Content {
  if (text === undefined || text === null) {
    throw new EngineError("Cannot read properties of undefined (reading 'match')", 'TypeError');
  }
  if (typeof text !== 'string') throw new EngineError('text.match is not a function', 'TypeError');
  return { kind: 'text', text };
}

function locationContent({ latitude, longitude, title }: Record<string, unknown>): Content {
  if (typeof latitude !== 'number' || typeof longitude !== 'number') {
    throw new EngineError('Invalid location: latitude and longitude must be numbers', 'TypeError');
  }
  return { kind: 'location', latitude, longitude, name: typeof title === 'string' ? title : null };
}

function vcardsOf(contacts: unknown): string[] {
  if (!Array.isArray(contacts)) {
    throw new EngineError("Cannot read properties of undefined (reading 'map')", 'TypeError');
  }
  return contacts.map((contact: Record<string, unknown>) => {
    if (typeof contact.vcard === 'string') return contact.vcard;
    const { fullName, phoneNumber, whatsappId, organization } = contact;
    const waid = whatsappId ?? String(phoneNumber ?? '').replace(/\D/g, '');
    const lines = ['BEGIN:VCARD', 'VERSION:3.0', `FN:${fullName ?? ''}`];
    if (organization) lines.push(`ORG:${organization};`);
    return [...lines, `TEL;type=CELL;type=VOICE;waid=${waid}:${phoneNumber ?? ''}`, 'END:VCARD'].join('\n');
  });
}

function pollContent(poll: unknown): Content {
  const { name, options, multipleAnswers } = (poll ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || !Array.isArray(options)) {
    throw new EngineError("Cannot read properties of undefined (reading 'map')", 'TypeError');
  }
  return { kind: 'poll', name, options: options.map(String), multipleAnswers: multipleAnswers === true };
}

/** Not on GOWS (501); the message must still be known to the device. */
function forward(call: Call): Promise<unknown> {
  const { world, body } = call;
  if (world.options.engine === 'GOWS') throw notImplemented(world.features, 'GOWS');
  return performSend(call, { takesId: true, answersMessage: true, isForward: true }, (session) => {
    const original = session.history.find(bareIdOf(String(body.messageId ?? '')));
    if (!original) throw new EngineError('Message not found');
    return original.content;
  });
}
