/**
 * Properties draw the same cases at every run, so that a failure is the change's and not the day's. `SEED=<number>` draws
 * others, `SEED=random` new ones each time: the failure says the seed.
 */
import fc from 'fast-check';

const asked = process.env.SEED ?? '20260302';

if (asked !== 'random') fc.configureGlobal({ seed: parseInt(asked, 10) });
