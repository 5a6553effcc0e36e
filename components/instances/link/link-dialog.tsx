'use client';

import { useTranslations } from 'next-intl';
import { focusFirstField, focusFirstOf } from '@/components/dialogs/focus';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import type { InstanceView } from '@/lib/instances/schema';
import { CONNECT_BUTTON_ID, menuIdOf } from '../focus-ids';
import { LinkPanel } from './link-panel';

/** The link for whoever holds the phone, straight from the number's menu. */
export function LinkDialog({ instance, onClose }: { instance: InstanceView; onClose: () => void }) {
  const t = useTranslations('links.staff');
  const common = useTranslations('common');
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('title', { name: instance.name })}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={(event) => focusFirstOf(event, menuIdOf(instance.id), CONNECT_BUTTON_ID)}
      >
        <DialogBody>
          <LinkPanel id={instance.id} name={instance.name} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{common('close')}</Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
