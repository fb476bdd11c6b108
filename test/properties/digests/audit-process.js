import { readFileSync } from 'node:fs';
import { audit } from '../../../dist/src/audit/audit.js';
import { prepareRules } from '../../../dist/src/audit/rules/rule.js';
import { digestOf } from '../../../dist/src/cases/revision.js';
import { shippedRules } from '../../../dist/src/rulebook/shipped-rules.js';

/** Audits the dossiers of a file by the shipped rules and prints one digest a report: `case digest`. */
const [file] = process.argv.slice(2);
const rules = prepareRules(shippedRules());
for (const dossier of JSON.parse(readFileSync(file, 'utf8')))
  for (const report of await audit(dossier, rules)) console.log(report.caseId, digestOf(report));
