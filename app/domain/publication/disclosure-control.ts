import type { IsoMonth } from '~/domain/dates';
import type { ControlArguments } from './control-arguments';
import { MEASURES, type Measure } from './publication';
import { DEFAULT_THRESHOLD, LISTS, type ListName, type MonthlyRelease, type Place } from './release';
import { openAudit } from './release-audit';
import {
  anyOf,
  draftOf,
  hide,
  hideable,
  hideByChance,
  type ReleaseDraft,
  releaseOfDraft,
  settleSums,
} from './release-draft';

/** `excepted`: hidden numbers of earlier releases that had too few possible values even before this one. */
export type ControlledRelease = { release: MonthlyRelease; excepted: number };

/**
 * Hides as much of a month as is needed for every hidden number of every release to keep at least `threshold` possible
 * values, zero included, for somebody who knows all that is published and knows this rule.
 */
export function controlledRelease(given: ControlArguments): ControlledRelease {
  const { statistics, random, earlier, threshold = DEFAULT_THRESHOLD } = given;
  const draft = draftOf(statistics, threshold, lastBefore(earlier, statistics.month));
  hideByChance(draft, random);
  settleSums(draft, random);
  const audit = openAudit(given, draft);
  try {
    for (let failed = audit.failed(); failed.length > 0; failed = audit.failed()) {
      const found = anyOf(failed, random);
      const place = found && remedy(draft, found, random);
      if (!place) throw new Error('Nothing is left to hide');
      hide(draft, place);
      settleSums(draft, random);
    }
    return { release: releaseOfDraft(draft), excepted: audit.excepted() };
  } finally {
    audit.close();
  }
}

function lastBefore(releases: readonly MonthlyRelease[], month: IsoMonth): MonthlyRelease | null {
  const before = releases.filter((one) => one.month < month);
  return before.reduce<MonthlyRelease | null>((last, one) => (last && last.month > one.month ? last : one), null);
}

/**
 * A number to hide next, because it may say too much about `failed`: one of its row, else of its list, else a total, else
 * one of another list; near measures come first.
 */
function remedy(draft: ReleaseDraft, failed: Place, random: () => number): Place | undefined {
  const near = [...MEASURES].sort((a, b) => distance(a, failed.measure) - distance(b, failed.measure));
  const inList = (list: ListName, measure: Measure) => hideable(draft, list, measure);
  const { list } = failed;
  const groups: Place[][] = [];
  if (list !== null) {
    groups.push(...near.map((measure) => inList(list, measure).filter(({ key }) => key === failed.key)));
    groups.push(...near.map((measure) => inList(list, measure)));
  }
  groups.push(...near.map((measure) => hideable(draft, null, measure)));
  groups.push(...LISTS.flatMap((other) => near.map((measure) => inList(other, measure))));
  return anyOf(groups.find((group) => group.length > 0) ?? [], random);
}

const distance = (a: Measure, b: Measure): number => Math.abs(MEASURES.indexOf(a) - MEASURES.indexOf(b));
