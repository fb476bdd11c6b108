import type { Dossier, DossierBill } from '../dossier.ts';
import type { BillLine, Gate } from '../judged.ts';
import { billedAfterService, datesPossible } from './bill-dates.ts';
import { currencyKnown } from './currency.ts';
import { notRepeated } from './duplicates.ts';
import { endsOfShipment } from './ends.ts';
import type { GateQuestion } from './governing.ts';
import { billToOurs, carrierKnown, carrierOfShipment, entityOurs, termsAgree } from './identity.ts';
import { balanceInTime, billedInTime } from './limits.ts';
import { pastDue, rebuttal } from './notices.ts';
import { onePayee } from './payee.ts';
import { carrierAuthorised, payeeKnown } from './remittance.ts';
import { signsFit } from './signs.ts';
import { announcedOnesCame } from './vehicle.ts';

/** In the order in which they are shown; all are asked, so that a bill says at once all that is wrong with it. */
const gates: readonly ((question: GateQuestion) => Gate | null)[] = [
  signsFit,
  datesPossible,
  carrierKnown,
  carrierAuthorised,
  payeeKnown,
  entityOurs,
  billToOurs,
  carrierOfShipment,
  termsAgree,
  endsOfShipment,
  announcedOnesCame,
  billedAfterService,
  currencyKnown,
  notRepeated,
  onePayee,
  pastDue,
  rebuttal,
  balanceInTime,
  billedInTime,
];

/**
 * The gates that did not open for a bill, those that deny it first. None: it takes part in the alignment.
 * `order` is the order by content of all bills of the dossier, the bill among them.
 */
export function gatesOf(
  dossier: Dossier,
  bill: DossierBill,
  lines: BillLine[],
  context: Pick<GateQuestion, 'order' | 'evidence' | 'rated'>,
): Gate[] {
  const question = { dossier, bill, lines, ...context };
  const closed = gates.map((gate) => gate(question)).filter((gate) => gate !== null);
  return [...closed.filter((gate) => gate.outcome === 'DENY'), ...closed.filter((gate) => gate.outcome === 'HOLD')];
}
