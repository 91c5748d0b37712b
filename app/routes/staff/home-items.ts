import type { StaffPage } from '~/services/staff/staff-frame.server';
import type { HomeCounts } from '~/services/staff/staff-home.server';
import { accessWords } from '~/words/follow/access';
import { stampWords } from '~/words/keys/stamp';
import type { Lang } from '~/words/language';

/** `count`: how many wait for this person; null where nothing is counted. `plain`: a public page, loaded as a whole. */
export type HomeItem = {
  to: string;
  title: string;
  text: string;
  count: number | null;
  bad?: boolean;
  plain?: boolean;
};

/** What waits for this person, danger and lateness first, followed by the other pages. */
export function homeItems(home: HomeCounts, lang: Lang): { waiting: HomeItem[]; others: HomeItem[] } {
  const items = home.pages.flatMap((page) => itemsOf(page, home, lang));
  if (home.stamp) {
    const { title, due: text } = stampWords[lang];
    items.unshift({ to: `/${lang}/staff/ceremonies#stamp-title`, title, text, count: 1 });
  }
  if (home.operator) {
    const { report: title, reportText: text } = accessWords[lang].home.items;
    items.unshift({ to: `/${lang}/report`, title, text, count: null, plain: true });
  }
  const waiting = items.filter(({ count }) => count !== null && count > 0);
  return {
    waiting: waiting.sort((a, b) => Number(b.bad ?? false) - Number(a.bad ?? false)),
    others: items.filter((one) => !waiting.includes(one)),
  };
}

/** One for each thing to do; finance and guardians each see their own side of the payouts. */
function itemsOf(page: StaffPage, home: HomeCounts, lang: Lang): HomeItem[] {
  // The cases themselves stand above.
  if (page === 'queue') return [];
  const words = accessWords[lang].home.items;
  const item = (count: number | null, text: string, bad = false): HomeItem => ({
    to: `/${lang}/staff/${page}`,
    title: words[page],
    text,
    count,
    bad,
  });
  switch (page) {
    case 'alerts':
      return [item(home.alerts, words.alertsText(home.alerts ?? 0), true)];
    case 'calendar':
      return [item(home.calendar, words.calendarText(home.calendar ?? 0))];
    case 'county':
      return [item(home.county, words.countyText(home.county ?? 0))];
    case 'policies':
      return [item(home.policies, words.policiesText(home.policies ?? 0))];
    case 'roster':
      return [item(home.roster, words.rosterText(home.roster ?? 0))];
    case 'hazards': {
      const { late, reinspected } = home.hazards ?? { late: 0, reinspected: 0 };
      return [item(late + reinspected, words.hazardsText(late, reinspected), late > 0)];
    }
    case 'orders': {
      const { open, late } = home.orders ?? { open: 0, late: 0 };
      return [item(home.orders && open, home.orders ? words.ordersText(open, late) : words.ordersOwn, late > 0)];
    }
    case 'oversight': {
      const { urgent, overdue } = home.oversight ?? { urgent: 0, overdue: 0 };
      if (urgent + overdue === 0) return [item(0, words.oversightText)];
      return [item(urgent, words.oversightUrgent, true), item(overdue, words.oversightOverdue, true)];
    }
    case 'ceremonies':
      return [item(home.ceremonies, words.ceremoniesText(home.ceremonies ?? 0))];
    case 'penalties':
      return [item(home.penalties, home.penalties === null ? words.penaltiesOwn : words.penaltiesText(home.penalties))];
    case 'supervisions':
      return [item(home.supervisions, words.supervisionsText(home.supervisions ?? 0))];
    case 'releases':
      return [item(home.releases, words.releasesText(home.releases ?? 0))];
    case 'rewards':
      return [item(home.approves ? home.rewards : null, words.rewardsText(home.rewards ?? 0))];
    case 'funds':
      return [item(home.funds, home.funds ? words.fundsLow(home.funds) : words.fundsText, Boolean(home.funds))];
    case 'payouts':
      return [
        ...(home.payoutsFinance === null ? [] : [item(home.payoutsFinance, words.payoutsFinance(home.payoutsFinance))]),
        ...(home.payoutsGuardian === null
          ? []
          : [item(home.payoutsGuardian, words.payoutsGuardian(home.payoutsGuardian))]),
      ];
    case 'keys':
      if (home.keys === 'make') return [item(1, words.keysMake)];
      return [item(home.keys, home.keys ? words.keysGrant(home.keys) : words.keysText)];
    case 'directory':
      return [item(home.directory, words.directoryText(home.directory ?? 0))];
    case 'members':
      return [item(home.members, words.membersText(home.members ?? 0))];
    case 'outgoing': {
      const { waiting, late } = home.outgoing ?? { waiting: 0, late: 0 };
      return [item(waiting, late > 0 ? words.outgoingLate(waiting, late) : words.outgoingText(waiting), late > 0)];
    }
    // The next signature is the guardians'.
    case 'units':
      return [item(null, words.unitsText(home.units ?? 0))];
    case 'duties':
      return [item(null, words.dutiesText(home.duties ?? 0))];
    case 'marks':
    case 'deletions':
    case 'removals':
      return [item(home[page], words[`${page}Text`])];
    default:
      return [item(null, words[`${page}Text`])];
  }
}
