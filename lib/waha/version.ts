/** `2026.8.2` as numbers: WAHA's versions are no semver and don't sort as text. */
function parts(version: string): number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10) || 0);
}

/** Whether `version` is `wanted` or later; an unknown version counts as old. */
export function isAtLeast(version: string | null | undefined, wanted: string): boolean {
  if (!version) return false;
  const have = parts(version);
  const want = parts(wanted);
  for (let i = 0; i < want.length; i++) {
    const difference = (have[i] ?? 0) - (want[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** Ids can be fetched before sending, and sent with: NOWEB and GOWS since 2026.4.3; WEBJS answers 501. */
export function canPresetIds(engine: string | null | undefined, version: string | null | undefined): boolean {
  return (engine === 'NOWEB' || engine === 'GOWS') && isAtLeast(version, '2026.4.3');
}

/** Before 2026.6.1 the free edition knows one session, `default`. */
export function isSingleSession(
  tier: string | null | undefined,
  version: string | null | undefined,
): boolean {
  return tier !== 'PLUS' && !isAtLeast(version, '2026.6.1');
}

/**
 * The first version whose free edition signs its webhooks. 2024.10.8 was seen to ignore `hmac`, 2026.2.1 to sign; in
 * between the release notes of 2025.3.2 are the first that offer it for every engine.
 */
export const SIGNING_SINCE = '2025.3.2';

/** Whether what a server sends can be believed to be its own; the paid edition has always signed. */
export function canSign(tier: string | null | undefined, version: string | null | undefined): boolean {
  return tier === 'PLUS' || isAtLeast(version, SIGNING_SINCE);
}

/** Events by the version that brought them; an older WAHA answers 400 to a name it does not know. */
const EVENTS_SINCE: Record<string, string> = {
  'session.status': '2024.1.1',
  'message.any': '2024.1.1',
  'message.ack': '2024.1.1',
  'message.reaction': '2024.1.1',
  'message.revoked': '2024.1.1',
  'message.waiting': '2024.1.1',
  'presence.update': '2024.1.1',
  'poll.vote': '2024.1.1',
  'poll.vote.failed': '2024.1.1',
  'call.received': '2024.6.1',
  'call.accepted': '2024.6.1',
  'call.rejected': '2024.6.1',
  'group.v2.join': '2025.2.1',
  'group.v2.leave': '2025.2.1',
  'group.v2.update': '2025.2.1',
  'group.v2.participants': '2025.2.1',
  'message.edited': '2025.6.3',
  'message.ack.group': '2025.12.2',
};

/** The events we ask for, as far as this version knows them. */
export function eventsFor(version: string | null | undefined): string[] {
  return Object.entries(EVENTS_SINCE)
    .filter(([, since]) => isAtLeast(version, since))
    .map(([event]) => event);
}

/** History with time filters. 2024.10 has neither these nor an overview; which version brought them is not documented. */
export const hasHistory = (version: string | null | undefined): boolean => isAtLeast(version, '2025.2.1');

/** The history of all chats at once; WEBJS and WPP give it chat by chat. */
export const hasWholeHistory = (engine: string | null | undefined): boolean =>
  engine === 'NOWEB' || engine === 'GOWS';
