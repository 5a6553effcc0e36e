'use client';

import { ArrowDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo, useState } from 'react';
import { Virtualizer } from 'virtua';
import { Pill } from '../ui/badge';
import { rowOf } from './albums';
import { FloatingDay } from './floating-day';
import type { NumberNow } from './message-state';
import { type RowVerbs, ThreadLine } from './thread-row';
import type { ThreadRow } from './thread-rows';
import { useHydrated } from './use-hydrated';
import { useJump, type Wanted } from './use-jump';
import { useMessageKeys } from './use-message-keys';
import { type ThreadPart, useThreadScroll } from './use-thread-scroll';

type Props = {
  rows: readonly ThreadRow[];
  isGroupChat: boolean;
  myName: string;
  verbs: RowVerbs;
  /** Undefined where it was deleted. */
  number: NumberNow | undefined;
  /** The row to open at, the unread divider's; without one the end. */
  opensAt: string | undefined;
  part: ThreadPart;
  /** Loads a message with its neighbours; false when it can't be reached. */
  onFind: (id: string) => Promise<boolean>;
  /** A message that a link asks for. */
  wanted: Wanted;
  /** Called with whether the newest message is in sight. */
  children?: (isAtEnd: boolean) => ReactNode;
};

const scroller =
  'min-h-0 flex-1 overflow-y-auto overflow-x-hidden overscroll-contain outline-none [overflow-anchor:none] [scrollbar-color:var(--border)_transparent] [scrollbar-width:thin] focus-visible:outline-2 focus-visible:outline-focus focus-visible:-outline-offset-2';

const NONE: number[] = [];

/** The messages of one conversation; mount it anew (`key`) for another. */
export function Thread(props: Props) {
  return useHydrated() ? <LiveThread {...props} /> : <FirstPaint {...props} />;
}

function LiveThread(props: Props) {
  const { rows, isGroupChat, myName, number, opensAt, part, onFind, wanted, children } = props;
  const t = useTranslations('conversations.thread');
  const { box, list, look, settle, toEnd, lead, isAtEnd, unseen, topRow } = useThreadScroll({
    rows,
    part,
    opensAt,
    isExpected: wanted.id !== undefined,
  });
  const isShifted = useShifted(rows);
  const { flashKey, isMissing, jumpTo } = useJump({ rows, list, onFind, wanted, lead, look, toEnd });
  const { keyedIndex, onKeyDown } = useMessageKeys({ rows, box, list });
  const verbs = useMemo(() => ({ ...props.verbs, jumpTo }), [props.verbs, jumpTo]);
  const lastKey = rows.findLast(({ message }) => message && message.type !== 'system')?.key;
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: a place that scrolls must be reachable by keyboard */}
      <section
        ref={box}
        data-thread
        tabIndex={0}
        aria-label={t('messages')}
        aria-keyshortcuts="ArrowUp ArrowDown"
        onKeyDown={onKeyDown}
        className={`flex flex-col ${scroller}`}
      >
        <div className="grow" />
        <Virtualizer
          key={part.id}
          ref={list}
          scrollRef={box}
          data={rows as ThreadRow[]}
          shift={isShifted}
          keepMounted={keyedIndex === undefined ? NONE : [keyedIndex]}
          onScroll={look}
          onResize={settle}
        >
          {(row) => (
            <ThreadLine
              key={row.key}
              row={row}
              isGroupChat={isGroupChat}
              myName={myName}
              verbs={verbs}
              number={number}
              isFlashing={row.key === flashKey}
              isTabStop={row.key === (rows[keyedIndex ?? -1]?.key ?? lastKey)}
            />
          )}
        </Virtualizer>
        <div className="h-4 shrink-0" />
      </section>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: a place that scrolls must be reachable by keyboard */}
      <FloatingDay row={topRow} isAtEnd={isAtEnd} />
      {isMissing && <Missing />}
      {!isAtEnd && rows.length > 0 && <JumpButton unseen={unseen} onJump={toEnd} />}
      {children?.(isAtEnd)}
    </div>
  );
}

/** What the server renders: enough lines to fill a screen, already at the place where the thread opens. */
function FirstPaint({ rows, isGroupChat, myName, verbs, number, opensAt, wanted }: Props) {
  const first = wanted.id ? rowOf(rows, wanted.id) : rows.findIndex(({ key }) => key === opensAt);
  const shown = first >= 0 ? rows.slice(first, first + 30) : rows.slice(-30);
  return (
    <div className={`flex ${first >= 0 ? 'flex-col' : 'flex-col-reverse'} ${scroller}`}>
      <div className="pb-4">
        {shown.map((row) => (
          <ThreadLine
            key={row.key}
            row={row}
            isGroupChat={isGroupChat}
            myName={myName}
            verbs={verbs}
            number={number}
          />
        ))}
      </div>
    </div>
  );
}

function JumpButton({ unseen, onJump }: { unseen: number; onJump: () => void }) {
  const t = useTranslations('conversations.thread');
  return (
    <button
      type="button"
      onClick={onJump}
      aria-label={unseen > 0 ? t('jumpCount', { count: unseen }) : t('jump')}
      className="surface-float absolute right-4 bottom-4 flex h-9 min-w-9 animate-appear items-center justify-center gap-1.5 rounded-full px-2.5 hover:bg-accent narrow:right-2 narrow:bottom-2"
    >
      <ArrowDown aria-hidden="true" className="icon-16" />
      {unseen > 0 && <Pill>{unseen > 99 ? '99+' : unseen}</Pill>}
    </button>
  );
}

function Missing() {
  const t = useTranslations('conversations.thread');
  return (
    <p
      role="status"
      className="surface-float absolute bottom-4 left-1/2 -translate-x-1/2 px-3 py-1.5 text-meta"
    >
      {t('missing')}
    </p>
  );
}

/** Whether the rows shown now begin above those shown before, or below: then the end is what stays. */
function useShifted(rows: readonly ThreadRow[]): boolean {
  const [shown, setShown] = useState({ rows, isShifted: false });
  if (shown.rows === rows) return shown.isShifted;
  const [before, now] = [shown.rows[0]?.key, rows[0]?.key];
  const holds = (list: readonly ThreadRow[], key: string | undefined) =>
    list.some((row) => row.key === key || row.album?.some(({ id }) => id === key));
  const isShifted = before !== now && (holds(rows, before) || holds(shown.rows, now));
  setShown({ rows, isShifted });
  return isShifted;
}
