/** Every kind of job and what it carries. Ids only: a job reads the rest when it runs. */
export type TaskPayloads = {
  /** Send what waits in an instance's outbox. */
  drain_outbox: { organizationId: string; instanceId: string };
  /** Make WAHA's session what a person asked for. */
  carry_out_wish: { organizationId: string; instanceId: string };
  /** Ask WAHA how a session is. */
  refresh_status: { organizationId: string; instanceId: string };
  /** Restart a session that failed and did not come back by itself. */
  recover_session: { organizationId: string; instanceId: string };
  /** Log out and delete the WAHA session of a deleted instance. */
  remove_session: { organizationId: string; instanceId: string };
  /** Take down the session that a number left on another server. */
  remove_left_session: { organizationId: string; leftId: string };
  /** Show an account offline after our calls showed it online. */
  rest_account: { organizationId: string; instanceId: string };
  /** Tell customers that a person has read their messages; not after `until`. */
  tell_seen: { organizationId: string; messageIds: string[]; until: string };
  /** Apply again the journal rows for which somebody asked. */
  replay_webhooks: { organizationId: string };
  /** Fetch the file of a received message. */
  fetch_media: { organizationId: string; messageId: string };
  /** Bring in what WAHA's history has and we don't. */
  fill_history: { organizationId: string; instanceId: string };
  /** Ask WhatsApp which hidden ids and phones belong together. */
  ask_addresses: { organizationId: string; instanceId: string };
  /** Every 20 seconds (serverless: every minute): look whether numbers that say they work do. */
  watch_numbers: Record<string, never>;
  /** Every minute: ask the WAHA servers that nobody has asked lately. */
  check_servers: Record<string, never>;
  /** Every minute: look after what no event will tell. */
  reconcile: Record<string, never>;
  /** Every hour: remove what is past its time. */
  clean_up: Record<string, never>;
};

export type TaskName = keyof TaskPayloads;

/** `isLast`: when it fails this time nobody comes back to it by itself. */
export type TaskHandlers = {
  [N in TaskName]: (payload: TaskPayloads[N], isLast: boolean) => Promise<void>;
};
