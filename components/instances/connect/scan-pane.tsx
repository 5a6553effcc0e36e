'use client';

import { Keyboard, QrCode } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import type { InstanceView } from '@/lib/instances/schema';
import { CodePanel } from './code-panel';
import { PhoneSteps } from './phone-steps';
import { QrPanel } from './qr-panel';

const grid =
  'grid grid-cols-[minmax(0,1fr)_280px] items-start gap-8 max-md:grid-cols-[minmax(0,1fr)] max-md:gap-6 outline-none';

/** A code is there: scan it, or type one instead. */
export function ScanPane({ instance, onClose }: { instance: InstanceView; onClose: () => void }) {
  const t = useTranslations('instances.connect');
  return (
    <>
      <DialogBody>
        <Tabs defaultValue="qr" className="min-h-83.5">
          <TabsList aria-label={t('tabs')} className="mb-4 max-w-80 max-md:max-w-none">
            <TabsTrigger value="qr">
              <QrCode />
              {t('tabQr')}
            </TabsTrigger>
            <TabsTrigger value="code">
              <Keyboard />
              {t('tabCode')}
            </TabsTrigger>
          </TabsList>
          <TabsContent value="qr" className={grid}>
            <PhoneSteps way="qr" />
            <div className="md:-mt-12 max-md:order-first">
              <QrPanel instance={instance} />
            </div>
          </TabsContent>
          <TabsContent value="code" className={grid}>
            <PhoneSteps way="code" />
            <div className="max-md:order-first">
              <CodePanel instance={instance} />
            </div>
          </TabsContent>
        </Tabs>
      </DialogBody>
      <DialogFooter note={t('foot')}>
        <Button onClick={onClose}>{t('close')}</Button>
      </DialogFooter>
    </>
  );
}
