import { startServer } from '../browser/dev-server.js';

/**
 * A server that is ended and started again, always at the address that it had first.
 *
 * @param {string} root
 */
export function createHost(root) {
  /** @type {string[]} what the servers before have printed */
  const past = [];
  /** @type {Awaited<ReturnType<typeof startServer>> | undefined} */
  let server;
  let url = '';
  let outages = 0;

  return {
    url: () => url,
    runs: () => !!server,
    /** The number of the outage that is, or 0. */
    outage: () => (server ? 0 : outages),
    async start() {
      server ??= await startServer(root, '--port', url ? new URL(url).port : '0');
      url = server.url;
    },
    /** @param {NodeJS.Signals} signal */
    async end(signal) {
      const ended = server;
      server = undefined;
      outages++;
      await ended?.stop(signal);
      if (ended) past.push(...ended.lines, ...ended.problems, `-- ended by ${signal}`);
    },
    lines: () => [...past, ...(server?.lines ?? []), ...(server?.problems ?? [])],
  };
}
