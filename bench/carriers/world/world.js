/** Everything that was agreed and published, most of it before the first truck moved. */
import { addDays } from '../calendar.js';
import { airAndSeaCarriers } from './air-and-sea.js';
import { landCarriers } from './land.js';
import { ltlCarriers } from './ltl.js';
import { fxRates, indexValues } from './prices.js';
import { smallCarriers } from './small.js';
import { truckloadCarriers } from './truckload.js';

/** Every carrier of the world; `share` is how many bills of a hundred or so are its own. */
export const carriers = [
  ...ltlCarriers,
  ...truckloadCarriers,
  ...airAndSeaCarriers,
  ...landCarriers,
  ...smallCarriers,
].map((one) => ({
  ...one,
  source: `api:${one.carrier}`,
  contracts: one.contracts.map((contract, index) => ({ ...contract, version: index + 1 })),
}));

export const legalEntities = [
  { legalEntity: 'ACME-US', name: 'Acme Inc', timeZone: 'America/New_York' },
  { legalEntity: 'ACME-EU', name: 'Acme GmbH', timeZone: 'Europe/Berlin' },
];

export const masterCarriers = carriers.map(({ carrier, name, source, defaultCurrency }) => ({
  ...{ carrier, name, scacs: [carrier], sources: [source], ...(defaultCurrency ? { defaultCurrency } : {}) },
  vendors: legalEntities.map(({ legalEntity }) => ({ legalEntity, vendorId: `V-${carrier}` })),
}));

export { fxRates, indexValues };

/** What has been published by a stage, by series. */
const published = [1, 2].map((stage) =>
  Object.fromEntries(
    Object.entries(indexValues).map(([series, values]) => [series, values.filter((value) => value.arrives <= stage)]),
  ),
);

/** The contract versions in force at a stage: a later one takes the place of what it replaces, as far as it reaches. */
function contractsAt({ contracts, later }, stage) {
  if (!later || stage < 2) return contracts;
  const shortened = contracts.map((contract) =>
    later.replaces.includes(contract.version)
      ? { ...contract, effective: { ...contract.effective, to: addDays(later.effective.from, -1) } }
      : contract,
  );
  return [...shortened, later];
}

const remembered = new Map();

/** What the calculator is told of a carrier's terms as they are known at a stage. */
export function termsFor(profile, stage = 2) {
  const key = `${profile.carrier} ${stage}`;
  if (!remembered.has(key))
    remembered.set(key, {
      ...{ contracts: contractsAt(profile, stage), billCurrency: profile.currency, fxRates },
      prices: (series) => published[stage - 1][series] ?? [],
    });
  return remembered.get(key);
}
