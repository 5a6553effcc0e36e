// A launcher for the tests to kill: starts the database of a folder, says its address, and waits.
import { startEmbeddedPostgres } from '../../db/embedded';

const server = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', durable: false });
console.log(server.url);
setInterval(() => {}, 60_000);
