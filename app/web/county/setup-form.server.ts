import { localized } from '~/contract/posted/form';
import type { Localized } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import { shownPhone } from '~/domain/typed/number';
import { plainLogin } from '~/domain/typed/text';
import { LANGS } from '~/domain/vocabulary';
import type { NewArea } from '~/services/county/county.server';
import type { CountyDraft, FirstAdministrator, SetupUnit } from '~/services/county/setup.server';
import { UNIT_PRESET } from '~/services/county/setup-preset.server';
import type { ParsedForm } from '~/web/form.server';

const COUNTY = 'county';

/** The set-up form as a draft. Refusal `invalid` with the field that is wrong. */
export function readSetup(form: ParsedForm): { draft: CountyDraft; administrator: FirstAdministrator } {
  const names = localized(form, 'name');
  const towns = readTowns(form.text('towns'));
  const areas: NewArea[] = [
    { code: COUNTY, parentCode: null, level: 'county', names },
    ...towns.map((town) => ({ ...town, parentCode: COUNTY, level: 'town' as const })),
  ];
  const units: SetupUnit[] = [
    ...UNIT_PRESET.filter((unit) => unit.kind !== 'department' || form.text(`keep-${unit.code}`) === 'yes').map(
      (unit) => ({
        ...unit,
        names: localized(form, unit.code),
      }),
    ),
    ...towns.map((town): SetupUnit => ({ ...town, kind: 'town', areaCode: town.code })),
  ];
  return {
    draft: { names, hotline: shownPhone(form.text('hotline')), areas, units },
    administrator: { login: plainLogin(form.text('login')), name: form.text('name') },
  };
}

/** Lines of names in the order of the site's languages: `中文名称，English name`. */
function readTowns(text: string): { code: string; names: Localized }[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.map((line, index) => {
    const said = line.split(/[,，]/).map((part) => part.trim());
    const names = Object.fromEntries(LANGS.map((lang, place) => [lang, said[place] ?? '']));
    if (Object.values(names).includes('')) throw new Refusal('invalid', { field: 'towns' });
    return { code: `town-${index + 1}`, names };
  });
}
