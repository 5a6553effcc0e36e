import { useFormatter, useTranslations } from 'next-intl';
import { Page, PageBody, PageHeader } from '@/components/shell/page';
import type { OverviewView } from '@/lib/dashboard/schema';
import { AttentionCard } from './attention-card';
import { FreshStart } from './fresh-start';
import { dayPartOf, firstName, hourIn } from './greeting';
import { HoursCard } from './hours-card';
import { LiveRefresh } from './live-refresh';
import { NumbersCard } from './numbers-card';
import { TodayCard } from './today-card';
import { WaitingCard } from './waiting-card';

/** The first page of the day: what needs somebody, today's counts, the numbers, who waits the longest. */
export function DashboardScreen({
  overview,
  name,
  timeZone,
  now,
  canFix,
}: {
  overview: OverviewView;
  /** Of the person; greeted by the first word. */
  name: string;
  timeZone: string;
  now: Date;
  /** May the person change numbers? */
  canFix: boolean;
}) {
  const t = useTranslations('dashboard');
  const format = useFormatter();
  const { instances, conversations } = overview;
  const hour = hourIn(timeZone, now);
  const isFresh = instances?.length === 0 && (conversations?.counts.open ?? 0) === 0;
  return (
    <Page>
      <PageHeader title={t(`greeting.${dayPartOf(hour)}`, { name: firstName(name) })}>
        <span className="text-muted-foreground narrow:hidden">
          {format.dateTime(now, { weekday: 'long', day: 'numeric', month: 'long', timeZone })}
        </span>
      </PageHeader>
      <LiveRefresh />
      <PageBody className={isFresh ? 'flex' : undefined}>
        {isFresh ? (
          <FreshStart canConnect={canFix} />
        ) : (
          <div className="grid grid-cols-[minmax(0,1fr)_376px] items-start gap-4 compact:grid-cols-[minmax(0,1fr)_320px] narrow:grid-cols-[minmax(0,1fr)]">
            <div className="flex min-w-0 flex-col gap-4">
              <AttentionCard overview={overview} canFix={canFix} />
              {conversations && <TodayCard today={conversations.today} now={now} timeZone={timeZone} />}
              {conversations && <HoursCard hours={conversations.today.hours} hour={hour} />}
            </div>
            <div className="flex min-w-0 flex-col gap-4">
              {instances && <NumbersCard instances={instances} />}
              {conversations && (
                <WaitingCard longest={conversations.longest} unread={conversations.counts.unread} />
              )}
            </div>
          </div>
        )}
      </PageBody>
    </Page>
  );
}
