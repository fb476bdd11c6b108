/** Who is who, what was agreed, what was published: most of it before anything moves. */
import { carriers, fxRates, indexValues, legalEntities, masterCarriers } from '../world/world.js';

/**
 * Makes the world known to a service.
 * @returns {Promise<Map<string, string>>} carriers whose contract the service does not take, with what it says
 */
export async function makeKnown(service) {
  await service.post('/v1/legal-entities', legalEntities);
  await service.post('/v1/carriers', masterCarriers);
  await publish(service, 1);
  await service.post('/v1/fx-rates', fxRates);
  const without = new Map();
  for (const { carrier, contracts } of carriers)
    for (const contract of contracts) {
      const refused = await putInForce(service, contract);
      if (refused) without.set(carrier, refused);
    }
  return without;
}

/** What becomes known only later: values of the index, and a contract version that takes another one's place. */
export async function makeKnownLate(service, without) {
  await publish(service, 2);
  for (const { carrier, later } of carriers) {
    const refused = later && !without.has(carrier) ? await putInForce(service, later) : null;
    if (refused) throw new Error(`the later contract of ${carrier} is refused: ${refused}`);
  }
}

async function publish(service, stage) {
  for (const [series, values] of Object.entries(indexValues)) {
    const now = values.filter(({ arrives }) => arrives === stage).map((value) => ({ ...value, arrives: undefined }));
    if (now.length > 0) await service.post(`/v1/indexes/${series}/values`, now);
  }
}

async function putInForce(service, contract) {
  const { ok, text } = await service.tryPost('/v1/contracts', contract);
  if (!ok) return text.slice(0, 1500);
  const path = `/v1/contracts/${contract.contractId}/versions/${contract.version}`;
  await service.post(`${path}/submissions`, {});
  await service.asChecker(`${path}/activations`, {});
  return null;
}
