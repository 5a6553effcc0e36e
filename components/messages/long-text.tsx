import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { noteAction } from './bubble-frame';
import { RichMessage } from './rich-message';

/** More than this is shown in part. */
const MOST = 1_500;
const SHOWN = 1_000;
const MOST_LINES = 40;
const SHOWN_LINES = 25;

/** Those that somebody opened stay open while they are scrolled out of sight. */
const opened = new Set<string>();

/** A message's text; a very long one in part, until one wants to read on. */
export function LongText({ id, text }: { id: string; text: string }) {
  const t = useTranslations('conversations.thread');
  const [isOpen, setOpen] = useState(opened.has(id));
  const start = isOpen ? text : beginningOf(text);
  if (isInvisible(text)) return <em className="opacity-80">{t('invisible')}</em>;
  if (start === text) return <RichMessage text={text} />;
  const open = () => {
    opened.add(id);
    setOpen(true);
  };
  return (
    <>
      <RichMessage text={start} />…{' '}
      <button type="button" onClick={open} className={noteAction}>
        {t('readMore')}
      </button>
    </>
  );
}

/** The text itself where it is short; else its first lines, up to the end of a word. */
export function beginningOf(text: string): string {
  const lines = text.split('\n', MOST_LINES + 1);
  if (text.length <= MOST && lines.length <= MOST_LINES) return text;
  const part = lines.slice(0, SHOWN_LINES).join('\n');
  if (part.length <= SHOWN) return part;
  // Never between the halves of an emoji, nor in a word that has an end.
  return part
    .slice(0, SHOWN)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/\s+\S{0,60}$/, '');
}

/** Nothing but spaces and signs that have no shape: the bubble would be empty. */
export const isInvisible = (text: string): boolean =>
  /^(?:[\s\p{Cf}\p{Cc}\u115f\u1160\u2800\u3164\uffa0]|\p{Mn})*$/u.test(text);
