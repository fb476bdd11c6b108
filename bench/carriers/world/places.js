/** Where the world's freight comes from and goes to. */

const inZone =
  (country, timeZone) =>
  (code, city, [region, postalCode], siteType = 'COMMERCIAL') => ({
    ...{ code, name: `${city} ${code}`, city, region, postalCode, country, timeZone, siteType },
  });
const eastern = inZone('US', 'America/New_York');
const central = inZone('US', 'America/Chicago');
const germany = inZone('DE', 'Europe/Berlin');

export const plants = [
  eastern('PL1', 'Akron', ['OH', '44301']),
  eastern('PL2', 'Columbus', ['OH', '43215']),
  eastern('PL3', 'Toledo', ['OH', '43604']),
  central('PL4', 'Milwaukee', ['WI', '53202']),
];

export const towns = [
  central('DAL', 'Dallas', ['TX', '75201']),
  central('HOU', 'Houston', ['TX', '77002']),
  eastern('ATL', 'Atlanta', ['GA', '30303']),
  central('CHI', 'Chicago', ['IL', '60605']),
  eastern('ALB', 'Albany', ['NY', '12207']),
  eastern('ERI', 'Erie', ['PA', '16501']),
  central('NSH', 'Nashville', ['TN', '37203']),
  inZone('US', 'America/Denver')('DEN', 'Denver', ['CO', '80202']),
  inZone('US', 'America/Phoenix')('PHX', 'Phoenix', ['AZ', '85004']),
];

export const homes = [
  central('H01', 'Dallas', ['TX', '75214'], 'RESIDENTIAL'),
  eastern('H02', 'Atlanta', ['GA', '30306'], 'RESIDENTIAL'),
  central('H03', 'Chicago', ['IL', '60614'], 'RESIDENTIAL'),
];

export const schools = [
  eastern('S01', 'Albany', ['NY', '12208'], 'SCHOOL'),
  central('S02', 'Houston', ['TX', '77004'], 'SCHOOL'),
];

export const canada = [
  inZone('CA', 'America/Toronto')('TOR', 'Toronto', ['ON', 'M5V2T6']),
  inZone('CA', 'America/Toronto')('MTL', 'Montreal', ['QC', 'H2Y1C6']),
];

export const europe = [
  germany('HAM', 'Hamburg', ['HH', '20457']),
  germany('MUC', 'Munich', ['BY', '80331']),
  germany('FRA', 'Frankfurt', ['HE', '60311']),
  inZone('AT', 'Europe/Vienna')('VIE', 'Vienna', ['9', '1010']),
  inZone('FR', 'Europe/Paris')('LYS', 'Lyon', ['ARA', '69001']),
];

const port = (place, unlocode, siteType = 'PORT') => ({ ...place, unlocode, siteType });

export const ports = {
  shanghai: port(inZone('CN', 'Asia/Shanghai')('SHA', 'Shanghai', ['SH', '200080']), 'CNSHA'),
  ningbo: port(inZone('CN', 'Asia/Shanghai')('NGB', 'Ningbo', ['ZJ', '315000']), 'CNNGB'),
  losAngeles: port(inZone('US', 'America/Los_Angeles')('LAX', 'Los Angeles', ['CA', '90731']), 'USLAX'),
  newYork: port(eastern('NYC', 'Newark', ['NJ', '07114']), 'USNYC'),
  frankfurt: port(germany('FRX', 'Frankfurt', ['HE', '60549']), 'DEFRA', 'AIRPORT'),
  ohare: port(central('ORD', 'Chicago', ['IL', '60666']), 'USORD', 'AIRPORT'),
};

/** Miles between two places: made up, but always the same. */
export function milesBetween(from, to) {
  let seed = 7;
  for (const letter of `${from.code}${to.code}`) seed = (seed * 31 + letter.charCodeAt(0)) % 100_003;
  return 120 + (seed % 1700);
}
