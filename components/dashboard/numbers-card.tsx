import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { inOrder, stateOf } from '@/components/instances/number-state';
import { NumberStateIcon } from '@/components/instances/number-state-line';
import { Ago } from '@/components/time/ago';
import { Card, CardHeader } from '@/components/ui/card';
import type { InstanceView } from '@/lib/instances/schema';

const SHOWN = 6;

/** The numbers with their state in words, those that need somebody first. */
export function NumbersCard({ instances }: { instances: InstanceView[] }) {
  const t = useTranslations('dashboard');
  const words = useTranslations('instances.state');
  return (
    <Card>
      <CardHeader>
        <h2>{t('numbers')}</h2>
        <Link href="/whatsapp" className="text-meta text-muted-foreground hover:underline">
          {t('seeAll')}
        </Link>
      </CardHeader>
      <ul className="divide-y divide-border/65">
        {inOrder(instances)
          .slice(0, SHOWN)
          .map((instance) => (
            <li key={instance.id}>
              <Link
                href="/whatsapp"
                className="grid min-h-11 grid-cols-[16px_minmax(0,1fr)] items-center gap-2.5 px-4 py-1.5 -outline-offset-2 hover:bg-accent"
              >
                <NumberStateIcon state={stateOf(instance)} />
                <span className="min-w-0">
                  <span className="block truncate font-medium">{instance.name}</span>
                  <span className="block truncate text-meta text-muted-foreground">
                    {words(stateOf(instance))}, <Ago at={instance.statusAt} mode="for" />
                  </span>
                </span>
              </Link>
            </li>
          ))}
      </ul>
    </Card>
  );
}
