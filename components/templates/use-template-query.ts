import { type RefObject, useState } from 'react';
import { slashQuery, type TemplateQuery } from './find-templates';

/** Opened by the button, for what is typed from there on; or closed for the `/` there. */
type Mode = { kind: 'opened' | 'closed'; from: number };

/** Whether a template is being called in the box, and by which words. */
export function useTemplateQuery(box: RefObject<HTMLTextAreaElement | null>, text: string) {
  const [cursor, setCursor] = useState(0);
  const [mode, setMode] = useState<Mode>();
  const query = queryOf(text, cursor, mode);
  // What ended is over: another `/` may begin at the same place.
  if (mode && !query && !isClosed(text, cursor, mode)) setMode(undefined);
  return {
    query,
    cursor,
    onCursor: setCursor,
    /** Calls one where the cursor stands, without a `/`. */
    open: () => {
      const from = box.current?.selectionEnd ?? text.length;
      setCursor(from);
      setMode({ kind: 'opened', from });
    },
    close: () => setMode(query && mode?.kind !== 'opened' ? { kind: 'closed', from: query.from } : undefined),
    /** One was taken, and the cursor stands behind it. */
    end: (at: number) => {
      setMode(undefined);
      setCursor(at);
    },
  };
}

function queryOf(text: string, cursor: number, mode: Mode | undefined): TemplateQuery | undefined {
  if (mode?.kind === 'opened') {
    const words = text.slice(mode.from, cursor);
    const isLeft = mode.from > text.length || cursor < mode.from || words.includes('\n');
    return isLeft ? undefined : { from: mode.from, words, isAmid: false };
  }
  return isClosed(text, cursor, mode) ? undefined : slashQuery(text, cursor);
}

const isClosed = (text: string, cursor: number, mode: Mode | undefined): boolean =>
  mode?.kind === 'closed' && slashQuery(text, cursor)?.from === mode.from;
