import { followWords } from '~/words/follow';
import type { Lang } from '~/words/language';
import { Timeline } from './timeline';

type EventFacts = {
  number: number;
  act: string;
  on: string;
  unit: { readonly zh: string; readonly en: string } | null;
};

/** What has happened to the report. */
export function FollowHistory({ events, lang }: { events: readonly EventFacts[]; lang: Lang }) {
  const words = followWords[lang];
  const texts: Record<string, string> = words.events;
  const shown = events.filter((event) => texts[EVENT_NAMES[event.act] ?? event.act] !== undefined);
  return (
    <>
      <h2 className="govuk-heading-m">{words.page.timeline}</h2>
      <Timeline
        label={words.page.timeline}
        events={shown.map((event) => ({
          key: String(event.number),
          title: texts[EVENT_NAMES[event.act] ?? event.act],
          date: event.on,
          by: event.act.startsWith('case.') ? event.unit?.[lang] : undefined,
        }))}
      />
    </>
  );
}

/** Acts as the timeline keeps them → names of what happened. */
const EVENT_NAMES: Readonly<Record<string, string>> = {
  'report.submit': 'submitted',
  'report.supersede': 'superseded',
  'report.message': 'reporterMessaged',
  'report.addFiles': 'filesAdded',
  'report.withdraw': 'withdrawn',
  'case.accept': 'accepted',
  'case.refuse': 'refused',
  'case.transfer': 'transferred',
  'case.assign': 'assigned',
  'case.message': 'messaged',
  'case.visit': 'siteVisited',
  'case.extend': 'extended',
  'case.findVerdict': 'verdictProposed',
  'case.confirmVerdict': 'verdictConfirmed',
  'case.recordPenalty': 'penaltyRecorded',
  'case.rectify': 'rectified',
  'case.strikeOff': 'struckOff',
  'case.reply': 'replied',
  'case.close': 'closed',
  'reward.approve': 'rewardApproved',
  'reward.notify': 'rewardNotified',
  'reward.claim': 'rewardClaimed',
  'payout.pay': 'rewardPaid',
};
