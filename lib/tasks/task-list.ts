import { askAddresses } from '@/lib/conversations/ask-addresses';
import { systemScope } from '@/lib/core/scope';
import { fillHistory } from '@/lib/history/fill';
import { showOffline } from '@/lib/instances/presence';
import { recoverSession } from '@/lib/instances/recovery';
import { requireInstance } from '@/lib/instances/service';
import { carryOutWish, refreshStatus } from '@/lib/instances/session';
import { removeLeftSession, removeSession } from '@/lib/instances/take-down';
import type { TaskHandlers } from '@/lib/jobs/tasks';
import { drainOutbox } from '@/lib/messages/drain';
import { fetchInboundMedia } from '@/lib/messages/inbound-media';
import { tellSeen } from '@/lib/messages/seen';
import { checkServers } from '@/lib/servers/check';
import { watchNumbers } from '@/lib/watchdog/watch';
import { replayWebhooks } from '@/lib/webhooks/replay';
import { cleanUp } from './clean-up';
import { reconcile } from './reconcile';

/** Every job and the service it opens: doors, like routes. */
export const taskHandlers: TaskHandlers = {
  drain_outbox: ({ organizationId, instanceId }) => drainOutbox(systemScope(organizationId), instanceId),
  carry_out_wish: ({ organizationId, instanceId }) => carryOutWish(systemScope(organizationId), instanceId),
  refresh_status: async ({ organizationId, instanceId }) => {
    const scope = systemScope(organizationId);
    await refreshStatus(scope, await requireInstance(scope, instanceId));
  },
  recover_session: ({ organizationId, instanceId }) =>
    recoverSession(systemScope(organizationId), instanceId),
  remove_session: ({ organizationId, instanceId }) => removeSession(systemScope(organizationId), instanceId),
  remove_left_session: ({ organizationId, leftId }) => removeLeftSession(systemScope(organizationId), leftId),
  rest_account: ({ organizationId, instanceId }) => showOffline(systemScope(organizationId), instanceId),
  tell_seen: ({ organizationId, messageIds, until }) =>
    tellSeen(systemScope(organizationId), messageIds, new Date(until)),
  replay_webhooks: ({ organizationId }) => replayWebhooks(systemScope(organizationId)),
  fetch_media: ({ organizationId, messageId }, isLast) =>
    fetchInboundMedia(systemScope(organizationId), messageId, isLast),
  fill_history: ({ organizationId, instanceId }) => fillHistory(systemScope(organizationId), instanceId),
  ask_addresses: ({ organizationId, instanceId }) => askAddresses(systemScope(organizationId), instanceId),
  watch_numbers: () => watchNumbers(),
  check_servers: () => checkServers(),
  reconcile,
  clean_up: cleanUp,
};
