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

type OwnConfig = Pick<ReturnType<typeof sessionConfig>, 'metadata' | 'webhooks'>;
type TheirConfig = { metadata?: unknown; webhooks?: { url: string }[] | null } & Record<string, unknown>;

/** The config of a session that was there before us: as it is, with our webhook beside those of others. */
export function beside(theirs: TheirConfig | null | undefined, { metadata, webhooks }: OwnConfig) {
  const own = new Set(webhooks.map(({ url }) => url));
  const others = (theirs?.webhooks ?? []).filter(({ url }) => !own.has(url));
  return {
    ...theirs,
    metadata: { ...(theirs?.metadata as object | undefined), ...metadata },
    webhooks: [...others, ...webhooks],
  };
}

/** The same without what was ours. */
export function without(theirs: TheirConfig | null | undefined, webhookUrl: string) {
  const metadata = Object.entries((theirs?.metadata as object | undefined) ?? {});
  return {
    ...theirs,
    metadata: Object.fromEntries(metadata.filter(([key]) => !key.startsWith('recado.'))),
    webhooks: (theirs?.webhooks ?? []).filter(({ url }) => url !== webhookUrl),
  };
}
