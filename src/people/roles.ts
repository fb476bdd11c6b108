/** What a key's owner does in the organisation. */
export const roles = ['admin', 'ap-clerk', 'ap-lead', 'procurement', 'integration', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** What a route asks for. */
export const permissions = [
  'facts.read',
  'facts.write',
  'messages.read',
  'messages.replay',
  'masterdata.read',
  'masterdata.write',
  'terms.read',
  'terms.draft',
  'terms.activate',
  'rules.read',
  'cases.read',
  'cases.decide',
  'disputes.read',
  'disputes.write',
  'postings.read',
  'postings.answer',
  'postings.release',
  'postings.reconcile',
  'insights.read',
  'keys.manage',
  'webhooks.manage',
  'carrier-view.manage',
  'audit.read',
] as const;
export type Permission = (typeof permissions)[number];

const reading: readonly Permission[] = [
  'facts.read',
  'messages.read',
  'masterdata.read',
  'terms.read',
  'rules.read',
  'cases.read',
  'disputes.read',
  'postings.read',
  'insights.read',
];

const allowed: Readonly<Record<Role, readonly Permission[]>> = {
  admin: permissions,
  'ap-clerk': [...reading, 'cases.decide', 'disputes.write'],
  'ap-lead': [
    ...reading,
    'cases.decide',
    'disputes.write',
    'postings.release',
    'postings.reconcile',
    'messages.replay',
    'audit.read',
    'carrier-view.manage',
  ],
  procurement: [...reading, 'terms.draft', 'terms.activate', 'masterdata.write'],
  integration: [
    ...reading,
    'facts.write',
    'messages.replay',
    'masterdata.write',
    'postings.answer',
    'postings.reconcile',
  ],
  auditor: [...reading, 'audit.read'],
};

/** Whether any of somebody's roles allows something. */
export function may(held: readonly Role[], permission: Permission): boolean {
  return held.some((role) => allowed[role].includes(permission));
}
