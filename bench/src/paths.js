import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export const project = fileURLToPath(new URL('../..', import.meta.url));
export const cache = fileURLToPath(new URL('../.cache/', import.meta.url));

/** Loads a package of bench/.cache, where Node's own resolution would not look. */
export const require = createRequire(cache);

/** The version that the lock pins. */
export const versionOf = (name) => require(`${cache}node_modules/${name}/package.json`).version;
