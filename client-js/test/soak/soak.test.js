import assert from 'node:assert/strict';
import { test } from 'node:test';
import { soak } from './run.js';

/** A short one; `npm run soak` is the long one. */
const MINUTES = 0.5;

test('pages are never stale and never navigate without need, whatever happens', async (t) => {
  const seed = Number(process.env.SOAK_SEED ?? 4);
  t.diagnostic(`SOAK_SEED=${seed}`);
  const counts = await soak({ seed, minutes: MINUTES, tell: (line) => t.diagnostic(line) });
  t.diagnostic(JSON.stringify(counts));
  assert.ok(counts.kills > 0 && counts.unseen > 0 && counts.due > 0, 'all of it was tried');
});
