import { z } from 'zod';

/** WhatsApp's own limit for one text. */
export const MAX_TEXT = 65_536;

const SENDABLE = [
  'text',
  'image',
  'video',
  'voice',
  'audio',
  'document',
  'location',
  'contact',
  'poll',
] as const;

/** A file: an upload's id, its bytes in base64, or a public address, which the outbox fetches. */
const mediaInput = z
  .object({
    uploadId: z.uuid().optional(),
    data: z.base64().min(4).optional(),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
    mimetype: z.string().max(120).optional(),
    filename: z.string().min(1).max(200).optional(),
    /** Of sound: its length, and of a voice note how loud it is, 64 bytes from 0 to 100 in base64. */
    seconds: z.number().int().min(0).max(86_400).optional(),
    waveform: z.base64().max(88).optional(),
  })
  .refine(
    ({ uploadId, data, url }) => [uploadId, data, url].filter((one) => one !== undefined).length === 1,
    {
      message: 'needs just one of uploadId, data and url',
    },
  );

const outgoing = {
  /** Text when left out. */
  type: z.enum(SENDABLE).optional(),
  /** Of a file: its caption. */
  text: z.string().min(1).max(MAX_TEXT).optional(),
  media: mediaInput.optional(),
  location: z
    .object({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      name: z.string().max(200).optional(),
    })
    .optional(),
  contacts: z
    .array(z.object({ name: z.string().trim().min(1).max(120), phoneNumber: z.string().min(3).max(40) }))
    .min(1)
    .max(20)
    .optional(),
  /** WhatsApp takes 2 to 12 options, and tells votes by their words. */
  poll: z
    .object({
      name: z.string().trim().min(1).max(255),
      options: z
        .array(z.string().trim().min(1).max(100))
        .min(2)
        .max(12)
        .refine((options) => new Set(options).size === options.length, { message: 'names an option twice' }),
      multiple: z.boolean().default(false),
    })
    .optional(),
  /** A message that is passed on as it is, in place of all content. */
  forward: z.uuid().optional(),
  /** In groups: contacts' ids, or phones, of those whom the text names. */
  mentions: z.array(z.string().trim().min(3).max(60)).max(50).optional(),
  replyTo: z.uuid().optional(),
  clientId: z.string().min(1).max(64).optional(),
};

const base = z.object(outgoing);
type Content = z.infer<typeof base>;

const PARTS = ['media', 'location', 'contacts', 'poll'] as const;

/** The field that a type can't be without. */
function partOf(type: Content['type']): 'text' | (typeof PARTS)[number] {
  if (type === undefined || type === 'text') return 'text';
  if (type === 'contact') return 'contacts';
  return type === 'location' || type === 'poll' ? type : 'media';
}

const FORWARDED = ['type', 'text', 'media', 'location', 'contacts', 'poll', 'mentions'] as const;

function checkContent(content: Content, context: z.RefinementCtx): void {
  if (content.forward) {
    for (const part of FORWARDED.filter((name) => content[name] !== undefined))
      context.addIssue({ code: 'custom', path: [part], message: 'does not belong to a forwarded message' });
    return;
  }
  const needed = partOf(content.type);
  if (content[needed] === undefined)
    context.addIssue({ code: 'custom', path: [needed], message: 'is required' });
  for (const part of PARTS) {
    if (part !== needed && content[part] !== undefined)
      context.addIssue({ code: 'custom', path: [part], message: 'does not belong to this type' });
  }
}

/** A message into a conversation. */
export const sendInput = base.superRefine(checkContent);
export type SendInput = z.infer<typeof sendInput>;

/** A message to anybody: a phone number in any usual form, a WhatsApp chat id, or a conversation. */
const toAnybody = z.object({ to: z.string().trim().min(3).max(120), ...outgoing });
export const sendToInput = toAnybody.superRefine(checkContent);
export type SendToInput = z.infer<typeof sendToInput>;

/** As pages send them: with the conversation, or the number, that addresses carry elsewhere. */
export const sendActionInput = base.extend({ conversationId: z.uuid() }).superRefine(checkContent);
export const startActionInput = toAnybody.extend({ instanceId: z.uuid() }).superRefine(checkContent);
