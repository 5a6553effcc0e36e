import type { Content, MediaKind } from '../messages';
import { sampleOf } from '../samples';
import type { World } from '../world';

/** What a person writes. Without `media` a media kind uses the built-in sample. */
export interface ContentInput {
  kind?: Exclude<Content['kind'], 'edit' | 'revoke'>;
  text?: string;
  caption?: string | null;
  /** `base64` bytes; what is left out comes from the sample. */
  media?: { base64?: string; mimetype?: string; filename?: string; error?: string };
  latitude?: number;
  longitude?: number;
  name?: string;
  vcards?: string[];
  options?: string[];
  multipleAnswers?: boolean;
}

const MEDIA_KINDS: readonly string[] = ['image', 'video', 'voice', 'audio', 'document', 'sticker'];
const SAMPLE_VCARD =
  'BEGIN:VCARD\nVERSION:3.0\nFN:Pat Example\nTEL;type=CELL;waid=15550100133:+1 555-0100-133\nEND:VCARD';

/** Makes a message's content from a control call. */
export function contentOf(world: World, input: ContentInput): Content {
  const kind = input.kind ?? 'text';
  if (MEDIA_KINDS.includes(kind)) return mediaOf(world, kind as MediaKind, input);
  switch (kind) {
    case 'location':
      return {
        kind,
        latitude: input.latitude ?? -23.5505,
        longitude: input.longitude ?? -46.6333,
        name: input.name ?? null,
      };
    case 'vcard':
      return { kind, vcards: input.vcards ?? [SAMPLE_VCARD] };
    case 'poll':
      return {
        kind,
        name: input.name ?? 'Qual dia?',
        options: input.options ?? ['Terça', 'Sexta'],
        multipleAnswers: input.multipleAnswers ?? false,
      };
    case 'event':
      return { kind, name: input.name ?? 'Evento', startTime: world.clock.seconds() + 86_400 };
    case 'empty':
    case 'waiting':
      return { kind };
    default:
      return { kind: 'text', text: input.text ?? '' };
  }
}

function mediaOf(world: World, kind: MediaKind, input: ContentInput): Content {
  const sample = sampleOf(kind);
  const bytes = input.media?.base64 !== undefined ? Buffer.from(input.media.base64, 'base64') : sample.bytes;
  const mimetype = input.media?.mimetype ?? sample.mimetype;
  const filename = input.media?.filename ?? sample.filename;
  const content = world.files.put(kind, bytes, mimetype, filename, input.caption ?? input.text ?? null);
  return input.media?.error ? { ...content, error: input.media.error } : content;
}
