import { z } from 'zod';
import * as contacts from '@/app/api/contacts/route';
import * as mediaFile from '@/app/api/media/[id]/route';
import * as mediaDirectFinish from '@/app/api/media/direct/[id]/route';
import * as mediaDirect from '@/app/api/media/direct/route';
import * as media from '@/app/api/media/route';
import * as messageDismiss from '@/app/api/messages/[id]/dismiss/route';
import * as messageMediaRetry from '@/app/api/messages/[id]/media/retry/route';
import * as messageReaction from '@/app/api/messages/[id]/reaction/route';
import * as messageReceipts from '@/app/api/messages/[id]/receipts/route';
import * as messageRelease from '@/app/api/messages/[id]/release/route';
import * as messageRetry from '@/app/api/messages/[id]/retry/route';
import * as message from '@/app/api/messages/[id]/route';
import * as conversationMessages from '@/app/api/messages/conversations/[id]/messages/route';
import * as conversationParticipants from '@/app/api/messages/conversations/[id]/participants/route';
import * as conversationRead from '@/app/api/messages/conversations/[id]/read/route';
import * as conversation from '@/app/api/messages/conversations/[id]/route';
import * as conversationTyping from '@/app/api/messages/conversations/[id]/typing/route';
import * as conversations from '@/app/api/messages/conversations/route';
import * as mergeUndo from '@/app/api/messages/merges/[id]/undo/route';
import * as messageSearch from '@/app/api/messages/search/route';
import * as unread from '@/app/api/messages/unread/route';
import * as monitoringEventReplay from '@/app/api/monitoring/events/[id]/replay/route';
import * as monitoringEvent from '@/app/api/monitoring/events/[id]/route';
import * as monitoringEvents from '@/app/api/monitoring/events/route';
import * as monitoringIncidents from '@/app/api/monitoring/incidents/route';
import * as monitoringReplay from '@/app/api/monitoring/replay/route';
import * as monitoring from '@/app/api/monitoring/route';
import * as template from '@/app/api/templates/[id]/route';
import * as templates from '@/app/api/templates/route';
import * as connect from '@/app/api/whatsapp/instances/[id]/connect/route';
import * as disconnect from '@/app/api/whatsapp/instances/[id]/disconnect/route';
import * as link from '@/app/api/whatsapp/instances/[id]/link/route';
import * as move from '@/app/api/whatsapp/instances/[id]/move/route';
import * as pairingCode from '@/app/api/whatsapp/instances/[id]/pairing-code/route';
import * as qr from '@/app/api/whatsapp/instances/[id]/qr/route';
import * as instance from '@/app/api/whatsapp/instances/[id]/route';
import * as send from '@/app/api/whatsapp/instances/[id]/send/route';
import * as status from '@/app/api/whatsapp/instances/[id]/status/route';
import * as instances from '@/app/api/whatsapp/instances/route';
import * as serverCheck from '@/app/api/whatsapp/servers/[id]/check/route';
import * as server from '@/app/api/whatsapp/servers/[id]/route';
import * as serverSessionAdopt from '@/app/api/whatsapp/servers/[id]/sessions/[session]/adopt/route';
import * as serverSession from '@/app/api/whatsapp/servers/[id]/sessions/[session]/route';
import * as serverSessions from '@/app/api/whatsapp/servers/[id]/sessions/route';
import * as servers from '@/app/api/whatsapp/servers/route';
import * as sync from '@/app/api/whatsapp/sync/route';
import type { RouteModules } from '@/lib/handlers/openapi';
import { healthView } from '@/lib/tasks/schema';

/** Every documented route by its address; a test compares this with the folders. */
export const routes: RouteModules = {
  '/api/whatsapp/instances': instances,
  '/api/whatsapp/instances/{id}': instance,
  '/api/whatsapp/instances/{id}/connect': connect,
  '/api/whatsapp/instances/{id}/disconnect': disconnect,
  '/api/whatsapp/instances/{id}/status': status,
  '/api/whatsapp/instances/{id}/qr': qr,
  '/api/whatsapp/instances/{id}/pairing-code': pairingCode,
  '/api/whatsapp/instances/{id}/link': link,
  '/api/whatsapp/instances/{id}/send': send,
  '/api/whatsapp/instances/{id}/move': move,
  '/api/whatsapp/sync': sync,
  '/api/whatsapp/servers': servers,
  '/api/whatsapp/servers/{id}': server,
  '/api/whatsapp/servers/{id}/check': serverCheck,
  '/api/whatsapp/servers/{id}/sessions': serverSessions,
  '/api/whatsapp/servers/{id}/sessions/{session}': serverSession,
  '/api/whatsapp/servers/{id}/sessions/{session}/adopt': serverSessionAdopt,
  '/api/messages/conversations': conversations,
  '/api/messages/conversations/{id}': conversation,
  '/api/messages/conversations/{id}/messages': conversationMessages,
  '/api/messages/conversations/{id}/participants': conversationParticipants,
  '/api/messages/conversations/{id}/read': conversationRead,
  '/api/messages/conversations/{id}/typing': conversationTyping,
  '/api/contacts': contacts,
  '/api/templates': templates,
  '/api/templates/{id}': template,
  '/api/messages/unread': unread,
  '/api/messages/search': messageSearch,
  '/api/messages/{id}': message,
  '/api/messages/{id}/reaction': messageReaction,
  '/api/messages/{id}/receipts': messageReceipts,
  '/api/messages/merges/{id}/undo': mergeUndo,
  '/api/messages/{id}/retry': messageRetry,
  '/api/messages/{id}/release': messageRelease,
  '/api/messages/{id}/dismiss': messageDismiss,
  '/api/messages/{id}/media/retry': messageMediaRetry,
  '/api/media': media,
  '/api/media/{id}': mediaFile,
  '/api/media/direct': mediaDirect,
  '/api/media/direct/{id}': mediaDirectFinish,
  '/api/monitoring': monitoring,
  '/api/monitoring/events': monitoringEvents,
  '/api/monitoring/events/{id}': monitoringEvent,
  '/api/monitoring/events/{id}/replay': monitoringEventReplay,
  '/api/monitoring/incidents': monitoringIncidents,
  '/api/monitoring/replay': monitoringReplay,
  '/api/whatsapp/webhook/{sessionName}': {
    POST: {
      definition: {
        summary: 'Take an event of WAHA, signed in `X-Webhook-Hmac`',
        tag: 'WhatsApp',
        params: z.object({ sessionName: z.string() }),
        response: z.object({ received: z.literal(true), duplicate: z.literal(true).optional() }),
      },
    },
  },
  '/api/events': {
    GET: { definition: { summary: 'What changes, as an event stream', tag: 'Developers' } },
  },
  '/api/cron': {
    GET: {
      definition: {
        summary:
          'Run what is due, where nothing runs in the background; for the scheduler, with `CRON_SECRET`',
        tag: 'Health',
        response: z.object({ status: z.literal('ok') }),
      },
    },
  },
  '/api/health': {
    GET: {
      definition: {
        summary: 'Whether messages can be received and sent; details only with credentials',
        tag: 'Health',
        response: healthView,
      },
    },
  },
  '/api/health/live': {
    GET: {
      definition: {
        summary: 'Whether the process runs',
        tag: 'Health',
        response: z.object({ status: z.literal('ok') }),
      },
    },
  },
};
