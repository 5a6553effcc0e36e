// Loaded into the web server by bench:soak: tells, on a socket of its own, what only the process itself knows.
import { createServer } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const path = process.env.SOAK_SOCKET;
if (path && process.argv[1]?.endsWith('next/dist/bin/next')) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  createServer((socket) => {
    // Before collecting, which holds everything up itself.
    const [p50, p99, max] = [delay.percentile(50), delay.percentile(99), delay.max].map((ns) => ns / 1e6);
    collect();
    collect();
    const { rss, heapUsed, external } = process.memoryUsage();
    delay.reset();
    socket.end(JSON.stringify({ pid: process.pid, rss, heapUsed, external, delay: { p50, p99, max } }));
  })
    .listen(path)
    .unref();
}
