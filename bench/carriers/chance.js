/** Chance that can be repeated: the same seed tells the same story (mulberry32). */

/**
 * @param {number} seed a whole number
 * @returns a dice with the throws that the stories need
 */
export function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const whole = (from, to) => from + Math.floor(next() * (to - from + 1));
  const pick = (list) => list[whole(0, list.length - 1)];
  return {
    /** A whole number, both ends included. */
    whole,
    pick,
    /** Whether something happens that happens so often in a hundred. */
    often: (percent) => next() * 100 < percent,
    /** A decimal text between two whole numbers of its last place: decimal(1234, 9999, 2) is 12.34 to 99.99. */
    decimal: (from, to, places) => {
      const digits = String(whole(from, to)).padStart(places + 1, '0');
      return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
    },
    /** One of a list, by the weight each names. */
    weighted: (list) => {
      const total = list.reduce((all, { weight }) => all + weight, 0);
      let left = next() * total;
      for (const one of list) {
        left -= one.weight;
        if (left < 0) return one;
      }
      return list.at(-1);
    },
    shuffled: (list) => {
      const result = [...list];
      for (let last = result.length - 1; last > 0; last -= 1) {
        const other = whole(0, last);
        [result[last], result[other]] = [result[other], result[last]];
      }
      return result;
    },
    /** A dice of its own for one part, so that a change in one part does not change all others. */
    apart: (name) => dice(mixed(state ^ hashOf(name))),
  };
}

/** A whole number of a name (FNV-1a). */
export function hashOf(name) {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** Every bit of the result depends on every bit of the number. */
function mixed(number) {
  let mix = number;
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}
