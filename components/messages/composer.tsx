'use client';

import { Check, SendHorizontal, Smartphone } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect } from 'react';
import { cn } from '@/lib/utils';
import { IconButton } from '../ui/icon-button';

export type Suggestions = {
  /** The listbox and the option that is chosen in it, while it is open. */
  open?: { id: string; active: number };
  node: ReactNode;
  /** Whether the key was for it. */
  onKey: (event: KeyboardEvent) => boolean;
  onCursor: (at: number) => void;
};

type Props = {
  text: string;
  onText: (text: string) => void;
  onSend: (text: string) => void;
  box: RefObject<HTMLTextAreaElement | null>;
  /** What the empty box says. */
  placeholder: string;
  /** The number it leaves by. */
  via: string;
  /** What is being answered or edited, at the top of the box. */
  above?: ReactNode;
  /** Besides writing, at the left below the text. */
  tools?: ReactNode;
  /** At the right, before sending. */
  aside?: ReactNode;
  /** In place of text and tools: a voice note being recorded. */
  instead?: ReactNode;
  /** Why what stands there can't leave yet. */
  unready?: string;
  /** Files can leave without a text. */
  hasFiles?: boolean;
  isEditing?: boolean;
  /** A list that goes with what is being written; its keys come first. */
  suggestions?: Suggestions;
  /** The key that sends; with `ctrl_enter` Enter alone begins a line. */
  sendWith?: 'enter' | 'ctrl_enter';
  /** Whenever this becomes another thing, one goes on in the box. */
  focusOn?: unknown;
  /** Escape, where there is something to get out of. */
  onCancel?: () => void;
  /** The upward arrow in an empty box. */
  onEditLast?: () => void;
};

/** The box one answers in. It never waits: sending empties it, whatever became of the last text. */
export function Composer(props: Props) {
  const {
    text,
    onText,
    onSend,
    box,
    placeholder,
    via,
    above,
    tools,
    aside,
    instead,
    unready,
    hasFiles,
    isEditing,
    focusOn,
    suggestions,
  } = props;
  const t = useTranslations('conversations.composer');
  const isEmpty = text.trim() === '' && !hasFiles;
  const isHeld = isEmpty || unready !== undefined;
  useEffect(() => grow(box.current, text), [box, text]);
  useEffect(() => {
    if (focusOn) focusEnd(box.current);
  }, [box, focusOn]);

  const send = () => {
    if (isEmpty) return;
    onSend(text.trim());
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (suggestions?.onKey(event)) return event.preventDefault();
    const handler = handlerOf(event, { ...props, send });
    if (!handler) return;
    event.preventDefault();
    handler();
  };

  return (
    <form
      className="relative mx-4 mb-3 narrow:mx-2 narrow:mb-2"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="rounded-xl border border-input bg-background has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:outline-focus has-[textarea:focus-visible]:-outline-offset-1">
        {suggestions?.node}
        {above}
        {instead || (
          <>
            <textarea
              ref={box}
              rows={1}
              dir="auto"
              aria-label={t('label')}
              placeholder={placeholder}
              maxLength={65_536}
              value={text}
              onChange={({ target }) => {
                suggestions?.onCursor(target.selectionStart);
                onText(target.value);
              }}
              onSelect={(event) => suggestions?.onCursor(event.currentTarget.selectionStart)}
              {...comboOf(suggestions?.open)}
              onKeyDown={onKeyDown}
              className="field-sizing-content block max-h-44 min-h-9 w-full resize-none overflow-y-auto bg-transparent px-3.5 pt-3 pb-1 outline-none placeholder:truncate max-md:text-base"
            />
            <div className="flex items-center gap-0.5 px-1.5 pt-1 pb-1.5">
              {tools}
              <span
                data-tooltip={t('viaHint', { number: via })}
                data-tooltip-side="top"
                className="ml-auto inline-flex h-7 min-w-0 items-center gap-1.5 px-2 text-meta text-muted-foreground"
              >
                <Smartphone aria-hidden="true" className="icon-14" />
                <span className="truncate">{t('via', { number: via })}</span>
              </span>
              {aside}
              <IconButton
                type="submit"
                size="sm"
                label={t(isEditing ? 'save' : 'send')}
                side="top"
                icon={isEditing ? <Check /> : <SendHorizontal />}
                variant={isHeld ? 'ghost' : 'primary'}
                aria-disabled={isHeld}
                aria-description={unready}
                {...(unready && { 'data-tooltip': unready })}
                className={cn('[&>svg]:icon-16', isHeld && 'bg-secondary aria-disabled:opacity-100')}
              />
            </div>
          </>
        )}
      </div>
    </form>
  );
}

/** A box with a list to choose from, for as long as there is one. */
const comboOf = (open: Suggestions['open']) =>
  open && {
    'aria-autocomplete': 'list' as const,
    'aria-controls': open.id,
    'aria-activedescendant': `${open.id}-${open.active}`,
  };

/** What a key does beyond writing. */
function handlerOf(
  event: KeyboardEvent,
  {
    text,
    onCancel,
    onEditLast,
    sendWith = 'enter',
    send,
  }: Pick<Props, 'text' | 'onCancel' | 'onEditLast' | 'sendWith'> & { send: () => void },
): (() => void) | undefined {
  const isMeant = event.ctrlKey || event.metaKey || (sendWith === 'enter' && !event.shiftKey);
  if (event.key === 'Enter' && isMeant) return send;
  if (event.key === 'Escape') return onCancel;
  return event.key === 'ArrowUp' && text === '' ? onEditLast : undefined;
}

function focusEnd(box: HTMLTextAreaElement | null): void {
  box?.focus();
  box?.setSelectionRange(box.value.length, box.value.length);
}

/** For browsers without `field-sizing`. */
function grow(box: HTMLTextAreaElement | null, text: string): void {
  if (!box || CSS.supports('field-sizing', 'content')) return;
  box.style.height = 'auto';
  if (text) box.style.height = `${box.scrollHeight}px`;
}
