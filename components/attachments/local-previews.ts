/** So many pictures that were sent from this page stay as they are, without being fetched again. */
const MOST = 60;

const urls = new Map<string, string>();

/** Keeps the local address of a file that leaves as the message with this `clientId`. */
export function keepPreview(clientId: string, url: string): void {
  urls.set(clientId, url);
  const [oldest] = urls;
  if (urls.size <= MOST || !oldest) return;
  urls.delete(oldest[0]);
  URL.revokeObjectURL(oldest[1]);
}

/** Where the file of a message lies in this browser, if it left from this page. */
export const previewOf = (clientId: string | null): string | undefined =>
  clientId === null ? undefined : urls.get(clientId);
