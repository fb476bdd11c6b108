import { ltlSheet, straight } from './carrier-billing.ts';
import { bill, order, paper, pod, smoothRun, story, type Load, type Story } from './demo-builders.ts';
import { liftgate, ltlLines, type Honest, type Maker } from './demo-ltl-bill.ts';

/** Mistakes in what came with the bill: proofs, copies, corrections. */
export function wrongPapers(load: Maker, honest: Honest): Story[] {
  const noPod = load(1301);
  const missing = load(1302);
  const short = load(1303, { pallets: 6 });
  const again = load(1304);
  const renumbered = load(1305);
  const credit = load(1312);
  const corrected = load(1313);
  const own = (each: Load) => bill(each, ltlLines(honest(each)));
  return [
    story(['delivered, the POD still to come', 'no POD'], noPod, [own(noPod)], { documents: [], late: pod(noPod) }),
    story(['no sign of delivery', 'not delivered'], missing, [own(missing)], {
      events: smoothRun(missing).slice(0, 2),
      documents: [],
    }),
    story(['two pallets short on the POD', 'short'], short, [own(short)], {
      documents: [
        paper(short, 'POD', {
          signedBy: 'M. Ito',
          signedAt: pod(short).data?.signedAt ?? null,
          piecesReceived: 4,
          exceptions: [{ type: 'SHORT', pieces: 2, note: '2 pallets not on truck' }],
        }),
      ],
    }),
    story(['the same invoice sent again', 'duplicate: same number'], again, [
      own(again),
      { ...own(again), documentId: `${own(again).documentId}-copy`, remitTo: { name: 'Northwind LTL Receivables' } },
    ]),
    story(['the same PRO under another number', 'duplicate: other number, same PRO'], renumbered, [
      own(renumbered),
      bill(renumbered, ltlLines(honest(renumbered)), { invoiceNumber: 'NWLT-71305-A' }),
    ]),
    story(['a credit that refers to nothing', 'credit without a bill'], credit, [
      own(credit),
      bill(credit, [['LIFTGATE_DELIVERY', '-85.00', { stop: 2 }]], {
        kind: 'CREDIT',
        invoiceNumber: 'NWLT-C-1312',
        corrects: { invoiceNumber: 'NWLT-60000' },
      }),
    ]),
    story(['an unordered liftgate, corrected by the carrier', 'corrected bill'], corrected, [
      bill(corrected, ltlLines({ ...honest(corrected), extra: [liftgate] })),
      bill(corrected, ltlLines(honest(corrected)), {
        kind: 'CORRECTED',
        invoiceNumber: 'NWLT-71313-C',
        corrects: { invoiceNumber: 'NWLT-71313' },
      }),
    ]),
    { ...story(['an order, not yet billed', null], load(1315), []), shipments: [order(load(1315))] },
  ];
}

/** Mistakes in the head of the bill: who pays, which terms, which total, which currency. */
export function wrongHeads(load: Maker, honest: Honest): Story[] {
  const stale = load(1306, { pickup: -112 });
  const canada = load(1307);
  const foreign = load(1308);
  const collect = load(1309);
  const unfooted = load(1310);
  const ghost = load(1311);
  const noCurrency = load(1314, { carrier: 'CPLX', pounds: 2400, freightClass: '85' });
  const own = (each: Load) => bill(each, ltlLines(honest(each)));
  const straightBill = ltlLines({
    gross: straight(ltlSheet, 2400, '85'),
    discount: '0.55',
    fuelPercent: honest(noCurrency).fuelPercent ?? '0',
  });
  return [
    story(['billed a hundred days late', 'stale bill'], stale, [
      { ...own(stale), invoiceDate: stale.calendar.day(-2) },
    ]),
    story(['billed to the Canadian company', 'wrong entity'], canada, [{ ...own(canada), legalEntity: 'HARBOR-CA' }]),
    story(['billed to somebody else', 'wrong payer'], foreign, [{ ...own(foreign), legalEntity: 'PINE-HARVEST-LLC' }]),
    story(['collect instead of third party', 'wrong terms'], collect, [{ ...own(collect), terms: 'COLLECT' }]),
    story(['the total is twelve dollars above its lines', 'lines that do not foot'], unfooted, [
      { ...own(unfooted), total: plusTwelve(own(unfooted).total) },
    ]),
    story(['a bill for a load nobody knows', 'no shipment'], ghost, [bill(ghost, ltlLines(honest(ghost)))], {
      shipments: [],
      events: [],
      documents: [],
    }),
    story(['no currency on the bill', 'currency missing'], noCurrency, [
      { ...bill(noCurrency, straightBill), currency: null, source: 'portal' },
    ]),
  ];
}

const plusTwelve = (amount: string): string => String(Number.parseInt(amount, 10) + 12) + amount.slice(-3);
