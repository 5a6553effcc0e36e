/** Why a file is not taken: the words are in the messages. */
export type RefusalReason = 'empty' | 'tooLarge' | 'program' | 'unreadable' | 'tooMany';
export type RefusedFile = { name: string; reason: RefusalReason };

/** As many as WhatsApp Web takes at once. */
export const MOST_FILES = 30;

const PROGRAMS = /\.(exe|msi|msp|bat|cmd|com|scr|pif|vbs|vbe|jse|wsf|wsh|ps1|psm1|hta|cpl|lnk|reg|jar|dll)$/i;
/** Windows, Linux and macOS programs by their first bytes, whatever they are called. */
const PROGRAM_STARTS = [
  [0x4d, 0x5a, 0x90, 0x00],
  [0x7f, 0x45, 0x4c, 0x46],
  [0xcf, 0xfa, 0xed, 0xfe],
  [0xca, 0xfe, 0xba, 0xbe],
];

/** Why this file can't be sent; undefined when it can. `limit` is in bytes. */
export async function refusalOf(file: File, limit: number): Promise<RefusalReason | undefined> {
  if (file.size > limit) return 'tooLarge';
  if (PROGRAMS.test(file.name)) return 'program';
  try {
    const start = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    // A folder that was dropped has a size, too, but nothing can be read of it.
    if (start.length === 0) return 'empty';
    return PROGRAM_STARTS.some((program) => program.every((byte, at) => start[at] === byte))
      ? 'program'
      : undefined;
  } catch {
    return 'unreadable';
  }
}

export type AttachmentKind = 'image' | 'video' | 'audio' | 'document' | 'voice';

/** What WhatsApp shows as such; anything else goes as a document. */
const KINDS: [AttachmentKind, RegExp][] = [
  ['image', /^image\/(jpeg|png|webp|gif)$/],
  ['video', /^video\/(mp4|3gpp|quicktime)$/],
  ['audio', /^audio\//],
];

/** As what a file of this type leaves. */
export const kindOf = (type: string): AttachmentKind =>
  KINDS.find(([, pattern]) => pattern.test(type))?.[0] ?? 'document';
