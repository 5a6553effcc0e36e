'use client';

import { CircleCheck, MessageSquare } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { formatPhone } from '@/components/conversations/phone';
import { Button } from '@/components/ui/button';
import { DialogBody, DialogFooter } from '@/components/ui/dialog';
import type { InstanceView } from '@/lib/instances/schema';

/** The number works: which one it is, and where its messages are. */
export function DonePane({
  instance,
  canConverse,
  onClose,
}: {
  instance: InstanceView;
  canConverse: boolean;
  onClose: () => void;
}) {
  const t = useTranslations('instances.connect');
  const who = [instance.phoneNumber && formatPhone(instance.phoneNumber), instance.pushName];
  return (
    <>
      <DialogBody>
        <div className="flex min-h-83.5 flex-col items-center justify-center text-center max-md:min-h-0 max-md:py-12">
          <span className="mb-4 grid size-16 place-items-center rounded-full bg-success-soft text-success">
            <CircleCheck aria-hidden="true" className="icon-24" />
          </span>
          <h3 className="text-title">{t('doneTitle', { name: instance.name })}</h3>
          <p className="mt-1 font-medium tabular-nums">{who.filter(Boolean).join(' · ')}</p>
          <p className="mt-2 max-w-90 text-balance text-muted-foreground">{t('doneText')}</p>
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant={canConverse ? 'outline' : 'primary'} onClick={onClose}>
          {t('close')}
        </Button>
        {canConverse && (
          <Button asChild variant="primary">
            <Link href="/conversations">
              <MessageSquare />
              {t('seeConversations')}
            </Link>
          </Button>
        )}
      </DialogFooter>
    </>
  );
}
