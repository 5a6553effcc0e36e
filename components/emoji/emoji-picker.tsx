'use client';

import { EmojiPicker as Picker, type SkinTone } from 'frimousse';
import { Search } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { type KeyboardEvent, useState } from 'react';
import { onceIdle } from '../ui/once-idle';
import { emojiData } from './emoji-data';
import { recentEmoji, rememberEmoji } from './recent-emoji';

const COLUMNS = 8;
/** The data marks every sign as an emoji; those that are one by themselves go without the mark, as WhatsApp writes them. */
const plain = (emoji: string) => emoji.replace(/(\p{Emoji_Presentation})\uFE0F/gu, '$1');

/**
 * frimousse 0.4 searches when the browser is idle, at the latest after 100 ms, and takes Enter at once: who types fast
 * would get the first emoji of the list before. So Enter comes again when the search is over.
 */
function chooseAfterSearch(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter' || !event.nativeEvent.isTrusted) return;
  event.preventDefault();
  const field = event.currentTarget;
  onceIdle(() =>
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })),
  );
}

type Props = { onChoose: (emoji: string) => void };

/** All emoji: searched by name in the person's language, gone through by arrows, the latest first. */
export default function EmojiPicker({ onChoose }: Props) {
  const t = useTranslations('emoji');
  const locale = useLocale();
  const [search, setSearch] = useState('');
  const [tone, setTone] = useState<SkinTone>('none');
  const [recent] = useState(recentEmoji);
  const choose = (emoji: string) => {
    rememberEmoji(emoji);
    onChoose(emoji);
  };
  return (
    <Picker.Root
      locale={locale}
      columns={COLUMNS}
      skinTone={tone}
      resolveEmojiData={() => emojiData(locale, (name) => t(`categories.${name}`))}
      onEmojiSelect={({ emoji }) => choose(plain(emoji))}
      className="isolate flex h-80 w-full flex-col"
    >
      <div className="flex items-center gap-1 p-2">
        <div className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-lg bg-popover-muted px-2.5 has-focus-visible:outline-2 has-focus-visible:outline-focus max-md:h-10">
          <Search aria-hidden="true" className="icon-16 text-muted-foreground" />
          <Picker.Search
            autoFocus
            // Of no form: Enter chooses here and never sends.
            form="none"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={chooseAfterSearch}
            aria-label={t('search')}
            placeholder={t('search')}
            className="min-w-0 flex-1 bg-transparent outline-none max-md:text-base"
          />
        </div>
        <Picker.SkinTone emoji="✋">
          {({ skinTone, skinToneVariations }) => (
            <button
              type="button"
              aria-label={t('tone')}
              data-tooltip={t('tone')}
              data-tooltip-side="top"
              onClick={() => {
                const at = skinToneVariations.findIndex((one) => one.skinTone === skinTone);
                setTone(skinToneVariations[(at + 1) % skinToneVariations.length]?.skinTone ?? 'none');
              }}
              className="grid size-8 place-items-center rounded-lg text-lg hover:bg-popover-accent max-md:size-10"
            >
              {skinToneVariations.find((one) => one.skinTone === skinTone)?.emoji}
            </button>
          )}
        </Picker.SkinTone>
      </div>
      {recent.length > 0 && search === '' && <Recent emoji={recent} onChoose={choose} />}
      <Picker.Viewport className="relative min-h-0 flex-1 overflow-y-auto px-2 outline-none">
        <Picker.Loading className="absolute inset-0 grid place-items-center text-muted-foreground">
          {t('loading')}
        </Picker.Loading>
        <Picker.Empty>
          <span className="absolute inset-0 grid place-items-center text-muted-foreground">{t('none')}</span>
        </Picker.Empty>
        <Picker.List className="select-none pb-2" components={{ CategoryHeader, Row, Emoji }} />
      </Picker.Viewport>
    </Picker.Root>
  );
}

function Recent({ emoji, onChoose }: { emoji: readonly string[]; onChoose: (emoji: string) => void }) {
  const t = useTranslations('emoji');
  return (
    <fieldset className="px-2">
      <legend className="px-1 font-medium text-meta text-muted-foreground">{t('recent')}</legend>
      <div className="grid grid-cols-8">
        {emoji.slice(0, COLUMNS).map((one) => (
          <button
            key={one}
            type="button"
            aria-label={one}
            onClick={() => onChoose(one)}
            className="grid h-9 place-items-center rounded-md text-[22px] leading-none hover:bg-popover-accent"
          >
            {one}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

type Parts = NonNullable<Parameters<typeof Picker.List>[0]['components']>;

const CategoryHeader: Parts['CategoryHeader'] = ({ category, ...props }) => (
  <div {...props} className="bg-popover px-1 pt-2 pb-1 font-medium text-meta text-muted-foreground">
    {category.label}
  </div>
);

const Row: Parts['Row'] = ({ children, ...props }) => (
  <div {...props} className="grid! grid-cols-8">
    {children}
  </div>
);

const Emoji: Parts['Emoji'] = ({ emoji, ...props }) => (
  <button
    type="button"
    {...props}
    className="grid h-9 min-w-0 place-items-center rounded-md text-[22px] leading-none data-active:bg-popover-accent"
  >
    {emoji.emoji}
  </button>
);
