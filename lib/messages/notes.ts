import { lockInOrder } from '@/lib/conversations/upkeep';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { together } from '@/lib/core/together';
import type { Edit, Note, Reaction, Revoke, Vote } from '@/lib/waha/happenings';
import {
  findTargets,
  type Target,
  upsertEdits,
  upsertReactions,
  upsertRevokes,
  upsertVotes,
} from './note-queries';
import { insertWaiting } from './receive-queries';

export type Applied = { messages: string[]; conversations: string[] };

/**
 * Reactions, votes, edits and revokes. Each keeps the latest by WhatsApp's time with a fixed rule for ties, so that
 * order and number don't matter; what speaks of a message that is not here waits for it. Answers which messages
 * changed, and the conversations whose last line may read otherwise now.
 */
export async function applyNotes(scope: Scope, instanceId: string, notes: Note[]): Promise<Applied> {
  if (notes.length === 0) return { messages: [], conversations: [] };
  const targets = await findTargets(scope, instanceId, [...new Set(notes.map(({ waId }) => waId))]);
  const byWaId = new Map(targets.map((target) => [target.waId, target]));
  // Before the messages, as whoever reads them does.
  await together([
    lockInOrder(scope, [...new Set(targets.map(({ conversationId }) => conversationId))]),
    insertWaiting(scope, instanceId, notes.filter(({ waId }) => !byWaId.has(waId)).map(waitingNote)),
  ]);
  const found = notes.flatMap((note) => {
    const target = byWaId.get(note.waId);
    return target ? [{ note, target }] : [];
  });
  const marked = await applyMarks(scope, found);
  const said = [
    ...(await upsertEdits(scope, found.filter(is('edit')).map(toRow))),
    ...(await upsertRevokes(scope, found.filter(is('revoke')).map(toRow))),
  ];
  const changed = new Set(said);
  return {
    messages: [...new Set([...marked, ...said])],
    conversations: targets.filter(({ id }) => changed.has(id)).map((target) => target.conversationId),
  };
}

/** A note as it comes back from where it waited: JSON has no dates. */
export const reviveNote = (note: Note): Note => ({ ...note, at: new Date(note.at) });

export const isNote = (event: { kind: string }): event is Note =>
  event.kind === 'reaction' || event.kind === 'vote' || event.kind === 'edit' || event.kind === 'revoke';

type Found<Kind extends Note = Note> = { note: Kind; target: Target };

const is =
  <Kind extends Note['kind']>(kind: Kind) =>
  (found: Found): found is Found<Extract<Note, { kind: Kind }>> =>
    found.note.kind === kind;

const toRow = <Kind extends Edit | Revoke>({ note, target }: Found<Kind>) => ({
  ...note,
  messageId: target.id,
});

/** Reactions and votes: what belongs to a person. */
async function applyMarks(scope: Scope, found: Found[]): Promise<string[]> {
  const marks = found.filter((one): one is Found<Reaction | Vote> => 'author' in one.note);
  const rows = marks.flatMap(({ note, target }) => {
    const author = authorOf(note, target);
    // Nobody is named in a group: there is nobody to keep it for.
    return author === null ? [] : [{ ...note, messageId: target.id, author }];
  });
  return [
    ...(await upsertReactions(
      scope,
      rows.filter((row) => row.kind === 'reaction'),
    )),
    ...(await upsertVotes(
      scope,
      rows.filter((row) => row.kind === 'vote'),
    )),
  ];
}

/** By address, not by contact: contacts are joined and parted, what WhatsApp said stays. */
function authorOf(note: Reaction | Vote, { isGroup }: Target): string | null {
  if (note.fromMe) return 'me';
  return isGroup ? note.author : 'them';
}

const waitingNote = (note: Note) => ({
  id: newId(),
  waId: note.waId,
  direction: 'any' as const,
  fingerprint: JSON.stringify(note),
  event: note,
});
