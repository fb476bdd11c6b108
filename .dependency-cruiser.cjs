/**
 * The floors of the house. A room may import rooms on lower floors only, and never a neighbour.
 * The table is in spec/house.md; the entry files directly under src/ are the top floor and may import all.
 */
const floors = [
  ['freight'],
  ['audit', 'formats', 'database'],
  ['people', 'masterdata', 'wake'],
  ['facts', 'contracts', 'rulebook', 'ledger'],
  ['intake', 'cases'],
  ['settlement', 'disputes', 'backtest', 'notices'],
  ['insights', 'console', 'carrier-view'],
];

const roomRules = floors.flatMap((rooms, floor) =>
  rooms.map((room) => {
    const allowed = [room, ...floors.slice(0, floor).flat()];
    return {
      name: `${room}-stays-on-floor-${floor}`,
      comment: `src/${room} may import only: ${allowed.join(', ')}`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: '^src/', pathNot: `^src/(${allowed.join('|')})/` },
    };
  }),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'judgement-is-pure',
      comment:
        'freight, audit and formats know decimals, dates and rules, nothing of Nest, TypeORM, BullMQ, pg or node',
      severity: 'error',
      from: { path: '^src/(freight|audit|formats)/', pathNot: '\\.spec\\.ts$' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'core'],
        pathNot:
          'node_modules/(decimal\\.js|json-rules-engine|temporal-polyfill|fast-xml-parser|csv-parse|csv-stringify)/',
      },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-dumping-grounds',
      comment: 'Name a room after what it is about, not after its shape',
      severity: 'error',
      from: {},
      to: { path: '/(utils?|helpers?|common|shared|misc)(/|[.]ts$)', pathNot: 'node_modules' },
    },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^src/' }, to: {} },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
