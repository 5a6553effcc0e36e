import type { ConversationView, UnreadCounts } from '@/lib/conversations/schema';
import type { InstanceView } from '@/lib/instances/schema';
import { AttachmentStore } from '../attachments/attachment-store';
import { setDirect } from '../attachments/upload-way';
import { ComposingStore } from '../messages/composing';
import { Drafts } from '../messages/drafts';
import { Outbox } from '../messages/outbox';
import { ThreadCache } from '../messages/thread-cache';
import type { MessagePage } from '../messages/thread-state';
import { readApi } from '../realtime/read-api';
import { readTemplates } from '../templates/read-templates';
import { TemplateStore } from '../templates/template-store';
import { VoiceStore } from '../voice/voice-store';
import { ConversationStore } from './conversation-store';
import { deliver } from './deliver';
import { GroupStore } from './group-store';
import { type InboxFilters, listSearch } from './inbox-address';
import type { Inbox, InboxPerson } from './inbox-context';
import { InstanceStore } from './instance-list';
import type { ConversationPage } from './list-state';
import { remoteDrafts } from './remote-drafts';
import { TypingStore } from './typing-store';
import { UnreadStore } from './unread-store';
import { askGroup } from './use-group';
import { askTyping } from './use-typing';

/** What the server rendered the page with. */
export type InboxStart = {
  me: InboxPerson;
  filters: InboxFilters;
  page: ConversationPage;
  unread: UnreadCounts;
  instances: InstanceView[];
  /** Largest file in bytes. */
  uploadLimit: number;
  /** Files may go straight into the bucket. */
  canUploadDirectly: boolean;
  open?: { conversation: ConversationView; messages: MessagePage; around?: string };
};

/** The stores of an inbox, filled with what the page was rendered with. */
export function createInbox(start: InboxStart): Inbox {
  const { me, filters, page, instances, open, uploadLimit } = start;
  setDirect(start.canUploadDirectly);
  const threads = new ThreadCache();
  if (open) threads.seed(open.conversation.id, open.messages, open.around);
  const outbox = new Outbox((draft) => deliver(draft, threads));
  const drafts = new Drafts(me.id, remoteDrafts);
  const composing = new ComposingStore();
  const attachments = new AttachmentStore(drafts, uploadLimit);
  const voice = new VoiceStore();
  const conversations = new ConversationStore(filters, page, open?.conversation, me.id, {
    moved: (from, to) => {
      for (const kept of [drafts, composing, attachments, voice, outbox, threads]) kept.move(from, to);
    },
    changed: (id) => threads.reload(id),
  });
  return {
    me,
    threads,
    conversations,
    outbox,
    drafts,
    composing,
    attachments,
    voice,
    groups: new GroupStore(askGroup),
    typing: new TypingStore(askTyping),
    unread: new UnreadStore(start.unread, filters, readUnread),
    instances: new InstanceStore(instances),
    templates: new TemplateStore(readTemplates),
  };
}

const readUnread = ({ status, instanceId, kind }: InboxFilters): Promise<UnreadCounts> =>
  readApi<UnreadCounts>(`/api/messages/unread?${listSearch({ status, instanceId, kind })}`);
