import type { InstanceView } from '@/lib/instances/schema';

/** Counts of one number on one day, as far as it has gone. */
export type TrafficCounts = { received: number; sent: number; failed: number };

/** Today and the same weekday of last week, in the organization's time zone. */
export type TodayView = TrafficCounts & {
  newConversations: number;
  /** The same counts of last week's day, up to the same time. */
  before: TrafficCounts & { newConversations: number };
  /** Received by hour, 0 to 23: today, and the whole of last week's day. */
  hours: { today: number; before: number }[];
  /** By number. */
  byInstance: Record<string, TrafficCounts>;
};

/** An unread conversation. Times are ISO 8601 in UTC. */
export type WaitingView = {
  id: string;
  /** Name of the contact or group, else the phone in E.164, else null. */
  title: string | null;
  instanceName: string;
  assigneeName: string | null;
  /** When its last message came. */
  since: string;
};

export type WaitingCounts = { unread: number; unassigned: number; open: number };

/** What the dashboard shows; a part that the person may not see, or whose module is off, is null. */
export type OverviewView = {
  instances: InstanceView[] | null;
  conversations: {
    today: TodayView;
    counts: WaitingCounts;
    /** The unread ones that wait the longest. */
    longest: WaitingView[];
  } | null;
};
