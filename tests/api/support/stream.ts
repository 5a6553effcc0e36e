import { waitFor } from './wait';

export type StreamEvent = { event: string; data: Record<string, unknown> };

/** An open event stream and everything it has said. */
export type Stream = {
  status: number;
  contentType: string | null;
  events: StreamEvent[];
  comments: string[];
  /** Lines as they came, for what is promised of the form. */
  raw: () => string;
  isClosed: () => boolean;
  /** Waits for an event of this name that fits. */
  next: (event: string, fits?: (data: never) => boolean) => Promise<StreamEvent>;
  close: () => void;
};

/** Listens to `/api/events` until the server ends it or `close` is called. */
export async function openStream(baseUrl: string, headers: Record<string, string>): Promise<Stream> {
  const abort = new AbortController();
  const response = await fetch(`${baseUrl}/api/events`, { headers, signal: abort.signal });
  const events: StreamEvent[] = [];
  const comments: string[] = [];
  let raw = '';
  let isClosed = false;
  const read = async () => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      const text = decoder.decode(chunk, { stream: true });
      raw += text;
      const blocks = (rest + text).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) take(block, events, comments);
    }
  };
  void read()
    .catch(() => {})
    .finally(() => {
      isClosed = true;
    });
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    events,
    comments,
    raw: () => raw,
    isClosed: () => isClosed,
    next: async (event, fits = () => true) =>
      (await waitFor(
        async () => events.find((one) => one.event === event && fits(one.data as never)),
        (found) => found !== undefined,
        { what: `event ${event}` },
      )) as StreamEvent,
    close: () => abort.abort(),
  };
}

function take(block: string, events: StreamEvent[], comments: string[]): void {
  const lines = block.split('\n');
  const field = (name: string) =>
    lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
  comments.push(...lines.filter((line) => line.startsWith(':')));
  const [event] = field('event');
  if (event) events.push({ event, data: JSON.parse(field('data').join('\n')) as Record<string, unknown> });
}
