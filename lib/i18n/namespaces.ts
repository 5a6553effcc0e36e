import type attachments from '@/messages/pt-BR/attachments.json';
import type auth from '@/messages/pt-BR/auth.json';
import type common from '@/messages/pt-BR/common.json';
import type conversations from '@/messages/pt-BR/conversations.json';
import type dashboard from '@/messages/pt-BR/dashboard.json';
import type docs from '@/messages/pt-BR/docs.json';
import type emoji from '@/messages/pt-BR/emoji.json';
import type errors from '@/messages/pt-BR/errors.json';
import type groups from '@/messages/pt-BR/groups.json';
import type health from '@/messages/pt-BR/health.json';
import type instances from '@/messages/pt-BR/instances.json';
import type links from '@/messages/pt-BR/links.json';
import type monitoring from '@/messages/pt-BR/monitoring.json';
import type personal from '@/messages/pt-BR/personal.json';
import type problems from '@/messages/pt-BR/problems.json';
import type replies from '@/messages/pt-BR/replies.json';
import type search from '@/messages/pt-BR/search.json';
import type servers from '@/messages/pt-BR/servers.json';
import type shell from '@/messages/pt-BR/shell.json';
import type templates from '@/messages/pt-BR/templates.json';
import type time from '@/messages/pt-BR/time.json';
import type tokens from '@/messages/pt-BR/tokens.json';
import type typing from '@/messages/pt-BR/typing.json';
import type voice from '@/messages/pt-BR/voice.json';
import type { Locale } from './locale';

/** Every namespace with the shape of its messages; a new one is a line here, one below and a file per locale. */
export type Messages = {
  attachments: typeof attachments;
  auth: typeof auth;
  common: typeof common;
  conversations: typeof conversations;
  dashboard: typeof dashboard;
  docs: typeof docs;
  emoji: typeof emoji;
  errors: typeof errors;
  groups: typeof groups;
  health: typeof health;
  instances: typeof instances;
  links: typeof links;
  monitoring: typeof monitoring;
  personal: typeof personal;
  problems: typeof problems;
  replies: typeof replies;
  search: typeof search;
  servers: typeof servers;
  shell: typeof shell;
  templates: typeof templates;
  time: typeof time;
  tokens: typeof tokens;
  typing: typeof typing;
  voice: typeof voice;
};

export type Namespace = keyof Messages;

export const namespaces = [
  'attachments',
  'auth',
  'common',
  'conversations',
  'dashboard',
  'docs',
  'emoji',
  'errors',
  'groups',
  'health',
  'instances',
  'links',
  'monitoring',
  'personal',
  'problems',
  'replies',
  'search',
  'servers',
  'shell',
  'templates',
  'time',
  'tokens',
  'typing',
  'voice',
] as const satisfies readonly Namespace[];

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
