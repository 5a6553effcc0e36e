import {
  BarChart3,
  CircleHelp,
  Contact,
  FileText,
  Image,
  MapPin,
  Mic,
  Sticker,
  TriangleAlert,
  Video,
} from 'lucide-react';
import type { MessageType } from '@/lib/messages/schema';

const icons: Partial<Record<MessageType, typeof Mic>> = {
  image: Image,
  video: Video,
  voice: Mic,
  audio: Mic,
  document: FileText,
  sticker: Sticker,
  location: MapPin,
  contact: Contact,
  poll: BarChart3,
  system: TriangleAlert,
  unsupported: CircleHelp,
};

/** The icon (14) of a kind of message; none for text. */
export function TypeIcon({ type, className }: { type: MessageType; className?: string }) {
  const Icon = icons[type];
  return Icon ? <Icon aria-hidden="true" className={className ?? 'icon-14'} /> : null;
}
