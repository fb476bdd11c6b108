import { invalid } from '../masterdata/validated.ts';
import { ConflictException, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { FxRate, IndexValue } from '../freight/contract.ts';
import { addToDate } from '../freight/time.ts';
import type { Principal } from '../people/principal.ts';
import { fxKey, indexKey } from '../wake/keys.ts';
import { writeInvalidation } from '../wake/marks.ts';
import type { FxRateDto, IndexValueDto } from './requests.dto.ts';

/** A published value, and whether it was known before. */
export type SeriesReceipt<T> = T & { status: 'ACCEPTED' | 'DUPLICATE' };

/** The rating date of a bill may lie so long before the date its fuel price or rate of exchange is looked up by. */
const reachDays = 366;

const indexColumns = `series, period::text AS period, value::text AS value, unit, published_on::text AS "publishedOn", revision`;
const fxColumns = 'series, base, quote, date::text AS date, rate::text AS rate';

/** Prices of fuel and rates of exchange: added, never changed; a correction is a revision. */
@Injectable()
export class SeriesService {
  constructor(private readonly db: DataSource) {}

  /** Adds values of an index, all or none. The same period and revision with another value is a conflict. */
  async addValues(
    by: Principal,
    series: string,
    values: readonly IndexValueDto[],
  ): Promise<SeriesReceipt<IndexValue>[]> {
    refuseOtherSeries(series, values);
    return this.db.transaction(async (tx) => {
      const receipts: SeriesReceipt<IndexValue>[] = [];
      for (const value of values) receipts.push(await addValue(tx, by, series, value));
      const added = receipts.filter(({ status }) => status === 'ACCEPTED');
      if (added.length > 0)
        await writeInvalidation(tx, { key: indexKey(series), from: await earliest(tx, series, added) });
      return receipts;
    });
  }

  /** The values of an index, newest period first. */
  async values(
    series: string,
    { limit, before }: { limit: number; before: string | null },
  ): Promise<{ data: IndexValue[]; page: { nextCursor: string | null } }> {
    const [period, revision] = /^(\d{4}-\d\d-\d\d)_(\d{1,5})$/.exec(before ?? '')?.slice(1) ?? [];
    const rows = await this.db.query<IndexValue[]>(
      `SELECT ${indexColumns} FROM index_value
       WHERE series = $1 AND ($2::date IS NULL OR (period, revision) < ($2::date, $3::int))
       ORDER BY period DESC, revision DESC LIMIT $4`,
      [series, period ?? null, revision ?? null, limit + 1],
    );
    const data = rows.slice(0, limit);
    const last = data.at(-1);
    return { data, page: { nextCursor: rows.length > limit && last ? `${last.period}_${last.revision}` : null } };
  }

  /** Adds rates of exchange, all or none. */
  async addRates(by: Principal, rates: readonly FxRateDto[]): Promise<SeriesReceipt<FxRate>[]> {
    return this.db.transaction(async (tx) => {
      const receipts: SeriesReceipt<FxRate>[] = [];
      for (const rate of rates) receipts.push(await addRate(tx, by, rate));
      const added = receipts.filter(({ status }) => status === 'ACCEPTED');
      for (const series of new Set(added.map((rate) => rate.series))) {
        const first = added.flatMap((rate) => (rate.series === series ? [rate.date] : [])).sort()[0];
        await writeInvalidation(tx, {
          key: fxKey(series),
          from: first ? addToDate(first, { days: -reachDays }) : null,
        });
      }
      return receipts;
    });
  }

  /** Rates of exchange, newest first. */
  async rates(series: string | null): Promise<{ data: FxRate[]; page: { nextCursor: null } }> {
    const data = await this.db.query<FxRate[]>(
      `SELECT ${fxColumns} FROM fx_rate WHERE $1::text IS NULL OR series = $1 ORDER BY date DESC, series, base, quote LIMIT 1000`,
      [series],
    );
    return { data, page: { nextCursor: null } };
  }
}

async function addValue(
  tx: EntityManager,
  by: Principal,
  series: string,
  value: IndexValueDto,
): Promise<SeriesReceipt<IndexValue>> {
  const revision = value.revision ?? 0;
  const [added] = await tx.query<IndexValue[]>(
    `INSERT INTO index_value (series, period, revision, value, unit, published_on, received_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING ${indexColumns}`,
    [series, value.period, revision, value.value, value.unit ?? null, value.publishedOn, by.person],
  );
  if (added) return { ...added, status: 'ACCEPTED' };
  const [known] = await tx.query<(IndexValue & { same: boolean })[]>(
    `SELECT ${indexColumns}, value = $4::numeric AND published_on = $5::date AS same
     FROM index_value WHERE series = $1 AND period = $2 AND revision = $3`,
    [series, value.period, revision, value.value, value.publishedOn],
  );
  if (!known?.same)
    throw new ConflictException({
      code: 'index-conflict',
      detail: `${series} of ${value.period} has another value in revision ${revision}; publish a correction as a further revision`,
    });
  const { period, publishedOn, unit } = known;
  return { series, period, value: known.value, unit: unit ?? null, publishedOn, revision, status: 'DUPLICATE' };
}

/** A revision counts from the day its period's first publication came into force. */
async function earliest(tx: EntityManager, series: string, added: readonly IndexValue[]): Promise<string | null> {
  const [row] = await tx.query<{ first: string | null }[]>(
    'SELECT min(published_on)::text AS first FROM index_value WHERE series = $1 AND period = ANY($2::date[])',
    [series, added.map((value) => value.period)],
  );
  return row?.first ? addToDate(row.first, { days: -reachDays }) : null;
}

async function addRate(tx: EntityManager, by: Principal, rate: FxRateDto): Promise<SeriesReceipt<FxRate>> {
  const [added] = await tx.query<FxRate[]>(
    `INSERT INTO fx_rate (series, base, quote, date, rate, received_by) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING RETURNING ${fxColumns}`,
    [rate.series, rate.base, rate.quote, rate.date, rate.rate, by.person],
  );
  if (added) return { ...added, status: 'ACCEPTED' };
  const [known] = await tx.query<FxRate[]>(
    `SELECT ${fxColumns} FROM fx_rate WHERE series = $1 AND base = $2 AND quote = $3 AND date = $4 AND rate = $5::numeric`,
    [rate.series, rate.base, rate.quote, rate.date, rate.rate],
  );
  if (!known)
    throw new ConflictException({
      code: 'fx-conflict',
      detail: `${rate.series} has another rate ${rate.base}/${rate.quote} of ${rate.date}`,
    });
  return { ...known, status: 'DUPLICATE' };
}

function refuseOtherSeries(series: string, values: readonly IndexValueDto[]): void {
  const problems = values.flatMap((value, place) =>
    value.series === undefined || value.series === series
      ? []
      : [
          {
            pointer: values.length === 1 ? '/series' : `/${place}/series`,
            code: 'other-series',
            detail: `the path says ${series}`,
          },
        ],
  );
  if (problems.length > 0) throw invalid(problems);
}
