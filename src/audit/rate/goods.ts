import type { WeightUnit } from '../../freight/codes.ts';
import type { FreightDocument } from '../../freight/document.ts';
import type { EventType } from '../../freight/codes.ts';
import type { Recorded } from '../../freight/fact.ts';
import type { Distance, Weight } from '../../freight/measures.ts';
import type { Item, Shipment } from '../../freight/shipment.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { byText, msOf } from '../evidence/instants.ts';
import type { Need } from '../expected.ts';
import type { WorkingSource } from '../working.ts';
import { shipmentSource, factSource } from './sources.ts';

/** A weight as somebody said it. */
export interface WeighedAs {
  weight: Weight;
  source: WorkingSource;
}

/** One line of goods as it is rated: the order's, or what certificates and inspections made of it. */
export interface GoodsLine {
  item: Item;
  /** Its place in the order. */
  index: number;
  weighed: WeighedAs | null;
  freightClass: string | null;
  /** The class is that of an inspection. */
  inspected: boolean;
}

/** What is shipped, as it is rated. */
export interface Goods {
  /** The order in force. */
  shipment: Recorded<Shipment>;
  lines: GoodsLine[];
  /** A certified weight of the whole shipment, spread over the lines in proportion; null: the lines' own weights. */
  certified: WeighedAs | null;
  distance: { measure: Distance; source: WorkingSource } | null;
  equipment: string | null;
  /** Where the pieces are counted. */
  piecesSource: WorkingSource;
  /** Certificates and reports that changed the order's figures. */
  corrections: Recorded<FreightDocument>[];
}

/** A fact of the order that a price needs and the order does not have. */
export function orderLacks(fact: string): Need {
  return { fact, reason: 'FACT_MISSING', from: 'US' };
}

/** Newest first; of those issued at the same time the lighter weight or lower class (the smaller claim). */
function newestFirst(a: Recorded<FreightDocument>, b: Recorded<FreightDocument>): number {
  const issued = ({ body }: Recorded<FreightDocument>) => (body.issuedAt ? msOf(body.issuedAt) : -Infinity);
  const figure = ({ body }: Recorded<FreightDocument>) => body.data?.weight?.value ?? body.data?.freightClass ?? '';
  const byFigure = (x: string, y: string) =>
    x.split('.')[0]?.length === y.split('.')[0]?.length ? byText(x, y) : x.length - y.length;
  return (
    Math.sign(issued(b) - issued(a)) ||
    byFigure(figure(a), figure(b)) ||
    byText(a.source, b.source) ||
    byText(a.id, b.id)
  );
}

function papers(evidence: Evidence, event: EventType, says: (document: FreightDocument) => boolean) {
  if (!evidence.events.some(({ type }) => type === event)) return [];
  return evidence.documents.filter(({ body }) => says(body)).sort(newestFirst);
}

/** The newest paper that names no item, whether it is the newest of all, and the newest naming an item since. */
function ruling(all: Recorded<FreightDocument>[]) {
  const whole = all.findIndex(({ body }) => (body.data?.item ?? null) === null);
  const since = whole === -1 ? all : all.slice(0, whole);
  const ofItem = (item: number) => since.find(({ body }) => body.data?.item === item);
  return { whole: all[whole], wholeIsNewest: whole === 0, ofItem };
}

/**
 * The goods as they are rated: the order's, but a REWEIGHED **with** a WEIGHT_CERTIFICATE replaces the weight and a
 * RECLASSIFIED **with** an INSPECTION_REPORT the class (rating.md, WEIGHT_BREAKS). One without the other proves nothing.
 */
export function goodsOf(shipment: Recorded<Shipment>, evidence: Evidence): Goods {
  const { body } = shipment;
  const certificates = ruling(
    papers(evidence, 'REWEIGHED', ({ type, data }) => type === 'WEIGHT_CERTIFICATE' && !!data?.weight),
  );
  const reports = ruling(
    papers(evidence, 'RECLASSIFIED', ({ type, data }) => type === 'INSPECTION_REPORT' && !!data?.freightClass),
  );
  const corrections = new Set<Recorded<FreightDocument>>();
  const use = (document: Recorded<FreightDocument> | undefined) => {
    if (document) corrections.add(document);
    return document;
  };
  const weighedBy = (document: Recorded<FreightDocument> | undefined): WeighedAs | null => {
    const weight = use(document)?.body.data?.weight;
    return document && weight ? { weight, source: factSource(document, '/data/weight/value') } : null;
  };
  const lines = (body.items ?? []).map((item, index): GoodsLine => {
    const ordered = item.weight
      ? { weight: item.weight, source: shipmentSource(shipment, `/items/${index}/weight/value`) }
      : null;
    const inspected = use(reports.ofItem(item.item) ?? reports.whole)?.body.data?.freightClass;
    return {
      item,
      index,
      weighed: (certificates.wholeIsNewest ? null : weighedBy(certificates.ofItem(item.item))) ?? ordered,
      freightClass: inspected ?? item.freightClass ?? null,
      inspected: typeof inspected === 'string',
    };
  });
  return {
    shipment,
    lines,
    certified: certificates.wholeIsNewest ? weighedBy(certificates.whole) : null,
    distance: body.distance ? { measure: body.distance, source: shipmentSource(shipment, '/distance/value') } : null,
    equipment: body.equipment ?? null,
    piecesSource: shipmentSource(shipment, '/items'),
    corrections: [...corrections],
  };
}

/** Where the order says something of a line. */
export function lineSource({ shipment }: Goods, { index }: GoodsLine, part: string): WorkingSource {
  return shipmentSource(shipment, `/items/${index}/${part}`);
}

/** The unit in which everything of a list of lines was weighed; null where they differ. */
export function commonUnit(lines: readonly GoodsLine[]): WeightUnit | null {
  const [first, ...rest] = lines.map(({ weighed }) => weighed?.weight.unit ?? null);
  return first && rest.every((unit) => unit === first) ? first : null;
}
