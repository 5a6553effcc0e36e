'use client';

import { useTranslations } from 'next-intl';
import { Dialog, DialogBody, DialogContent } from '../ui/dialog';
import { Kbd } from '../ui/kbd';
import { useInbox } from './inbox-context';
import { inboxKeys } from './inbox-keys';

/** The keys of the inbox, by what they are for. */
export default function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('conversations.keys');
  const common = useTranslations('common');
  const { me } = useInbox();
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title={t('title')} closeLabel={common('close')}>
        <DialogBody className="grid content-start gap-5">
          {inboxKeys(me.sendWith).map(({ part, keys }) => (
            <section key={part}>
              <h3 className="mb-1 font-medium text-meta text-muted-foreground">{t(`parts.${part}`)}</h3>
              <dl>
                {keys.map(({ caps, meaning }) => (
                  <div key={meaning} className="flex min-h-8 items-center justify-between gap-4">
                    <dt>{t(meaning)}</dt>
                    <dd>
                      <Kbd keys={caps} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}
