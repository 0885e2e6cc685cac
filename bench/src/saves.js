import { open, rename, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const HALVES_PAUSE_MS = 25;
const SMALL = 5_000;
export const LARGE = 100_000;

/** A stylesheet of `bytes`, whose rules all carry `version`; its last rule colours the heading. */
export function stylesheet(version, bytes = SMALL) {
  const rules = [];
  let size = 0;
  for (let i = 0; size < bytes - 90; i++) {
    const rule = `.r${i}-${version} { margin: ${i}px; color: rgb(1, 2, 3) }\n`;
    rules.push(rule);
    size += rule.length;
  }
  return `${rules.join('')}h1 { color: ${colour(version)} }\n`;
}

/** The computed style by which a page shows `version`. */
export const colour = (version) => `rgb(${version >> 16 & 255}, ${version >> 8 & 255}, ${version & 255})`;

/** An image whose natural width shows `version`. */
export const image = (version) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${imageWidth(version)}" height="8"><path d="M0 0h8v8z"/></svg>\n`;

export const imageWidth = (version) => 10 + version % 1000;

export async function inPlace(file, text) {
  await writeFile(file, text);
}

export async function atomic(file, text) {
  await writeFile(`${file}.tmp~`, text);
  await rename(`${file}.tmp~`, file);
}

async function halves(file, text) {
  const handle = await open(file, 'w');
  try {
    await handle.write(text.slice(0, text.length / 2));
    await sleep(HALVES_PAUSE_MS);
    await handle.write(text.slice(text.length / 2), null);
  } finally {
    await handle.close();
  }
}

async function atomicHalves(file, text) {
  await halves(`${file}.tmp~`, text);
  await rename(`${file}.tmp~`, file);
}

/** Each size has a file of its own: a save that shrinks a file is another case, and a suspicious one. */
export const patterns = [
  { name: '5 KB in place: truncate, write', file: 'css', bytes: SMALL, save: inPlace },
  { name: '5 KB, temp + rename', file: 'css', bytes: SMALL, save: atomic },
  { name: '100 KB in place, in two halves', file: 'largeCss', bytes: LARGE, save: halves },
  { name: '100 KB in two halves, temp + rename', file: 'largeCss', bytes: LARGE, save: atomicHalves },
];
