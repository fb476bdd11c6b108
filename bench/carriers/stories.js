/** One load after the other, each with a story: honest, odd, or with one or several mistakes. */
import { daysBetween } from './calendar.js';
import { isZero } from './exact.js';
import { dice } from './chance.js';
import { billOf, honestLines, taxesOf } from './loads/bill.js';
import { extraWishes } from './loads/due.js';
import { factsOf } from './loads/facts.js';
import { planned } from './loads/plan.js';
import { judged, owedAt, stages } from './judge/judge.js';
import { numbered } from './mistakes/kit.js';
import { accessorialMistakes } from './mistakes/accessorials.js';
import { detentionMistakes } from './mistakes/detention.js';
import { fuelMistakes } from './mistakes/fuel.js';
import { headMistakes } from './mistakes/heads.js';
import { linehaulMistakes } from './mistakes/linehaul.js';
import { paperMistakes } from './mistakes/papers.js';
import { oddities } from './oddities/oddities.js';
import { joinBills } from './oddities/company.js';
import { misfortunes } from './oddities/misfortunes.js';
import { evidenceOf } from './owed/evidence.js';
import { owedFor } from './owed/owed.js';
import { lateWeeks } from './world/prices.js';
import { carriers, termsFor } from './world/world.js';

export const mistakes = [
  ...linehaulMistakes,
  ...fuelMistakes,
  ...accessorialMistakes,
  ...detentionMistakes,
  ...headMistakes,
  ...paperMistakes,
];

/** How many loads in a hundred have which kind of story. */
const mix = [
  { weight: 31, kind: 'honest' },
  { weight: 24, kind: 'odd' },
  { weight: 7, kind: 'misfortune' },
  { weight: 30, kind: 'mistaken' },
  { weight: 8, kind: 'several' },
];

/**
 * Who is there, and which of them can tell which story.
 * @param {Set<string>} without carriers whose contracts the service does not take
 */
function castOf(without) {
  const here = carriers.filter(({ carrier }) => !without.has(carrier));
  const weighed = (profile) => ({ profile, weight: profile.share });
  const tellers = (story) => ({ story, weight: story.weight ?? 1, tellers: here.filter(story.fits).map(weighed) });
  const told = (stories) => stories.map(tellers).filter((each) => each.tellers.length > 0);
  return {
    here: here.map(weighed),
    lists: { odd: told(oddities), misfortune: told(misfortunes), mistaken: told(mistakes) },
  };
}

/**
 * Tells the story of one load: its kind first, then who can tell it.
 * @param {number} number of the load
 * @param {object} chance of the whole world
 * @param {object} cast
 */
function toldLoad(number, chance, cast) {
  const { kind } = chance.apart(`kind of ${number}`).weighted(mix);
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const own = chance.apart(`${number}/${attempt}`);
    const load = attempted({ number, chance: own, kind, ...chosenFor(kind, cast, own) });
    if (load) return load;
  }
  throw new Error(`load ${number} found no story of the kind ${kind}`);
}

/** The stories of a load and a carrier that can tell them. */
function chosenFor(kind, { here, lists }, chance) {
  if (!lists[kind]) {
    const { profile } = chance.weighted(here);
    return {
      profile,
      stories:
        kind === 'several'
          ? several(
              mistakes.filter(({ fits }) => fits(profile)),
              chance,
            )
          : [],
    };
  }
  const { story, tellers } = chance.weighted(lists[kind]);
  return { profile: chance.weighted(tellers).profile, stories: [story] };
}

/** Two or three mistakes on different parts of one bill. */
function several(fitting, chance) {
  const together = fitting.filter(({ alone }) => !alone);
  const chosen = [];
  for (const mistake of chance.shuffled(together)) {
    const touched = mistake.touches.split(' ');
    if (chosen.every(({ touches }) => touches.split(' ').every((part) => !touched.includes(part))))
      chosen.push(mistake);
    if (chosen.length === 3) break;
  }
  return chosen.slice(0, chance.whole(2, 3));
}

function attempted({ number, profile, stories, chance, kind }) {
  if (kind === 'several' && stories.length < 2) return null;
  const wishes = [...brokered(profile, chance), ...extraWishes(profile, chance, avoided(stories))];
  for (const story of stories) if (story.wish) wishes.push(story.wish(chance, profile));
  const plan = planned(profile, chance, wishes);
  const load = {
    number,
    plan,
    facts: factsOf(plan, number, chance),
    arrivals: new Map(),
    bills: [],
    kind,
    style: 'SHOWN',
  };
  begin(load);
  for (const story of stories) if (!told(story, load, chance)) return null;
  finish(load);
  if (!holdsTogether(load)) return null;
  load.waits ??= isSimple(load) && changesLater(load);
  return load;
}

/** Lines that stand for several charges, and bills about bills, come out right only when everything is known. */
const isSimple = ({ settle, bills }) =>
  !settle && bills.every(({ lines }) => lines.every(({ covers, share }) => !covers && !share));

/** Whether what comes late, a term or a fact, changes what is owed. */
function changesLater(load) {
  if (!mayChange(load)) return false;
  const owed = (stage) =>
    owedAt(load, stage).charges.map(({ amount }) => (amount === null ? null : `${amount.n}/${amount.d}`));
  return owed(stages.inTime).join() !== owed(stages.late).join();
}

