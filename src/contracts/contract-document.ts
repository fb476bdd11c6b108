import type { PlaceSelector } from '../freight/place.ts';
import { invalid, validated } from '../masterdata/validated.ts';
import { ContractDto } from './contract.dto.ts';
import { PlaceSelectorDto } from './place.dto.ts';

/**
 * A body as a contract version, its zones included.
 *
 * @throws UnprocessableEntityException naming every field that is not of the right form
 */
export function documentOf(body: unknown): ContractDto {
  const document = validated(ContractDto, body);
  for (const [name, places] of Object.entries<unknown>(document.zones ?? {})) {
    const at = `/zones/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!Array.isArray(places) || places.length === 0)
      throw invalid([{ pointer: at, code: 'wrong-type', detail: 'a zone is a list of places' }]);
    for (const [index, place] of places.entries()) {
      const selector: PlaceSelector = validated(PlaceSelectorDto, place, `${at}/${index}`);
      if (selector.zones?.length)
        throw invalid([
          { pointer: `${at}/${index}/zones`, code: 'not-allowed', detail: 'a zone is not made of zones' },
        ]);
    }
  }
  return document;
}
