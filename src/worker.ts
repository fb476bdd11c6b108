/** A process that only works in the background; as many as wanted may run. */
process.env.ROLE = 'worker';
await import('./main.ts');
