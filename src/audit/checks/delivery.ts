import type { Evidence } from '../evidence/evidence.ts';
import type { Need } from '../expected.ts';
import type { AlignedLine, CheckContext, CheckVerdict } from '../judged.ts';
import { isSigned } from './notes/signatures.ts';
import { cannotAssess, passes } from './verdict.ts';

/**
 * E-01, E-02, E-03 and E-16: where the terms ask for it, no charge but the price of a cancelled load is owed before the
 * freight is delivered and every delivery stop has its proof. Without an answer by the evidence deadline a rule
 * disputes; what was posted stays.
 */
export function deliveryProof(context: CheckContext, line: AlignedLine): CheckVerdict[] {
  const { evidence, rated } = context;
  if (rated === null || line.charge === 'TONU' || evidence.cancelled !== null) return [];
  const { delivery, pod } = rated.terms.evidence;
  const proofs: CheckVerdict[] = [];
  const late = { restsOnAbsence: context.deadlinesPassed.has('EVIDENCE') };
  if (delivery === 'REQUIRED') {
    const milestone = evidence.delivery;
    if (milestone.status === 'STANDS') proofs.push(passes('E-01'));
    else if (milestone.status === 'CONFLICT')
      proofs.push(cannotAssess('E-16', 'EVIDENCE_CONFLICT', line, { needs: [milestone.need] }));
    else
      proofs.push(
        cannotAssess('E-01', 'NOT_DELIVERED', line, {
          needs: [{ ...milestone.need, reason: 'NOT_DELIVERED' }],
          afterDeadline: 'NOT_DELIVERED',
          ...late,
        }),
      );
  }
  if (pod === 'NOT_REQUIRED') return proofs;
  const proven = (id: string, needs: Need[]) =>
    needs.length === 0
      ? passes(id)
      : cannotAssess(id, 'POD_MISSING', line, { needs, afterDeadline: 'POD_MISSING', ...late });
  proofs.push(proven('E-02', evidence.podMissing));
  if (pod === 'SIGNED') proofs.push(proven('E-03', unsigned(evidence)));
  return proofs;
}

/** The delivery stops that have a POD and none that says who signed it and when. */
function unsigned({ stops }: Evidence): Need[] {
  return stops
    .filter(({ stop, pods }) => stop.type === 'DELIVERY' && pods.length > 0 && !pods.some(isSigned))
    .map(({ stop }) => ({
      ...{ fact: `name and time of the signature on the POD at stop ${stop.stop}`, from: 'CARRIER' },
      reason: 'POD_MISSING',
    }));
}
