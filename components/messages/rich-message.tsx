import { Fragment, type ReactNode, useMemo } from 'react';
import { parseRichText, type RichText } from './rich-text';

const tags = { bold: 'strong', italic: 'em', strike: 's' } as const;

/** A message's text as WhatsApp shows it; lines and spaces stay as they were written. */
export function RichMessage({ text }: { text: string }) {
  const parts = useMemo(() => parseRichText(text), [text]);
  return <>{parts.map(renderPart)}</>;
}

function renderPart(part: RichText, index: number): ReactNode {
  // biome-ignore-start lint/suspicious/noArrayIndexKey: the parts of a text never change places
  if (part.kind === 'text') return <Fragment key={index}>{part.text}</Fragment>;
  if (part.kind === 'code')
    return (
      <code key={index} className="rounded-sm bg-foreground/7 px-1 font-mono text-[13px]">
        {part.text}
      </code>
    );
  if (part.kind === 'link')
    return (
      <a
        key={index}
        href={part.href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="link text-bubble-link"
      >
        {part.text}
      </a>
    );
  const Tag = tags[part.kind];
  return <Tag key={index}>{part.children.map(renderPart)}</Tag>;
  // biome-ignore-end lint/suspicious/noArrayIndexKey: the parts of a text never change places
}
