import { WebSocket } from 'ws';
import { waitFor } from './wait';

/** Settings that let {@link inspectApp} look into a server. */
export const INSPECTED = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

type Message = { id?: number; method?: string; params?: Params; result?: Evaluated };
type Params = { sessionId: string; message: string; workerInfo?: { title: string } };
type Evaluated = { result?: { value?: unknown }; exceptionDetails?: { text: string } };

/** Runs code in the main thread and in the thread for webhooks of a running server that has {@link INSPECTED}. */
export async function inspectApp(logs: () => string) {
  const main = await connectToApp(logs);
  let thread: string | undefined;
  const answers = new Map<number, (message: Message) => void>();
  main.onEvent(({ method, params }) => {
    if (method === 'NodeWorker.attachedToWorker' && params?.workerInfo?.title.includes('webhooks'))
      thread = params.sessionId;
    if (method === 'NodeWorker.detachedFromWorker' && params?.sessionId === thread) thread = undefined;
    if (method !== 'NodeWorker.receivedMessageFromWorker') return;
    const message = JSON.parse(params?.message ?? '{}') as Message;
    answers.get(message.id ?? 0)?.(message);
  });
  await main.send('NodeWorker.enable', { waitForDebuggerOnStart: false });
  const sessionId = () =>
    waitFor(
      async () => thread,
      (id) => id !== undefined,
      { what: 'a thread for webhooks' },
    );
  return {
    /** Resolves with what the expression comes to. */
    inMain: (expression: string) => main.evaluate(expression),
    inThread: async (expression: string) => {
      const id = answers.size + 1;
      const answer = new Promise<Message>((resolve) => answers.set(id, resolve));
      const message = JSON.stringify({ id, method: 'Runtime.evaluate', params: evaluation(expression) });
      await main.send('NodeWorker.sendMessageToWorker', { sessionId: await sessionId(), message });
      return evaluated(await answer);
    },
    close: main.close,
  };
}

/** The guard that starts the server can be inspected as well: the server is the one that has begun something. */
async function connectToApp(logs: () => string) {
  for (const [, url = ''] of logs().matchAll(/Debugger listening on (ws:\S+)/g)) {
    const client = await connect(url);
    if (await client.evaluate('globalThis.__recadoStarted !== undefined')) return client;
    client.close();
  }
  throw new Error('No server to inspect');
}

async function connect(url: string) {
  const socket = new WebSocket(url);
  const answers = new Map<number, (message: Message) => void>();
  let onEvent: (message: Message) => void = () => {};
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id === undefined) onEvent(message);
    else answers.get(message.id)?.(message);
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const send = (method: string, params: object) => {
    const id = answers.size + 1;
    socket.send(JSON.stringify({ id, method, params }));
    return new Promise<Message>((resolve) => answers.set(id, resolve));
  };
  return {
    send,
    evaluate: async (expression: string) => evaluated(await send('Runtime.evaluate', evaluation(expression))),
    onEvent: (listener: typeof onEvent) => {
      onEvent = listener;
    },
    close: () => socket.terminate(),
  };
}

const evaluation = (expression: string) => ({ expression, awaitPromise: true, returnByValue: true });

function evaluated({ result }: Message): unknown {
  if (result?.exceptionDetails) throw new Error(result.exceptionDetails.text);
  return result?.result?.value;
}
