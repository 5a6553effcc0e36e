import { useTranslations } from 'next-intl';
import type { Typing } from '@/lib/realtime/publish';
import { firstName } from './first-name';
import { formatPhone } from './phone';

/** “digitando…”, in a group with who does; the dots breathe. */
export function TypingWords({ typing: { state, name } }: { typing: Typing }) {
  const t = useTranslations('typing');
  const kind = state === 'recording' ? 'recording' : 'typing';
  return (
    <span className="text-primary">
      {name === null ? t(kind) : t(`${kind}By`, { name: firstName(formatPhone(name)) })}
      <span className="motion-safe:animate-breathe">…</span>
    </span>
  );
}
