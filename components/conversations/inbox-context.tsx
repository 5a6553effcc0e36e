'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { InstanceView } from '@/lib/instances/schema';
import type { Preferences } from '@/lib/organizations/schema';
import type { AttachmentStore } from '../attachments/attachment-store';
import type { ComposingStore } from '../messages/composing';
import type { Drafts } from '../messages/drafts';
import type { Outbox } from '../messages/outbox';
import type { ThreadCache } from '../messages/thread-cache';
import { useObservable } from '../realtime/observable';
import type { TemplateStore } from '../templates/template-store';
import type { VoiceStore } from '../voice/voice-store';
import type { ConversationStore, ListEntry, OpenEntry } from './conversation-store';
import type { GroupStore } from './group-store';
import type { InstanceStore } from './instance-list';
import type { TypingStore } from './typing-store';
import type { UnreadStore } from './unread-store';

/** Who is at this screen, and what they may do here. */
export type InboxPerson = {
  id: string;
  name: string;
  canWrite: boolean;
  canSend: boolean;
  canRelease: boolean;
  canManageTemplates: boolean;
  /** The key that sends. */
  sendWith: Preferences['sendWith'];
};

export type Inbox = {
  me: InboxPerson;
  conversations: ConversationStore;
  threads: ThreadCache;
  outbox: Outbox;
  drafts: Drafts;
  groups: GroupStore;
  typing: TypingStore;
  composing: ComposingStore;
  attachments: AttachmentStore;
  voice: VoiceStore;
  unread: UnreadStore;
  instances: InstanceStore;
  templates: TemplateStore;
};

const InboxContext = createContext<Inbox | undefined>(undefined);

/** Hands the stores of one inbox to everything below. */
export function InboxProvider({ inbox, children }: { inbox: Inbox; children: ReactNode }) {
  return <InboxContext value={inbox}>{children}</InboxContext>;
}

/** The stores of the inbox around. */
export function useInbox(): Inbox {
  const inbox = useContext(InboxContext);
  if (!inbox) throw new Error('An inbox needs an InboxProvider above it');
  return inbox;
}

/** The list as it is shown now. */
export function useList(): ListEntry {
  return useObservable(useInbox().conversations.list);
}

/** The open conversation. */
export function useOpen(): OpenEntry {
  return useObservable(useInbox().conversations.open);
}

/** All numbers of the organization. */
export function useInstances(): readonly InstanceView[] {
  return useObservable(useInbox().instances.list);
}
