import { soak } from './run.js';

/*
 * The long run by hand: `npm run soak`. `SOAK_MINUTES` is how long (10), `SOAK_SEED` which choices
 * (others each time); a failure names its seed.
 */
const seed = Number(process.env.SOAK_SEED ?? Date.now() % 1e6);
const minutes = Number(process.env.SOAK_MINUTES ?? 10);
console.log(`SOAK_SEED=${seed} SOAK_MINUTES=${minutes}`);
console.log(await soak({ seed, minutes, tell: console.log }));
