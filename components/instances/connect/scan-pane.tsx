'use client';

import { Keyboard, QrCode, Share2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';
import { DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { cn } from '@/lib/utils';
import { LinkPanel } from '../link/link-panel';
import { CodePanel } from './code-panel';
import { type Subject, useDoor } from './door';
import { PhoneSteps } from './phone-steps';
import { QrPanel } from './qr-panel';

const grid =
  'grid grid-cols-[minmax(0,1fr)_280px] items-start gap-8 max-md:grid-cols-[minmax(0,1fr)] max-md:gap-6 outline-none';

/** A code is there: scan it, or type one instead. */
export function ScanPane({ instance, onClose }: { instance: Subject; onClose?: () => void }) {
  const t = useTranslations('instances.connect');
  const { staff } = useDoor();
  const isTouch = useIsTouch();
  const [chosen, choose] = useState<string>();
  return (
    <>
      <DialogBody>
        <Tabs
          value={chosen ?? (isTouch && !staff ? 'code' : 'qr')}
          onValueChange={choose}
          className="min-h-83.5"
        >
          <TabsList
            aria-label={t('tabs')}
            className={cn(
              'mb-4 max-md:max-w-none',
              // Three with their icons are too wide for a phone.
              staff ? 'max-w-100 max-md:[&_svg]:hidden' : 'max-w-80',
            )}
          >
            <TabsTrigger value="qr">
              <QrCode />
              {t('tabQr')}
            </TabsTrigger>
            <TabsTrigger value="code">
              <Keyboard />
              {t('tabCode')}
            </TabsTrigger>
            {staff && (
              <TabsTrigger value="link">
                <Share2 />
                {t('tabLink')}
              </TabsTrigger>
            )}
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
          {staff && (
            <TabsContent value="link" className="outline-none">
              <LinkPanel id={staff.id} name={instance.name} />
            </TabsContent>
          )}
        </Tabs>
      </DialogBody>
      <DialogFooter note={t(staff ? 'foot' : 'guestFoot')}>
        {onClose && <Button onClick={onClose}>{t('close')}</Button>}
      </DialogFooter>
    </>
  );
}

const touch = () => window.matchMedia('(pointer: coarse)');

/** A phone can't scan its own screen: there a guest finds the code to type first. */
function useIsTouch(): boolean {
  return useSyncExternalStore(
    (tell) => {
      const query = touch();
      query.addEventListener('change', tell);
      return () => query.removeEventListener('change', tell);
    },
    () => touch().matches,
    () => false,
  );
}
