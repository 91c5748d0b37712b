import { Refusal } from '~/domain/refusal';
import type { AreaRow } from '~/services/county/county.server';
import type { CountyDraft, FirstAdministrator, SetupUnit } from '~/services/county/setup.server';
import { UNIT_PRESET } from '~/services/county/setup-preset.server';
import type { ParsedForm } from '~/web/form.server';

const COUNTY = 'county';

/** The set-up form as a draft. Refusal `invalid` with the field that is wrong. */
export function readSetup(form: ParsedForm): { draft: CountyDraft; administrator: FirstAdministrator } {
  const nameZh = form.text('nameZh');
  const nameEn = form.text('nameEn');
  const towns = readTowns(form.text('towns'));
  const areas: AreaRow[] = [
    { code: COUNTY, parentCode: null, level: 'county', nameZh, nameEn },
    ...towns.map((town) => ({ ...town, parentCode: COUNTY, level: 'town' as const })),
  ];
  const units: SetupUnit[] = [
    ...UNIT_PRESET.filter((unit) => unit.kind !== 'department' || form.text(`keep-${unit.code}`) === 'yes').map(
      (unit) => ({
        ...unit,
        nameZh: form.text(`zh-${unit.code}`),
        nameEn: form.text(`en-${unit.code}`),
      }),
    ),
    ...towns.map((town): SetupUnit => ({ ...town, kind: 'town', areaCode: town.code })),
  ];
  return {
    draft: { nameZh, nameEn, hotline: form.text('hotline'), areas, units },
    administrator: { login: form.text('login'), name: form.text('name') },
  };
}

/** Lines of `中文名称，English name`. */
function readTowns(text: string): { code: string; nameZh: string; nameEn: string }[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.map((line, index) => {
    const [nameZh = '', nameEn = ''] = line.split(/[,，]/).map((part) => part.trim());
    if (nameZh === '' || nameEn === '') throw new Refusal('invalid', { field: 'towns' });
    return { code: `town-${index + 1}`, nameZh, nameEn };
  });
}
