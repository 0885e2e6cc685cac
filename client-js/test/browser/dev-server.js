import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const JAR = fileURLToPath(new URL('../../../target/livereload.jar', import.meta.url));

/**
 * Starts the runnable jar in the folder of the tests.
 *
 * @param {string[]} args
 */
export function startServer(...args) {
  return startServerIn('.', ...args);
}

/**
 * Starts the runnable jar, as the build left it, on any free port where the arguments name none.
 *
 * @param {string} cwd the folder to start it in
 * @param {string[]} args
 * @returns the address, the lines that it prints to standard output (the address first) and to
 *   standard error, and how to stop it
 */
export async function startServerIn(cwd, ...args) {
  const java = process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/java` : 'java';
  const port = args.includes('--port') ? [] : ['--port', '0'];
  const server = spawn(java, ['-XX:TieredStopAtLevel=1', '-jar', JAR, ...port, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  /** @type {string[]} */
  const lines = [];
  const output = createInterface({ input: server.stdout });
  output.on('line', (line) => lines.push(line));
  /** @type {string[]} */
  const problems = [];
  createInterface({ input: server.stderr }).on('line', (line) => problems.push(line));
  await Promise.race([
    once(output, 'line'),
    once(server, 'exit').then(([code]) => {
      throw new Error(`${JAR} ended with ${code}: ${problems}. Build it: mvn package.`);
    }),
  ]);
  return {
    url: lines[0],
    lines,
    problems,
    /** @param {NodeJS.Signals} [signal] `SIGKILL` leaves it no last word */
    async stop(signal = 'SIGTERM') {
      if (server.exitCode === null && server.signalCode === null) {
        server.kill(signal);
        await once(server, 'exit');
      }
    },
  };
}
