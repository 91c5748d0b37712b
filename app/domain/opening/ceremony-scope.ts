/** A unit with the level above it. */
export type UnitLevel = { id: string; kind: string; parentUnitId: string | null };

/**
 * May this unit review, or take over, a case of that one? Only a level above it may: its parent, its parent's parent,
 * or the upper unit (应急〔2023〕106号: review by the next level up).
 */
export function isLevelAbove(units: readonly UnitLevel[], askerUnitId: string, responsibleUnitId: string): boolean {
  if (askerUnitId === responsibleUnitId) return false;
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  if (byId.get(askerUnitId)?.kind === 'upper') return true;
  const seen = new Set<string>();
  for (let at = byId.get(responsibleUnitId)?.parentUnitId ?? null; at !== null && !seen.has(at); ) {
    if (at === askerUnitId) return true;
    seen.add(at);
    at = byId.get(at)?.parentUnitId ?? null;
  }
  return false;
}

/** The largest number of payments in one sample. */
export const SAMPLE_MOST = 20;

/**
 * Draws `size` of `ids` by `seed`: those whose hash with the seed is lowest. Whoever knows the seed and the ids draws
 * the same sample; whoever does not know the seed beforehand cannot choose it. `hash` returns lower-case hex.
 */
export function drawSample(
  ids: readonly string[],
  size: number,
  seed: string,
  hash: (text: string) => string,
): string[] {
  const ranked = [...new Set(ids)].map((id) => ({ id, rank: hash(`anshao/payee-sample/v1\n${seed}\n${id}`) }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return ranked.slice(0, Math.max(0, size)).map(({ id }) => id);
}
