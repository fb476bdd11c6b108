import { join } from 'node:path';
import { runDemo } from '../seeds/demo.ts';
import { startErpSimulator, type ErpSimulator } from '../seeds/erp-simulator.ts';
import type { Config } from './config.ts';
import { Clock } from './database/clock.ts';
import type { Service } from './serve.ts';

/** The demo's ERP, where the environment names no other; undefined: none is wanted. */
export async function demoErp(config: Config): Promise<ErpSimulator | undefined> {
  if (!config.demo || config.erpUrl !== null) return undefined;
  return startErpSimulator({ dataFile: join(config.dataDir, 'erp-vouchers.jsonl') });
}

/** Loads the demo into a service that runs, and lets the late POD arrive; ends when done or told to stop. */
export async function demo(
  config: Config,
  service: Service,
  print: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  if (!config.demo || service.url === null) return;
  const setting = {
    url: service.url,
    makerKey: service.keys.maker,
    checkerKey: service.keys.checker,
    dataDir: config.dataDir,
    today: new Clock(config.clockOffsetDays).now().toISOString().slice(0, 10),
    latePodSeconds: config.demoLatePodSeconds,
    print,
  };
  try {
    await runDemo(setting, signal);
  } catch (error) {
    if (!signal.aborted) print(`the demo could not go on: ${(error as Error).message}`);
  }
}
