import { localized } from '~/contract/posted/form';
import { isNeeded, PRESETS, type PresetUnit, presetNamed } from '~/domain/county/presets';
import { plainName } from '~/domain/county/register-entry';
import type { Localized } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import { shownPhone } from '~/domain/typed/number';
import { plainLogin } from '~/domain/typed/text';
import { DEFAULT_LANG, LANGS } from '~/domain/vocabulary';
import type { NewArea } from '~/services/county/county.server';
import type { CountyDraft, FirstAdministrator, SetupUnit } from '~/services/county/setup.server';
import type { ParsedForm } from '~/web/form.server';

const COUNTY = 'county';
const TOWN = 'town-1';

/**
 * The set-up form as a draft: the preset's units that were kept, those that were added, and the places below. Refusal
 * `invalid` with the field that is wrong.
 */
export function readSetup(form: ParsedForm): { draft: CountyDraft; administrator: FirstAdministrator } {
  const name = presetNamed(form.text('preset'));
  if (name === null) throw new Refusal('invalid', { field: 'preset' });
  const preset = PRESETS[name];
  const names = given(localized(form, 'name'));
  const places = readLines(form.text('places'), 'places');
  const more = readLines(form.text('more'), 'more');
  const inTown = preset.places === 'villages';
  const areas: NewArea[] = [{ code: COUNTY, parentCode: null, level: 'county', names }];
  if (inTown) areas.push({ code: TOWN, parentCode: COUNTY, level: 'town', names });
  const [level, parentCode, code] = inTown
    ? (['village', TOWN, 'village'] as const)
    : (['town', COUNTY, 'town'] as const);
  const below = places.map((one, index): NewArea => ({ code: `${code}-${index + 1}`, parentCode, level, names: one }));
  areas.push(...below);
  const kept = (preset.units as readonly PresetUnit[]).filter(
    (unit) => isNeeded(unit) || form.text(`keep-${unit.code}`) === 'yes',
  );
  const units: SetupUnit[] = [
    ...kept.map((unit) => ({
      ...unit,
      names: given(localized(form, unit.code)),
      ...(unit.nearest && { areaCode: TOWN }),
    })),
    ...more.map((one, index): SetupUnit => ({ code: `section-${index + 1}`, kind: 'department', names: one })),
    ...(inTown ? [] : below).map((town): SetupUnit => ({ ...town, kind: 'town', areaCode: town.code })),
  ];
  return {
    draft: { names, hotline: shownPhone(form.text('hotline')), areas, units },
    administrator: { login: plainLogin(form.text('login')), name: form.text('name') },
  };
}

/** Names that were given; another language may be left empty. */
const given = (names: Localized): Localized =>
  Object.fromEntries(LANGS.map((lang) => [lang, plainName(names[lang] ?? '')]).filter(([, name]) => name !== ''));

/** Lines of names in the order of the site's languages, of which the first is needed: `中文名称，English name`. */
function readLines(text: string, field: string): Localized[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.map((line) => {
    const said = line.split(/[,，]/);
    const names = given(Object.fromEntries(LANGS.map((lang, place) => [lang, said[place] ?? ''])));
    if (names[DEFAULT_LANG] === undefined || said.length > LANGS.length) throw new Refusal('invalid', { field });
    return names;
  });
}
