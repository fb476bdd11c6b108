import type { Attribution, EvidenceMethod } from '../../freight/codes.ts';
import type { FreightDocument } from '../../freight/document.ts';
import type { FreightEvent } from '../../freight/event.ts';
import type { Recorded } from '../../freight/fact.ts';
import type { Instant } from '../../freight/time.ts';
import type { Need } from '../expected.ts';
import type { Milestone, StandingEvent } from './evidence.ts';
import { byText } from './instants.ts';
import { strengthRank } from './methods.ts';

/** A standing event with its times as milliseconds, read once, and the zone in which its local times are read. */
export interface PlacedEvent extends StandingEvent {
  zone: string | null;
  ms: number | null;
  issuedMs: number | null;
}

/** Somebody says that a milestone happened at a time. */
export interface Claim {
  fact: Recorded<FreightEvent | FreightDocument>;
  source: string;
  method: EvidenceMethod;
  at: Instant;
  ms: number;
  issuedMs: number | null;
  attribution: Attribution | null;
  /** Null for a signed document. */
  event: PlacedEvent | null;
}

/** Which of two times claims less money: of an arrival the later one, of anything else the earlier one. */
export type SmallerClaim = 'LATER' | 'EARLIER';

/** A placed event as a claim; null when it says no time. */
export function claimOf(event: PlacedEvent): Claim | null {
  if (event.at === null || event.ms === null) return null;
  const { fact, method, at, ms, issuedMs, attribution } = event;
  return { fact, source: fact.source, method, at, ms, issuedMs, attribution, event };
}

/** Of equal times the one told by the stronger method: a time that a person and a geofence tell is the geofence's. */
function smaller(a: Claim, b: Claim, direction: SmallerClaim): Claim {
  if (a.ms !== b.ms) return a.ms < b.ms === (direction === 'EARLIER') ? a : b;
  if (a.method !== b.method) return strengthRank(a.method) < strengthRank(b.method) ? a : b;
  return byText(`${a.source} ${a.fact.id}`, `${b.source} ${b.fact.id}`) <= 0 ? a : b;
}

function smallest(claims: readonly Claim[], direction: SmallerClaim): Claim {
  return claims.reduce((best, claim) => smaller(best, claim, direction));
}

/** Of one source the latest issued stands; where the times of issue are equal or absent, the smaller claim. */
function standingOfSource(claims: readonly Claim[], direction: SmallerClaim): Claim {
  const latest = Math.max(...claims.map(({ issuedMs }) => issuedMs ?? -Infinity));
  const last = claims.filter(({ issuedMs }) => issuedMs === null || issuedMs === latest);
  return smallest(last, direction);
}

function bySource(claims: readonly Claim[]): Claim[][] {
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) {
    const group = groups.get(claim.source);
    if (group) group.push(claim);
    else groups.set(claim.source, [claim]);
  }
  return [...groups.values()];
}

/** The claims that speak for a milestone: one per source, of the strongest method among them. */
export function strongestClaims(claims: readonly Claim[], direction: SmallerClaim): Claim[] {
  if (claims.length <= 1) return [...claims];
  const perSource = bySource(claims).map((group) => standingOfSource(group, direction));
  const best = Math.min(...perSource.map(({ method }) => strengthRank(method)));
  return perSource.filter(({ method }) => strengthRank(method) === best);
}

/**
 * A milestone from all that was claimed of it (model.md, Evidence): one value per source, the strongest method, of equals
 * within `agreeWithinMinutes` the smaller claim; further apart they contradict each other. No claim: it is missing, and `missing` says what is wanted.
 */
export function milestone(
  claims: readonly Claim[],
  direction: SmallerClaim,
  agreeWithinMinutes: number,
  missing: Need,
): Milestone {
  const strongest = strongestClaims(claims, direction);
  if (strongest.length === 0) return { status: 'MISSING', need: missing };
  const times = strongest.map(({ ms }) => ms);
  if (Math.max(...times) - Math.min(...times) > agreeWithinMinutes * 60_000) {
    const facts = strongest.map((claim) => claim.fact).sort((a, b) => byText(a.source, b.source));
    const need: Need = {
      fact: `one time for ${missing.fact}: the sources disagree`,
      reason: 'EVIDENCE_CONFLICT',
      from: 'CARRIER',
    };
    return { status: 'CONFLICT', need, facts };
  }
  const stands = smallest(strongest, direction);
  return { status: 'STANDS', at: stands.at, method: stands.method, facts: [stands.fact] };
}