/** A price that was told late holds for some weeks only: elsewhere nothing needs to be worked out. */
function mayChange({ arrivals, plan: { profile, pickup } }) {
  const soonAfter = (week) => week <= pickup && daysBetween(week, pickup) < 75;
  return arrivals.size > 0 || Boolean(profile.later) || lateWeeks.some(soonAfter);
}

/** What a story says about an extra stands against what chance would add to it. */
const avoided = (stories) =>
  stories.some(({ wish }) => wish) ? ['DETENTION_DELIVERY', 'LUMPER', 'STOP_OFF', 'REDELIVERY'] : [];

/** A broker has a price agreed for every load. */
function brokered(profile, chance) {
  if (profile.agreed !== 'ALWAYS') return [];
  const charges = [{ charge: 'LINEHAUL', amount: chance.decimal(80000, 260000, 2) }];
  const agreed = { kind: 'RATE_CONFIRMATION', reference: `RC-${chance.whole(1, 99999)}`, currency: 'USD', charges };
  return [{ agreed: { ...agreed, allIn: ['FUEL'], otherwise: 'NOTHING' } }];
}

function begin(load) {
  const { facts, plan } = load;
  load.evidence = evidenceOf(facts);
  load.bills = [billOf(load, [])];
  load.owed = owedFor({ ...facts, bills: load.bills }, termsFor(plan.profile, stages.late));
  load.bills[0].lines = numbered(honestLines(load.owed, load.style));
}

function told(story, load, chance) {
  const [bill] = load.bills;
  const made = story.make(load, bill, chance);
  if (!made) return false;
  if (story.name) bill.oddities.push(story.name);
  else bill.labels.push(...made.map((label) => ({ kind: story.kind, ...label })));
  load.story = story.name ?? story.kind;
  return true;
}

/** Taxes come last: on what the lines came to. */
function finish(load) {
  const { contract } = load.owed.known;
  for (const bill of load.bills) if (bill.taxes === null) bill.taxes = taxesOf(bill.lines, contract);
}

/** A line that differs from what is owed by more than nothing. */
export const flagged = ({ verdict, settled }) => !settled && !['PASS', 'TOLERATED'].includes(verdict);

/** Which lines of a bill a label is about. */
export function labelled(label, { lines }) {
  switch (label.charge) {
    case 'BILL':
    case 'ALL':
      return lines.filter((line) => label.charge === 'BILL' || flagged(line));
    case 'FINDING':
      return [];
    case 'LINEHAUL': {
      const family = ['LINEHAUL', 'DISCOUNT', 'DEFICIT', 'MINIMUM'];
      return lines.filter((line) => family.includes(line.charge) && flagged(line));
    }
    case 'UNMAPPED':
      return lines.filter((line) => line.held && flagged(line));
    default: {
      const own = lines.filter((line) => line.charge === label.charge && flagged(line));
      return label.last ? own.slice(-1) : own;
    }
  }
}

const follows = new Set(['FUEL', 'TAX', 'BUNKER', 'INSURANCE']);

/**
 * Whether the labels of a load say what the agreement says: every label shows, and nothing shows without a label. What
 * follows from a labelled mistake is labelled here.
 */
function holdsTogether(load) {
  if (load.bills.every(({ lines }) => lines.length === 0)) return false;
  for (const one of judged(load, stages.late)) {
    const { bill, lines, findings } = one;
    const seen = new Set();
    for (const label of bill.labels) {
      const about = labelled(label, one);
      if (label.charge === 'FINDING' ? !label.reasons.every((reason) => findings.includes(reason)) : about.length === 0)
        return false;
      for (const line of about) seen.add(line);
    }
    const others = one.together ? [] : lines.filter((line) => flagged(line) && !seen.has(line));
    if (!others.every((line) => explained(line, bill))) return false;
  }
  return load.bills.some(({ lines }) => lines.some(({ amount }) => !isZero(amount)));
}

function explained(line, bill) {
  if (bill.labels.length === 0 || !follows.has(line.charge)) return false;
  bill.labels.push({ kind: 'follows from another mistake', charge: line.charge, reasons: null, checks: [] });
  return true;
}

/** A world of so many bills. */
export function toldWorld({ bills, seed, without = new Set() }) {
  const chance = dice(seed);
  const cast = castOf(without);
  const loads = [];
  for (let count = 0, number = 1; count < bills; number += 1) {
    const twin = chance.often(4) ? twinOf(loads.at(-1), number, chance) : null;
    const load = twin ?? toldLoad(number, chance, cast);
    loads.push(load);
    count += load.bills.length;
  }
  joinBills(loads, chance);
  return loads;
}

/** The same again the same day: the next numbers, the same amounts. */
function twinOf(load, number, chance) {
  if (load?.kind !== 'honest' || load.bills[0].lines.length === 0) return null;
  const facts = factsOf(load.plan, number, chance);
  const twin = {
    ...load,
    ...{ number, facts, arrivals: new Map(), kind: 'odd', twin: true, story: 'twin of another load' },
  };
  begin(twin);
  finish(twin);
  twin.bills[0].oddities.push(twin.story);
  return holdsTogether(twin) ? twin : null;
}
