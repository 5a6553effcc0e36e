import type { Piece } from './highlight';

/** Text with what was looked for on yellow. */
export function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ text, isMarked }, index) =>
    isMarked ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places
      <mark key={index} className="rounded-[3px] bg-highlight text-foreground">
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
