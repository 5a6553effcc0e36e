import { Socket } from 'node:net';

/** Where postgres.js found the server to be: hosts with their ports, or a Unix socket. */
type Target = { host: string[]; port: number[]; path?: string | false | null };

let next = 0;

/**
 * The socket of one of the pool's connections. What one turn of the program sends leaves in one system call, which costs
 * more than a short statement does. Nothing waits until what left before is acknowledged: postgres.js 3.4.9 leaves
 * Nagle's algorithm on, which holds the second of two pipelined statements back until the first is answered. Answered
 * before it is connected, as the driver wants it; several hosts are tried in turn.
 */
export function openSocket({ host, port, path }: Target): Socket {
  const socket = new Socket();
  endAtOnce(socket);
  if (path) return writingTogether(socket.connect(path));
  const turn = next++ % host.length;
  // Where TLS asks for whom the certificate must be.
  Object.assign(socket, { host: host[turn], port: port[turn] });
  return writingTogether(socket.setNoDelay(true).connect({ host: host[turn], port: port[turn] as number }));
}

/**
 * Tells of a fault when the socket closes, not before: postgres.js 3.4.9 fails its queries when it hears of one, and would
 * take up what they lead to on the connection that is about to close. Once it is opened again each answer would then be
 * taken for that of the statement before.
 */
function endAtOnce(socket: Socket): void {
  const emit = socket.emit.bind(socket) as (name: string | symbol, ...given: unknown[]) => boolean;
  let fault: unknown;
  let isClosed = false;
  const later = (name: string | symbol, ...given: unknown[]) => {
    if (name === 'error' && !isClosed) {
      fault = given[0];
      return true;
    }
    if (name === 'close') {
      isClosed = true;
      if (fault) emit('error', fault);
    }
    return emit(name, ...given);
  };
  Object.assign(socket, { emit: later });
}

/** `connect` gives a socket its own `write` back (Node 20): only then. */
function writingTogether(socket: Socket): Socket {
  const write = socket.write.bind(socket) as (...given: unknown[]) => boolean;
  let isHeld = false;
  return Object.assign(socket, {
    write: (...given: unknown[]) => {
      if (!isHeld) {
        isHeld = true;
        socket.cork();
        process.nextTick(() => {
          isHeld = false;
          socket.uncork();
        });
      }
      return write(...given);
    },
  });
}
