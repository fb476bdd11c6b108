import type { FreightEvent, Place } from '../src/freight/event.ts';
import type { Location } from '../src/freight/shipment.ts';
import { write210 } from '../src/formats/x12/write-210.ts';
import { write214 } from '../src/formats/x12/write-214.ts';
import type { Story } from './demo-builders.ts';

/** The carrier's own files for a story: one 214 with its milestones, one 210 with its bills. */
export function x12Files(story: Story, today: string): string[] {
  const carrier = story.invoices[0]?.carrier ?? '';
  const envelope = {
    sender: carrier,
    receiver: 'HARBORPINE',
    date: today,
    time: '08:00',
    control: '1',
    version: '004010' as const,
  };
  const milestones = story.events.flatMap((event) => asSent(event, story));
  return [write214(milestones, envelope), write210(story.invoices, envelope)];
}

/** A 214 knows no stop numbers: it says in which town the truck was, and D1 means unloaded and delivered at once. */
function asSent(event: FreightEvent, story: Story): FreightEvent[] {
  const shipment = story.shipments[0];
  const at = shipment?.stops.find((stop) => stop.stop === event.stop);
  const sent: FreightEvent = {
    ...event,
    stop: null,
    place: at ? townOf(at.location) : null,
    carrier: shipment?.carrier ?? null,
    data: { stopType: at?.type },
  };
  return event.type === 'DELIVERED' ? [{ ...sent, type: 'UNLOADED' }, sent] : [sent];
}

function townOf({ city, region, country }: Location): Place {
  return { city: city ?? null, region: region ?? null, country: country ?? null };
}
