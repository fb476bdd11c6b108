const dayMs = 86_400_000;

/** The service's one clock. Whole days may be added to it, for trying deadlines; the database's `clock_now()` likewise. */
export class Clock {
  constructor(private readonly offsetDays = 0) {}

  /** Now, as everything in the service reads it. */
  now(): Date {
    return new Date(Date.now() + this.offsetDays * dayMs);
  }
}
