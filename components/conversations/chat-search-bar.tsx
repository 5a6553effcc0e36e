'use client';

import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import { IconButton } from '../ui/icon-button';
import type { ChatSearch } from './use-chat-search';
import { useTextMarks } from './use-text-marks';

/** Under the header: words, how many messages have them, and the way from one to the next. Up is older. */
export default function ChatSearchBar({ search }: { search: ChatSearch }) {
  const t = useTranslations('search.chat');
  const { typed = '', type, step, close, at, count, hasMore } = search;
  useTextMarks(typed);
  const hear = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const act = {
      Enter: () => step(event.shiftKey ? -1 : 1),
      ArrowUp: () => step(1),
      ArrowDown: () => step(-1),
      Escape: close,
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const said =
    count === undefined
      ? ''
      : count === 0
        ? t('none')
        : t('at', { at: at + 1, count: `${count}${hasMore ? '+' : ''}` });
  return (
    <search className="flex h-11 shrink-0 items-center gap-1 border-b bg-background pr-3 pl-4 narrow:pr-1">
      <Search aria-hidden="true" className="icon-16 text-muted-foreground" />
      <input
        id="chat-search"
        // biome-ignore lint/a11y/noAutofocus: whoever asked for the field wants to type
        autoFocus
        type="text"
        inputMode="search"
        enterKeyHint="search"
        aria-label={t('field')}
        placeholder={t('placeholder')}
        value={typed}
        maxLength={200}
        onChange={(event) => type(event.target.value)}
        onKeyDown={hear}
        className="h-9 min-w-0 flex-1 bg-transparent px-1.5 outline-none placeholder:text-muted-foreground"
      />
      <output className="whitespace-nowrap px-1 text-meta text-muted-foreground tabular-nums">{said}</output>
      <IconButton label={t('older')} icon={<ChevronUp />} onClick={() => step(1)} disabled={!count} />
      <IconButton label={t('newer')} icon={<ChevronDown />} onClick={() => step(-1)} disabled={!count} />
      <IconButton label={t('close')} icon={<X />} onClick={close} />
    </search>
  );
}
