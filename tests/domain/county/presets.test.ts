import { describe, expect, it } from 'vitest';
import { isNeeded, PRESET_NAMES, PRESETS, type PresetUnit, presetNamed, unregulated } from '~/domain/county/presets';
import { isKeyedKind, mayBeSeveral, OPENING_KINDS, REQUIRED_KINDS } from '~/domain/staff/unit-kinds';

describe.each(PRESET_NAMES)('the preset for %s', (name) => {
  const units: readonly PresetUnit[] = PRESETS[name].units;

  it('has every unit without which no county is set up, each code once, and one of a kind that may be one', () => {
    const kinds = units.map(({ kind }) => kind);
    expect(REQUIRED_KINDS.filter((kind) => !kinds.includes(kind))).toEqual([]);
    expect(new Set(units.map(({ code }) => code)).size).toBe(units.length);
    expect(kinds.filter((kind, index) => !mayBeSeveral(kind) && kinds.indexOf(kind) !== index)).toEqual([]);
    expect(OPENING_KINDS.every((kind) => units.some((unit) => unit.kind === kind && isNeeded(unit)))).toBe(true);
  });

  it('gives no sector to two units', () => {
    const sectors = units.flatMap((unit) => unit.sectors);
    expect(new Set(sectors).size).toBe(sectors.length);
  });

  it('names every unit in both languages', () => {
    expect(units.filter(({ names }) => !names.zh || !names.en)).toEqual([]);
  });
});

describe('presets', () => {
  it('are a town, a town with sections, and a county of six offices with keys and ten departments', () => {
    expect(PRESET_NAMES).toEqual(['town', 'sections', 'county']);
    const county: readonly PresetUnit[] = PRESETS.county.units;
    const offices = county.filter(({ kind }) => kind !== 'department' && kind !== 'committee' && isKeyedKind(kind));
    expect(offices).toHaveLength(6);
    expect(county.filter(({ kind }) => kind === 'department')).toHaveLength(10);
    const town: readonly PresetUnit[] = PRESETS.town.units;
    expect(town.some(({ kind }) => kind === 'finance' || kind === 'department')).toBe(false);
    expect(town.filter(({ nearest }) => nearest).map(({ kind }) => kind)).toEqual(['intake']);
  });

  it('leave no sector of a county or of a town with sections without somebody in charge', () => {
    expect(unregulated(PRESETS.sections.units)).toEqual([]);
    expect(unregulated(PRESETS.county.units)).toEqual([]);
    expect(unregulated(PRESETS.town.units)).not.toEqual([]);
  });

  it('are known by name only', () => {
    expect(presetNamed('town')).toBe('town');
    expect(presetNamed('toString')).toBeNull();
  });
});
