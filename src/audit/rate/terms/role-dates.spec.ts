import { describe, expect, it } from '@jest/globals';
import type { DateRole, EventType } from '../../../freight/codes.ts';
import { readEvidence } from '../../evidence/read-evidence.ts';
import { sampleDossier, sampleEvent, samplePickup } from '../sample-dossier.ts';
import { sampleBill } from '../sample-rating.ts';
import { roleDates } from './role-dates.ts';

const told = (type: EventType, occurredAt: string, stop?: number) =>
  sampleEvent({ type, occurredAt, ...(stop === undefined ? {} : { stop }) });
const dateOf = (role: DateRole, events: ReturnType<typeof told>[], bill = sampleBill()) =>
  roleDates(readEvidence(sampleDossier({ events }), 15), bill)(role);

describe('the date of a shipment', () => {
  it('of delivery is that at the last stop, on the clocks there', () => {
    // 04:30 in Greenwich is 22:30 of the day before in Dallas.
    const events = [samplePickup(), told('DELIVERED', '2026-03-06T04:30:00Z', 2)];
    expect(dateOf('DELIVERY', events)).toMatchObject({ dates: ['2026-03-05'], need: null, facts: [{}] });
  });

  it('of delivery is told by the bill and the last appointment while nobody told of it', () => {
    const bill = sampleBill({ deliveryDate: '2026-03-05', pickupDate: '2026-03-01' });
    expect(dateOf('DELIVERY', [samplePickup()], bill)).toMatchObject({
      ...{ dates: ['2026-03-05', '2026-03-04'], facts: [] },
      need: { reason: 'FACT_MISSING', from: 'CARRIER' },
    });
    const agreeing = sampleBill({ deliveryDate: '2026-03-04' });
    expect(dateOf('DELIVERY', [samplePickup()], agreeing).dates).toEqual(['2026-03-04']);
  });

  it('of the invoice is the bill’s, and wanting without one', () => {
    expect(dateOf('INVOICE', [])).toEqual({ dates: ['2026-03-06'], need: null, facts: [] });
    const evidence = readEvidence(sampleDossier(), 15);
    expect(roleDates(evidence, null)('INVOICE')).toEqual({
      ...{ dates: [], facts: [] },
      need: { fact: 'carrier invoice', reason: 'FACT_MISSING', from: 'CARRIER' },
    });
  });

  it('of the tender is the last acceptance, of sailing the first departure, whatever else happened', () => {
    const events = [
      told('TENDER_ACCEPTED', '2026-02-20T12:00:00-05:00'),
      told('TENDER_DECLINED', '2026-02-24T12:00:00-05:00'),
      told('TENDER_ACCEPTED', '2026-02-22T12:00:00-05:00'),
      told('VESSEL_ARRIVED', '2026-02-26T12:00:00-05:00'),
      told('VESSEL_DEPARTED', '2026-02-27T12:00:00-05:00'),
      told('VESSEL_DEPARTED', '2026-03-01T12:00:00-05:00'),
      told('IN_TRANSIT', '2026-03-09T12:00:00-05:00'),
    ];
    expect(dateOf('TENDER', events)).toMatchObject({ dates: ['2026-02-22'], need: null });
    expect(dateOf('SAILING', events)).toMatchObject({ dates: ['2026-02-27'], need: null, facts: [{}] });
    expect(dateOf('SAILING', [])).toMatchObject({ dates: [], need: { fact: 'event VESSEL_DEPARTED' } });
  });

  it('is read on the clocks of the stop where it happened', () => {
    expect(dateOf('SAILING', [told('VESSEL_DEPARTED', '2026-03-06T05:30:00Z', 2)]).dates).toEqual(['2026-03-05']);
    expect(dateOf('SAILING', [told('VESSEL_DEPARTED', '2026-03-06T05:30:00Z', 1)]).dates).toEqual(['2026-03-06']);
  });
});
