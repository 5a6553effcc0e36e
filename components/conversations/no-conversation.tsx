import { useTranslations } from 'next-intl';
import { Kbd } from '../ui/kbd';

const keys = [
  { caps: ['Alt', 'J'], meaning: 'next' },
  { caps: ['Alt', 'K'], meaning: 'previous' },
  { caps: ['Alt', 'E'], meaning: 'resolve' },
  { caps: ['Ctrl', 'K'], meaning: 'search' },
  { caps: ['?'], meaning: 'list' },
] as const;

/** The middle pane while nothing is open: the keys. */
export function NoConversation() {
  const t = useTranslations('conversations');
  return (
    <div className="flex flex-1 flex-col items-center justify-center px-6">
      <h2 className="sr-only">{t('empty.chooseTitle')}</h2>
      <dl className="grid grid-cols-[auto_auto] items-center gap-x-4 gap-y-1.5 text-muted-foreground">
        {keys.map(({ caps, meaning }) => (
          <div key={meaning} className="contents">
            <dt className="justify-self-end">
              <Kbd keys={caps} />
            </dt>
            <dd>{t(`keys.${meaning}`)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
