/** Starts a server on the directory named and prints its process id; meant to be killed while the server lives on. */
const { startEmbedded } = await import(new URL('../../dist/src/database/embedded.js', import.meta.url));
const server = await startEmbedded({ dataDir: process.argv[2], forTests: true });
console.log(JSON.stringify({ pid: server.pid, url: server.url, origin: server.origin }));
setInterval(() => undefined, 1_000);
