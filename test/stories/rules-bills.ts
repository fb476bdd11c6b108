import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { aMilestone, anInvoice, aPod, aShipment, flatContract } from '../builders/flat-shipments.ts';
import { eventually, type Json, type RunningService } from './service.ts';

/** Under the flat terms detention costs 60.00 an hour after two hours: from 08:00 to 16:00 six hours, 360.00. */
export const detentionContract = {
  ...flatContract,
  accessorials: [
    ...flatContract.accessorials,
    {
      ...{ charge: 'DETENTION_DELIVERY', model: 'PER_TIME', rate: '60.00', perMinutes: 60, incrementMinutes: 15 },
      ...{ incrementRounding: 'UP', freeMinutes: 120, lateGraceMinutes: 15, whenLate: 'NONE', authority: 'CONTRACT' },
    },
  ],
};

/** How a bill differs from 300.00 linehaul and 85.00 liftgate, delivered with its POD. */
export interface BillGiven {
  carrier?: string;
  linehaul?: string;
  liftgate?: string;
  /** Adds the detention of six hours and this line for it. */
  detention?: string;
  pod?: boolean;
}

/** Drives one running service: bills in, cases out. */
export class Desk {
  constructor(private readonly running: RunningService) {}

  /** Draft, submission, activation of a contract. */
  async contract(contract: { contractId: string; carrier?: string }): Promise<void> {
    const { body } = await this.running.maker.post('/v1/contracts', contract);
    const path = `/v1/contracts/${contract.contractId}/versions/${body.version}`;
    await this.running.maker.post(`${path}/submissions`, {});
    expect((await this.running.checker.post(`${path}/activations`, {})).body).toMatchObject({ state: 'ACTIVE' });
  }

  /** Takes in everything of one shipment, its invoice INV-<name> last; does not wait. */
  async take(name: string, given: BillGiven = {}): Promise<void> {
    const { carrier = 'ABCD', linehaul = '300.00', liftgate = '85.00', detention } = given;
    await this.move(name, given);
    const charges = [
      { line: 1, charge: 'LINEHAUL' as const, amount: linehaul },
      { line: 2, charge: 'LIFTGATE_DELIVERY' as const, stop: 2, amount: liftgate },
      ...(detention === undefined
        ? []
        : [{ line: 3, charge: 'DETENTION_DELIVERY' as const, stop: 2, amount: detention }]),
    ];
    const cents = charges.reduce((sum, { amount }) => sum + BigInt(amount.replace('.', '')), 0n);
    const total = `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
    await this.post('invoices', anInvoice(name, { carrier, total }, { charges }));
  }

  /** Takes in the shipment, what happened to it and its proof. */
  async move(name: string, { carrier = 'ABCD', detention, pod = true }: BillGiven): Promise<void> {
    await this.post('shipments', aShipment(name, { carrier }));
    for (const event of milestones(name, detention !== undefined)) await this.post('events', { ...event, carrier });
    if (pod) await this.post('documents', aPod(name));
  }

  async post(kind: string, body: object): Promise<void> {
    const { status, text } = await this.running.maker.post(`/v1/${kind}`, body);
    expect([status < 300, text]).toEqual([true, text]);
  }

  /** The case of INV-<name>, up to date. */
  async caseOf(name: string): Promise<Json> {
    await this.running.settled();
    const { body } = await this.running.maker.get(`/v1/cases?invoiceNumber=INV-${name}`);
    expect(body.data).toHaveLength(1);
    return (await this.running.maker.get(`/v1/cases/${body.data[0].caseId}`)).body;
  }

  /** Plays the ERP: acknowledges every posting there is. */
  async acknowledgeAll(): Promise<void> {
    const key = () => ({ 'idempotency-key': randomUUID() });
    await eventually(async () => {
      const { body } = await this.running.maker.post('/v1/postings/claims', { target: 'default' }, key());
      for (const posting of body.data)
        await this.running.maker.post(
          `/v1/postings/${posting.postingId}/acknowledgements`,
          { documentNumber: `5100${posting.supplierReference}`, postedOn: '2026-03-09', amount: posting.gross },
          key(),
        );
      const backlog = await this.running.maker.get('/v1/insights/backlog');
      expect(backlog.body.postings).toMatchObject({ PENDING: 0, SENDING: 0 });
    });
  }

  /** A draft of a rule; its path. */
  async draft(rule: object): Promise<string> {
    const { status, body } = await this.running.maker.post('/v1/rules', rule);
    expect([status, body.state, body.errors]).toEqual([201, 'DRAFT', undefined]);
    return `/v1/rules/${body.id}/versions/${body.version}`;
  }

  /** Draft, submission, activation of a rule; its path. */
  async rule(rule: object, activation: object = {}): Promise<string> {
    const path = await this.draft(rule);
    await this.running.maker.post(`${path}/submissions`, {});
    expect((await this.running.checker.post(`${path}/activations`, activation)).body).toMatchObject({
      state: 'ACTIVE',
      activatedBy: 'demo.checker',
    });
    return path;
  }

  /** Tries a rule on history and waits for what it found. */
  async tried(path: string, body: object = {}): Promise<Json> {
    const asked = await this.running.maker.post(`${path}/backtests`, body);
    expect(asked.status).toBe(202);
    const at = asked.headers.get('location') ?? '';
    return eventually(async () => {
      const { body: trial } = await this.running.maker.get(at);
      expect(trial.state).toBe('DONE');
      return trial;
    });
  }
}

function milestones(name: string, waits: boolean): object[] {
  const usual = [aMilestone(name, 'DEPARTED_STOP'), aMilestone(name, 'DELIVERED')];
  if (!waits) return usual;
  const at = (type: 'ARRIVED_AT_STOP' | 'DEPARTED_STOP', hour: string) =>
    aMilestone(name, type, { eventId: `${type}-2-${name}`, stop: 2, occurredAt: `2026-03-04T${hour}:00:00-06:00` });
  return [...usual, at('ARRIVED_AT_STOP', '08'), at('DEPARTED_STOP', '16')];
}
