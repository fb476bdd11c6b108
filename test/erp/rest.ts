import { startErpSimulator } from '../../seeds/erp-simulator.ts';
import { RestTarget } from '../../src/settlement/targets/rest.ts';
import type { ErpUnderTest } from './conformance.ts';
import { lookUpFaults, postFaults, senderFaults } from './faults.ts';
import { type FrontRequest, type FrontResponse, patienceMs, startFront } from './front.ts';

/** The demo's ERP behind the generic REST target. */
export const restUnderTest: ErpUnderTest = {
  name: 'REST',
  kinds: { posts: postFaults, lookUps: lookUpFaults, sender: senderFaults },
  start: async (script) => {
    const erp = await startErpSimulator();
    let taken = false;
    const front = await startFront(
      {
        posts: ({ method }) => method === 'POST',
        refuse: (fault) => {
          if (fault === 'refused') erp.inject('refuse');
          else taken = true;
        },
        handle: async (request) => {
          if (taken && request.method === 'POST') {
            taken = false;
            const strange = '00000000-0000-7000-8000-00000000000' + String(erp.vouchers().length % 10);
            await passed(erp.url, {
              ...request,
              headers: { 'idempotency-key': strange },
              body: request.body.replace(/"reference":"[^"]*"/, '"reference":"by hand"'),
            });
          }
          return passed(erp.url, request);
        },
      },
      script,
    );
    return {
      target: new RestTarget({ url: front.url, timeoutMs: patienceMs }),
      mend: () => undefined,
      holds: () => erp.vouchers().filter(({ reference }) => reference !== 'by hand'),
      stop: async () => {
        await front.stop();
        await erp.stop();
      },
    };
  },
};

async function passed(url: string, { method, path, headers, body }: FrontRequest): Promise<FrontResponse> {
  const key = headers['idempotency-key'];
  const response = await fetch(url + path, {
    method,
    headers: typeof key === 'string' ? { 'idempotency-key': key } : {},
    ...(method === 'POST' ? { body } : {}),
  });
  return { status: response.status, body: await response.text() };
}
