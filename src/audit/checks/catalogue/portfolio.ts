import type { Row } from './row.ts';

/** Patterns over many bills. They are found by asking for them, and are no finding of any one bill. */
export const portfolio: readonly Row[] = [
  ['G-01', 'PORTFOLIO', 'APPROVE', 'INFO', 'The same mistake again and again', 'lines of many bills', ''],
  ['G-02', 'PORTFOLIO', 'APPROVE', 'INFO', 'Accessorials more often than others bill them', 'lines of many bills', ''],
  ['G-04', 'PORTFOLIO', 'APPROVE', 'INFO', 'Many bills just within the tolerance', 'tolerated lines', ''],
  ['G-08', 'PORTFOLIO', 'APPROVE', 'INFO', 'Detention owed, most of it at one site', 'detention; stops', ''],
  ['G-09', 'PORTFOLIO', 'APPROVE', 'INFO', 'How often a carrier bills right', 'many bills', ''],
  ['G-11', 'PORTFOLIO', 'APPROVE', 'INFO', 'Spend that no check can judge', 'lines that cannot be assessed', ''],
  ['G-13', 'PORTFOLIO', 'APPROVE', 'INFO', 'Contracts that end with nothing to follow', 'contracts in use', ''],
];
