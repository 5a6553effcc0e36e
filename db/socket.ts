import { Socket } from 'node:net';

/**
 * The socket of one of the pool's connections. What one turn of the program sends leaves in one system call, which costs
 * more than a short statement does.
 */
export function openSocket(): Socket {
  const socket = new Socket();
  // `connect` gives a socket its own `write` back (Node 20): only then.
  return socket.once('connect', () => writeTogether(socket));
}

function writeTogether(socket: Socket): void {
  const write = socket.write.bind(socket) as (...given: unknown[]) => boolean;
  let isHeld = false;
  Object.assign(socket, {
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
