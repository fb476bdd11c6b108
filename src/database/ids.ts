import { randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(8 * 1024);
let unused = 0;
let lastMs = 0;
let sequence = 0;

/**
 * A UUID of version 7 (RFC 9562): ordered by the time it was made, also within a millisecond of this process. Made here
 * rather than by the database so that rows which name each other are written in one statement each.
 */
export function uuidv7(): string {
  const now = Date.now();
  sequence = now > lastMs ? 0 : sequence + 1;
  lastMs = Math.max(now, lastMs);
  if (sequence > 0xfff) {
    lastMs += 1;
    sequence = 0;
  }
  if (unused === 0) {
    randomFillSync(pool);
    unused = pool.length;
  }
  unused -= 8;
  const random = pool.toString('hex', unused, unused + 8);
  const time = lastMs.toString(16).padStart(12, '0');
  const variant = ((parseInt(random.charAt(0), 16) & 3) | 8).toString(16);
  const counter = sequence.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${variant}${random.slice(1, 4)}-${random.slice(4)}`;
}
