/** Which places: country and any of the rest. `{}` matches everywhere, a country alone the whole country. */
export interface PlaceSelector {
  country?: string | null;
  regions?: string[] | null;
  cities?: string[] | null;
  postalPrefixes?: string[] | null;
  postalRanges?: { from: string; to: string }[] | null;
  unlocodes?: string[] | null;
  zones?: string[] | null;
}
