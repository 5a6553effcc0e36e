import { eventsFor } from './version';

/** 15 tries after the first, 2ⁿ × 2 s apart: WAHA goes on for about a day and a half. */
const RETRIES = { policy: 'exponential', delaySeconds: 2, attempts: 15 };

/**
 * The whole config of a session of ours. WAHA replaces what it had, and an older Core forgets it on restart, so this
 * is put again whenever in doubt. Metadata values must be texts.
 */
export function sessionConfig(input: {
  webhookUrl: string;
  webhookSecret: string;
  version: string | null;
  organizationId: string;
  instanceId: string;
  name: string;
  ignoreGroups: boolean;
}) {
  return {
    metadata: {
      'recado.organization': input.organizationId,
      'recado.instance': input.instanceId,
      'recado.name': input.name,
    },
    webhooks: [
      {
        url: input.webhookUrl,
        events: eventsFor(input.version),
        hmac: { key: input.webhookSecret },
        retries: RETRIES,
      },
    ],
    ignore: { status: true, channels: true, broadcast: true, groups: input.ignoreGroups },
    noweb: { store: { enabled: true, fullSync: false }, markOnline: false },
    webjs: { tagsEventsOn: true },
  };
}
