import { verifyReports } from './cases/verify-reports.ts';
import { readConfig } from './config.ts';
import { dataSourceFor } from './data-source.ts';
import { databaseOf } from './own-database.ts';

/** `npm run verify`: computes every stored working anew and says what does not come to what it says. */
async function main(): Promise<number> {
  const config = readConfig(process.env);
  const database = await databaseOf(config, () => undefined);
  try {
    const source = await dataSourceFor(database.url, 1).initialize();
    const found = await verifyReports(source.manager, (judgements) => {
      if (process.stdout.isTTY) process.stdout.write(`\r• ${judgements} judgements`);
    });
    await source.destroy();
    if (process.stdout.isTTY) process.stdout.write('\r');
    for (const fault of found.faults.slice(0, 100)) console.log(JSON.stringify(fault));
    const { judgements, lines, steps, faults } = found;
    console.log(`${judgements} judgements, ${lines} lines, ${steps} steps computed anew: ${faults.length} faults`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await database.stop();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`✗ ${(error as Error).message}`);
  process.exitCode = 1;
}
