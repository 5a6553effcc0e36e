import type { ConversationView } from '@/lib/conversations/schema';
import { isHidden } from './hidden-number';

/** What the other person is called; undefined in a group, and where only a phone is known, or not even that. */
export const personName = ({ kind, contact, title }: ConversationView): string | undefined =>
  kind === 'direct' && title !== contact?.phoneNumber && !isHidden(title) ? title : undefined;
