import { eventsFor } from './version';

/** 15 tries after the first, 2ⁿ × 2 s apart: WAHA goes on for about a day and a half. */
const RETRIES = { policy: 'exponential', delaySeconds: 2, attempts: 15 };

/**
 * The whole config of a session of ours. WAHA replaces what it had, and an older Core forgets it on restart, so this
 * is put again whenever in doubt. Metadata values must be texts.
 */
export function sessionConfig(input: {
  /** Null where nobody can be called: then the session has no webhook of ours. */
  webhookUrl: string | null;
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
    webhooks: input.webhookUrl === null ? [] : [webhook(input.webhookUrl, input)],
    ignore: { status: true, channels: true, broadcast: true, groups: input.ignoreGroups },
    noweb: { store: { enabled: true, fullSync: false }, markOnline: false },
    webjs: { tagsEventsOn: true },
  };
}

const webhook = (
  url: string,
  { version, webhookSecret }: { version: string | null; webhookSecret: string },
) => ({
  url,
  events: eventsFor(version),
  hmac: { key: webhookSecret },
  retries: RETRIES,
});

/** Whether an address is that of this session's webhook, also under a name that we had before. */
const isOwn = (url: string, sessionName: string): boolean =>
  new RegExp(`/api/whatsapp/webhook/${sessionName}/?$`).test(url);

/** Whether a session has just the webhook of ours that it should have, and knows whose it is. */
export function isCurrent(
  theirs: TheirConfig | null | undefined,
  own: OwnConfig,
  sessionName: string,
): boolean {
  const found = (theirs?.webhooks ?? []).map(({ url }) => url).filter((url) => isOwn(url, sessionName));
  const wanted = own.webhooks.map(({ url }) => url);
  const { 'recado.instance': instance } = { ...(theirs?.metadata as Record<string, unknown> | undefined) };
  // Core forgets everything on restart; without a webhook only the names tell.
  const isKnown = wanted.length > 0 || instance === own.metadata['recado.instance'];
  return isKnown && found.length === wanted.length && found.every((url, at) => url === wanted[at]);
}

type OwnConfig = Pick<ReturnType<typeof sessionConfig>, 'metadata' | 'webhooks'>;
type TheirConfig = { metadata?: unknown; webhooks?: { url: string }[] | null } & Record<string, unknown>;

/** The config of a session that was there before us: as it is, with our webhook beside those of others. */
export function beside(
  theirs: TheirConfig | null | undefined,
  { metadata, webhooks }: OwnConfig,
  sessionName: string,
) {
  const others = (theirs?.webhooks ?? []).filter(({ url }) => !isOwn(url, sessionName));
  return {
    ...theirs,
    metadata: { ...(theirs?.metadata as object | undefined), ...metadata },
    webhooks: [...others, ...webhooks],
  };
}

/** The same without what was ours. */
export function without(theirs: TheirConfig | null | undefined, sessionName: string) {
  const metadata = Object.entries((theirs?.metadata as object | undefined) ?? {});
  return {
    ...theirs,
    metadata: Object.fromEntries(metadata.filter(([key]) => !key.startsWith('recado.'))),
    webhooks: (theirs?.webhooks ?? []).filter(({ url }) => !isOwn(url, sessionName)),
  };
}
